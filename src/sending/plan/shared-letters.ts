import type { Letter } from '../../letter/letter.js';
import { warningAt, type Problem } from '../../problem.js';
import { foldClp, foldWords } from '../../recipients/fold.js';
import { quoteCell } from '../../recipients/quote-cell.js';
import { placeInList, type ListHead, type Recipient } from '../../recipients/recipient.js';
import { HELD_WITH_ANOTHER, NOT_CHOSEN, type Findings } from './plan.js';

/** What becomes of a row whose letter is that of an earlier one. */
interface Following {
  readonly action: 'skip' | 'hold';
  readonly reason: string;
  readonly problems: readonly Problem[];
}

/** Follows, through one pass over the list, the rows that share a letter: the first of them leads, and the letter goes to it. */
export interface SharedLetters {
  /** The recipient with every CLP that its letter stands for. */
  lead(recipient: Recipient, chosen: boolean): Recipient;
  /** Whether --only chooses any row of the letter that the row on this line leads. */
  isChosen(line: number): boolean;
  /** Told of every row that is held: those that share its letter are held with it. */
  hold(line: number): void;
  follow(line: number, recipient: Recipient, chosen: boolean): Following;
}

/** The reason of rows that need no letter of their own. */
const SHARED = 'sharing the letter of another row of the same address or CLP';

/** Warns of CLPs that a letter stands for without a word about them: nobody else asks them. */
export function unnamedClps(letter: Letter, { clps = [], line }: Recipient, head: ListHead): readonly Problem[] {
  const words = JSON.stringify(letter);
  const unnamed = clps.filter((clp) => !words.includes(JSON.stringify(clp).slice(1, -1)));
  if (unnamed.length === 0) return [];
  const message = `The letter to line ${line} stands for ${unnamed.map(quoteCell).join(', ')} too, and does not say so.`;
  const hint = 'Write {{list clps}} in the template where it has {{clp}}, or go through them with {{#each clps}}.';
  return [warningAt(placeInList(head, line, 'clp'), 'clp-not-named', message, hint)];
}

/** Starts a pass; what the letters stand for is known from an earlier one. */
export function createSharedLetters(head: ListHead, { sharers }: Findings): SharedLetters {
  const leaders = new Map<number, { readonly name: string; readonly chosen: boolean }>();
  const held = new Set<number>();
  const isChosen = (line: number): boolean => leaders.get(line)?.chosen ?? false;

  function namesDiffer(line: number, { name, line: here }: Recipient): readonly Problem[] {
    const leader = leaders.get(line)?.name ?? '';
    if (leader === '' || name === '' || foldWords(leader) === foldWords(name)) return [];
    const message = `The address is that of ${quoteCell(leader)} on line ${line}, and of ${quoteCell(name)} here: the one letter greets ${quoteCell(leader)}.`;
    const hint = 'Put the right name into both rows, or move the row of the right person above the other.';
    return [warningAt(placeInList(head, here, 'name'), 'names-differ', message, hint)];
  }

  return {
    isChosen,
    lead(recipient, chosen) {
      const others = sharers.get(recipient.line);
      if (others === undefined) return recipient;
      leaders.set(recipient.line, { name: recipient.name, chosen: chosen || others.chosen });
      const clps = others.clps.filter((clp) => foldClp(clp) !== foldClp(recipient.clp));
      return clps.length === 0 ? recipient : { ...recipient, clps: [recipient.clp, ...clps] };
    },
    hold(line) {
      held.add(line);
    },
    follow(line, recipient, chosen) {
      const problems = namesDiffer(line, recipient);
      if (held.has(line)) return { action: 'hold', reason: HELD_WITH_ANOTHER, problems };
      return { action: 'skip', reason: chosen || isChosen(line) ? SHARED : NOT_CHOSEN, problems };
    },
  };
}
