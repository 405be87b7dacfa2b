import { basename } from 'node:path';
import { writeHeldFile, type HeldFile } from '../../io/files/held-file.js';
import { warningAt, type Problem } from '../../problem.js';
import { counted } from '../../report/lines/problem-text.js';
import { heldRows } from '../../sending/plan/held-rows.js';
import { fileProblem } from '../reporting/file-problem.js';
import type { Planned, SelectionOptions } from '../opening/planning.js';
import type { OpenList } from '../opening/open-list.js';
import type { CampaignOptions } from '../opening/session.js';
import { shellWord } from '../../shell-word.js';
import { shownPath } from '../reporting/shown-path.js';
import { commandForOwnList } from '../opening/suggested-command.js';
import type { Terminal } from '../reporting/terminal.js';

/** What is said of the rows that were written apart. */
interface HeldList {
  readonly problems: readonly Problem[];
  /** "" where nothing was written. */
  readonly text: string;
}

export const NOTHING_HELD: HeldList = { problems: [], text: '' };

/** Writes the rows that mending would let go out into a list of their own, beside the list. Where that cannot be done, an error says so. */
export async function writeHeldList(
  list: OpenList,
  { inputs, plan }: Planned,
  options: CampaignOptions & SelectionOptions,
  terminal: Terminal,
): Promise<HeldList> {
  const held = await writeHeldFile(list.file.path, heldRows(inputs, plan)).catch((error: unknown) => {
    const problem = fileProblem(error, terminal);
    if (problem === null) throw error;
    return problem;
  });
  if ('severity' in held) return { problems: [held], text: '' };
  if (held.kind === 'none') return NOTHING_HELD;
  const shown = shownPath(held.path, terminal.folder);
  if (held.kind === 'foreign') return { problems: [notOverwritten(held, shown)], text: '' };
  const command = commandForOwnList(shown, options);
  const said = `${counted(held.rows, 'row')} left out for an error ${held.rows === 1 ? 'is' : 'are'} in ${shown}.`;
  return { problems: [], text: `\n${said} Mend the list there, then: ${command}\n` };
}

function notOverwritten({ rows, path }: HeldFile & { readonly kind: 'foreign' }, shown: string): Problem {
  const message = `${basename(path)} is not as nominate left it, so ${counted(rows, 'row')} left out now ${rows === 1 ? 'was' : 'were'} not written there.`;
  const hint = `If you have mended it, send it with --csv ${shellWord(shown)}; then delete it, or move it away.`;
  return warningAt({ file: shown, line: null, column: null }, 'held-list-kept', message, hint);
}
