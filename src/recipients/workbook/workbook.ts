import { errorAt, type Place, type Problem } from '../../problem.js';
import type { ListRecord } from '../list-record.js';
import { quoteCell } from '../quote-cell.js';
import type { SheetChoice } from '../recipient.js';
import { readBook, type Book, type SheetEntry } from './book.js';
import { openPackage, PartTooLarge, type Package } from './package.js';
import { readSheet } from './sheet.js';
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

function readParts(source: Package, whole: Place, wanted: string | undefined): WorkbookReading {
  const book = readBook(source);
  if (book === null) {
    const hint = 'Open it in the program that made it, and save the list as "CSV UTF-8".';
    return refused(errorAt(whole, 'not-a-list', 'This is a zip archive without a workbook in it.', hint));
  }
  const entry = choose(book, wanted);
  const xml = entry === undefined ? null : source.part(entry.path);
  if (entry === undefined || xml === null) return refused(noSheet(book, wanted, whole));
  const sheet = readSheet(xml, book);
  return {
    sheet: { name: entry.name, of: book.sheets.length },
    records: sheet.records,
    problems: unseenInText(sheet, whole),
  };
}

/**
 * Reads one sheet of an .xlsx workbook (ECMA-376): the one named, else the first that is not hidden. Dates come as year-month-day, numbers
 * as they are, formulas as the result that was saved, errors as what the spreadsheet calls them. Never throws for what the bytes are.
 * Errors: `no-sheet`, `broken-workbook`, `workbook-too-large`, `not-a-list`. Warnings: `hidden-rows`, `hidden-columns`, `struck-through`, `merged-cells`.
 */
export function readWorkbook(bytes: Uint8Array, file: string, wanted: string | undefined): WorkbookReading {
  const whole: Place = { file, line: null, column: null };
  try {
    return readParts(openPackage(bytes), whole, wanted);
  } catch (error) {
    if (error instanceof PartTooLarge) {
      const hint = 'Copy the rows of the list into a new workbook, and save that.';
      return refused(errorAt(whole, 'workbook-too-large', 'The workbook is too large to be unpacked.', hint));
    }
    // Whatever fails in here fails because of the bytes: nothing else goes in.
    const hint =
      'Open it in the spreadsheet and save it again; or copy the file again, if it came by e-mail or from a stick.';
    return refused(
      errorAt(whole, 'broken-workbook', 'The workbook is damaged or cut short, and cannot be read.', hint),
    );
  }
}
