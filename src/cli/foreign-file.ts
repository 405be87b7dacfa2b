import type { ForeignFile } from '../io/folders/own-folder.js';
import { errorAt, type Problem } from '../problem.js';
import { shownPath } from './session.js';
import type { Terminal } from './terminal.js';

/** What a command says that would have to overwrite somebody's file. */
export function foreignFile({ path }: ForeignFile, terminal: Terminal): Problem {
  const place = { file: shownPath(path, terminal.folder), line: null, column: null };
  const hint = 'Move that file away, or name another folder with --out.';
  return errorAt(place, 'foreign-file', 'This file was not written by nominate, so it is not overwritten.', hint);
}
