import { recentlyUsed } from '../../kept/recently-used.js';
import type { Block } from '../letter.js';

/** More than a mailing has of one kind, in all its languages. */
const KEPT = 32;

/**
 * Gives for a block the one of an earlier letter that says the same, so that what was rendered of it is known again
 * (`computed-once.ts`). For blocks that most letters have in common and that stand outside of the template's body.
 */
export function sameAsBefore<Kind extends Block>(): (block: Kind) => Kind {
  const kept = recentlyUsed<Kind>(KEPT);
  return (block) => {
    const said = JSON.stringify(block);
    const before = kept.get(said);
    if (before !== undefined) return before;
    kept.set(said, block);
    return block;
  };
}
