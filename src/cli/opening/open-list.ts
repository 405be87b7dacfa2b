import { resolve } from 'node:path';
import type { ColumnMapping } from '../../words/field-names.js';
import { isMissing } from '../../io/files/file-error.js';
import { WrongKind } from '../../io/files/file-kind.js';
import { openListFile, type ListFile } from '../../io/files/list-file.js';
import { errorAt, type Place, type Problem } from '../../problem.js';
import { readDelimiter } from '../../recipients/csv/delimiter.js';
import { isEncoding } from '../../recipients/encoding/encoding.js';
import { readList, type ListEvent } from '../../recipients/read-list.js';
import { EXIT } from '../reporting/exit-code.js';
import type { Outcome } from '../reporting/report.js';
import { shownPath } from '../reporting/shown-path.js';
import type { Terminal } from '../reporting/terminal.js';

/** The options that say which list it is and how it is to be read. */
export interface ListOptions {
  readonly csv?: string;
  readonly sheet?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
}

export interface OpenList {
  readonly file: ListFile;
  readonly shownAs: string;
  /** Reads it from its beginning; `columns`: what the headers do not tell. */
  readonly read: (columns: ColumnMapping) => AsyncIterable<readonly ListEvent[]>;
}

/** The list that the options name; null where they name none, or it is not there, or they do not say how to read it. */
export async function openList(
  options: ListOptions,
  terminal: Terminal,
): Promise<{ readonly list: OpenList | null; readonly problems: readonly Problem[] }> {
  const { csv, sheet, encoding, delimiter } = options;
  const usage = await listUsage(options);
  if (csv === undefined) return { list: null, problems: usage };
  const path = resolve(terminal.folder, csv);
  const shownAs = shownPath(path, terminal.folder);
  const noList = (message: string, hint: string): Problem =>
    errorAt({ file: shownAs, line: null, column: null }, 'no-list', message, hint);
  try {
    const file = await openListFile(path);
    if (usage.length > 0) return { list: null, problems: usage };
    const named = { file: shownAs, sheet, encoding, delimiter: readDelimiter(delimiter ?? '') ?? undefined };
    const list: OpenList = { file, shownAs, read: (columns) => readList(file.bytes(), { ...named, columns }) };
    return { list, problems: [] };
  } catch (error) {
    if (error instanceof WrongKind) return { list: null, problems: [noList(...noFile(error)), ...usage] };
    if (!isMissing(error)) throw error;
    const hint = 'Check the name after --csv; a name with spaces needs quotation marks around it.';
    return { list: null, problems: [noList('There is no such file.', hint), ...usage] };
  }
}

/** What is said of something that is no file, and what to do. */
function noFile({ found }: WrongKind): [message: string, hint: string] {
  if (found === 'folder')
    return ['This is a folder, not a list.', 'Name the list in it, such as --csv my-campaign/clps.csv.'];
  const message = 'This is a pipe or a device, not a file, and a list is read more than once.';
  return [message, 'Write the list into a file, and name that with --csv.'];
}

/** What is wrong with the options that say how a list is to be read. */
async function listUsage({ encoding, delimiter }: ListOptions): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  const at = (file: string): Place => ({ file, line: null, column: null });
  if (encoding !== undefined && !(await isEncoding(encoding))) {
    const hint = 'Write it like utf-8, windows-1252, macroman, cp850, iso-8859-14 or utf-16le.';
    problems.push(errorAt(at('--encoding'), 'usage', `"${encoding}" is no encoding that nominate knows.`, hint));
  }
  if (delimiter !== undefined && readDelimiter(delimiter) === null) {
    const hint = 'Write comma, semicolon, tab or bar.';
    problems.push(errorAt(at('--delimiter'), 'usage', `"${delimiter}" cannot separate the cells of a list.`, hint));
  }
  return problems;
}

/** Everything that is wrong with a list by itself, and the names of its columns; null where it has no header. */
export async function listProblems(
  { read }: OpenList,
  mapping: ColumnMapping,
): Promise<{ readonly columns: readonly string[] | null; readonly problems: readonly Problem[] }> {
  const problems: Problem[] = [];
  let columns: readonly string[] | null = null;
  for await (const events of read(mapping)) {
    for (const event of events) {
      problems.push(...event.problems);
      if (event.kind === 'head') columns = event.head.columns.map(({ name }) => name);
    }
  }
  return { columns, problems };
}

/** What a command says that cannot do without a list. */
export function listNeeded(command: string): Outcome {
  const place = { file: 'nominate', line: null, column: null };
  const hint = `For instance: npx nominate ${command} --csv clps.csv`;
  return {
    exitCode: EXIT.usage,
    problems: [errorAt(place, 'usage', `"${command}" needs a list: name it with --csv.`, hint)],
  };
}
