import { join, resolve } from 'node:path';
import { followLink } from '../../io/folders/real-folder.js';
import type { Session } from './session.js';
import type { Terminal } from '../reporting/terminal.js';

/** The folders that commands write into, by their usual names in the campaign's folder. */
export type OutputName = 'previews' | 'print' | 'rehearsal';

/** Where a command writes without --out. */
export function usualFolder({ folder }: Pick<Session, 'folder'>, name: OutputName): string {
  return join(folder, name);
}

/**
 * Where a command writes. What the organiser names with --out may be a link, to another disk for
 * instance, and is taken for what it leads to. The usual folder may not: the campaign may have come
 * from somebody else, and nobody has chosen where that link leads. Whoever opens the folder refuses
 * it.
 */
export function outputFolder(
  { out }: { readonly out?: string | undefined },
  session: Pick<Session, 'folder'>,
  name: OutputName,
  terminal: Pick<Terminal, 'folder'>,
): string {
  return out === undefined ? usualFolder(session, name) : followLink(resolve(terminal.folder, out));
}
