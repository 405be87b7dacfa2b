import { errorAt, type Problem } from '../problem.js';

/** A file stands where nominate wants to write, and is not its own. */
export function foreignFile(shown: string): Problem {
  const place = { file: shown, line: null, column: null };
  const hint = 'Move that file away, or name another folder with --out.';
  return errorAt(place, 'foreign-file', 'This file was not written by nominate, so it is not overwritten.', hint);
}
