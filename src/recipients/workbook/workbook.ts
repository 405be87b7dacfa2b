import { errorAt, type Place, type Problem } from '../../problem.js';
import type { ListRecord } from '../list-record.js';
import { quoteCell } from '../quote-cell.js';
import type { SheetChoice } from '../recipient.js';
import { readContents, type Book, type SheetEntry } from './book.js';
import { cellName } from '../cell-name.js';
import { openPackage, UNPACKED_LIMIT, UnpacksTooLarge, type Package } from './package.js';
import { readSheet, type Sheet } from './sheet.js';
import { unseenInText } from './unseen-in-text.js';

/** One sheet of a workbook, or why none can be read. */
export interface WorkbookReading {
  readonly sheet: SheetChoice | null;
  readonly records: readonly ListRecord[];
  readonly problems: readonly Problem[];
}

function choose({ sheets }: Book, wanted: string | undefined): SheetEntry | undefined {
  if (wanted === undefined) return sheets.find(({ isHidden }) => !isHidden) ?? sheets[0];
  const folded = wanted.trim().toLowerCase();
  return sheets.find(({ name }) => name === wanted) ?? sheets.find(({ name }) => name.trim().toLowerCase() === folded);
}

function noSheet({ sheets }: Book, wanted: string | undefined, whole: Place): Problem {
  const names = sheets.map(({ name }) => quoteCell(name)).join(', ');
  const message =
    wanted === undefined
      ? 'The workbook has no sheet with cells.'
      : `The workbook has no sheet called ${quoteCell(wanted)}.`;
  return errorAt(
    whole,
    'no-sheet',
    message,
    names === '' ? 'Look whether this is the right file.' : `It has: ${names}.`,
  );
}

function refused(problem: Problem): WorkbookReading {
  return { sheet: null, records: [], problems: [problem] };
}

/** Far from the list no header can be seen: one error for all cells there, at the first. */
function strayCells({ strays }: Sheet, whole: Place): readonly Problem[] {
  const [first] = strays;
  if (first === undefined) return [];
  const { line, column, text } = first;
  const others = strays.length === 1 ? '' : `, like ${strays.length - 1} more`;
  const message = `Cell ${cellName(line, column)} stands far to the right of the list${others}, and holds ${quoteCell(text)}.`;
  const hint =
    'Empty it in the spreadsheet and save the list; or move it into a column that has a name in the header row.';
  return [errorAt({ ...whole, line, column }, 'stray-cell', message, hint)];
}

function noWorkbook(kind: 'binary-workbook' | 'something-else', whole: Place): Problem {
  if (kind === 'binary-workbook') {
    const hint = 'Open it in Excel, and save it as "Excel Workbook (.xlsx)" or as "CSV UTF-8".';
    return errorAt(whole, 'not-a-list', 'This is a binary Excel workbook (.xlsb), which only Excel can read.', hint);
  }
  const hint = 'Open it in the program that made it, and save the list as "CSV UTF-8".';
  return errorAt(whole, 'not-a-list', 'This is a zip archive without a workbook in it.', hint);
}

function readParts(source: Package, whole: Place, wanted: string | undefined): WorkbookReading {
  const contents = readContents(source);
  if (contents.kind !== 'workbook') return refused(noWorkbook(contents.kind, whole));
  const { book } = contents;
  const entry = choose(book, wanted);
  if (entry === undefined) return refused(noSheet(book, wanted, whole));
  const sheet = readSheet(source.part(entry.path), book);
  return {
    sheet: { name: entry.name, of: book.sheets.length },
    records: sheet.records,
    problems: [...strayCells(sheet, whole), ...unseenInText(sheet, whole)],
  };
}

/**
 * Reads one sheet of an .xlsx workbook (ECMA-376): the one named, else the first that is not
 * hidden. Dates come as year-month-day, numbers as they are, formulas as the result that was saved,
 * errors as what the spreadsheet calls them. Never throws for what the bytes are. Errors:
 * `no-sheet`, `broken-workbook`, `workbook-too-large`, `not-a-list`, `stray-cell`. Warnings:
 * `hidden-rows`, `hidden-columns`, `struck-through`, `merged-cells`.
 */
export function readWorkbook(bytes: Uint8Array, file: string, wanted: string | undefined): WorkbookReading {
  const whole: Place = { file, line: null, column: null };
  try {
    return readParts(openPackage(bytes), whole, wanted);
  } catch (error) {
    if (error instanceof UnpacksTooLarge) {
      const message = `The workbook unpacks to more than ${UNPACKED_LIMIT / 2 ** 20} MB, far more than a list of people takes.`;
      const hint = 'Copy the rows of the list into a new workbook, and save that.';
      return refused(errorAt(whole, 'workbook-too-large', message, hint));
    }
    // Whatever fails in here fails because of the bytes: nothing else goes in.
    const hint =
      'Open it in the spreadsheet and save it again; or copy the file again, if it came by e-mail or from a stick.';
    return refused(
      errorAt(whole, 'broken-workbook', 'The workbook is damaged or cut short, and cannot be read.', hint),
    );
  }
}
