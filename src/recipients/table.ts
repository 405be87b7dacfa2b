import type { ColumnMapping } from '../field-names.js';
import { errorAt, hasErrors, type Problem } from '../problem.js';
import { createCellMakes, type CellMakes } from './cell-makes.js';
import { knownHeaders, meaningBy } from './column-meaning.js';
import type { CsvBatch } from './csv-reader.js';
import { readHead, type HeadSource } from './head.js';
import { isOwnList, restoreCells } from './own-list.js';
import type { HeadEvent, RowEvent } from './list-event.js';
import type { ListRecord } from './list-record.js';
import { looksLikeRow, secondHeader, SURE_HEADERS, turnedList } from './misplaced-header.js';
import { createNamelessColumns, type NamelessColumns } from './nameless-columns.js';
import { createExchangedColumns, type ExchangedColumns } from './person/exchanged-columns.js';
import { createNameCases } from './person/name-case.js';
import { loneCell, rowsAbove } from './notes-around.js';
import { refusal } from './refusing.js';
import { createRowReader, type RowReading } from './row.js';
import { createTidied } from './tidied.js';

/** Makes a head and rows of records, in the order in which they come. */
export interface Table {
  read(batch: CsvBatch): readonly (HeadEvent | RowEvent)[];
  /** After the last batch: a short list may not have shown its header before its end. */
  finish(): readonly (HeadEvent | RowEvent)[];
  /** Whether reading on makes no sense: the first row was no header, or the CSV broke off. */
  isRefused(): boolean;
  /** What only the whole list could tell. */
  end(): { readonly rows: number; readonly blankRows: number; readonly problems: readonly Problem[] };
}

interface Body {
  readonly readRow: (record: ListRecord) => RowReading;
  readonly nameless: NamelessColumns;
  readonly makes: CellMakes;
  readonly exchanged: ExchangedColumns;
  readonly header: ListRecord;
  /** Whether nominate wrote the list. */
  readonly isOwn: boolean;
}

/** So many rows may stand above the header: a title, a date, a note. */
const ROWS_ABOVE = 10;

/** What programs of MS-DOS write behind the last line (Ctrl-Z). */
const END_OF_FILE = '\u001A';

const SPACE = 0x20;
const NO_BREAK_SPACE = 0xa0;

function isBlank(cells: readonly string[]): boolean {
  // Most rows are told by their first character.
  const first = cells[0]?.charCodeAt(0) ?? SPACE;
  if (first > SPACE && first < NO_BREAK_SPACE) return false;
  return cells.every((cell) => cell.trim() === '') || (cells.length === 1 && cells[0] === END_OF_FILE);
}

function withheld({ line, cells }: ListRecord, problems: readonly Problem[]): RowEvent {
  return { kind: 'row', line, cells, recipient: null, ...refusal(problems) };
}

const NOTHING: readonly Problem[] = [];

/** Starts the table of one list. */
export function createTable(source: HeadSource, mapping: ColumnMapping = {}): Table {
  const { file } = source;
  const meaning = meaningBy(mapping);
  /** Rows that may stand above the header, or be it. */
  let waiting: ListRecord[] = [];
  const tidied = createTidied();
  const nameCases = createNameCases();
  const problems: Problem[] = [];
  let body: Body | null = null;
  let refused = false;
  let rows = 0;
  let blankRows = 0;

  function sureHeaders(cells: readonly string[]): number {
    return looksLikeRow(cells) ? 0 : knownHeaders(cells, meaning);
  }

  function readHeader(record: ListRecord): HeadEvent | null {
    const reading = readHead(record, source, mapping);
    if (reading.head === null) {
      problems.push(...reading.problems);
      refused = true;
      return null;
    }
    body = {
      readRow: createRowReader(reading.head, reading.width, { tidied, nameCases }),
      nameless: createNamelessColumns(file, reading.nameless),
      makes: createCellMakes(file, reading.head.columns),
      exchanged: createExchangedColumns(reading.head),
      header: record,
      isOwn: isOwnList(record.cells),
    };
    return { kind: 'head', head: reading.head, cells: record.cells, problems: reading.problems };
  }

  function emptiness(): readonly Problem[] {
    if (refused || rows > 0) return [];
    const hint = 'Look whether this is the right file, and whether the spreadsheet exported the right sheet.';
    if (body !== null)
      return [
        errorAt({ file, line: body.header.line, column: null }, 'no-rows', 'The list has a header, but no rows.', hint),
      ];
    return [errorAt({ file, line: null, column: null }, 'empty-list', 'The list is empty.', hint)];
  }

  function readRow(written: ListRecord, { readRow: read, nameless, makes, exchanged, header, isOwn }: Body): RowEvent {
    const record = isOwn ? { ...written, cells: restoreCells(written.cells) } : written;
    rows += 1;
    nameless.see(record);
    exchanged.see(record);
    const { line, cells } = record;
    const made = record.makes === undefined ? NOTHING : makes.see(record);
    const { recipient, problems: found } = read(record);
    // No header has an e-mail address in it, so that most rows need not be looked at.
    const again = recipient?.email ? null : secondHeader(file, record, header.cells, meaning);
    if (again !== null) return withheld(record, [again]);
    if (recipient !== null && !hasErrors(made)) {
      const all = made.length === 0 ? found : [...made, ...found];
      return { kind: 'row', line, cells, recipient, problems: all, refusesList: false };
    }
    const lone = record.cells.length === header.cells.length ? loneCell(file, record) : null;
    return withheld(record, lone === null ? [...made, ...found] : [lone]);
  }

  /** The header is the surest of the rows that waited; what stands below it are rows, what stands above it is left out. */
  function settle(): readonly (HeadEvent | RowEvent)[] {
    const known = waiting.map(({ cells }) => sureHeaders(cells));
    const most = Math.max(...known);
    const turned = most < SURE_HEADERS ? turnedList(file, waiting, meaning) : null;
    if (turned !== null) {
      problems.push(turned);
      refused = true;
      return [];
    }
    const at = known.indexOf(most);
    const header = waiting[at];
    if (header === undefined) return [];
    problems.push(...rowsAbove(file, waiting.slice(0, at)));
    const below = waiting.slice(at + 1);
    waiting = [];
    const head = readHeader(header);
    const begun = body;
    if (head === null || begun === null) return [];
    return [head, ...below.map((record) => readRow(record, begun))];
  }

  return {
    read(batch) {
      const events: (HeadEvent | RowEvent)[] = [];
      for (const record of batch.records) {
        if (isBlank(record.cells)) blankRows += 1;
        else if (body !== null) events.push(readRow(record, body));
        else {
          waiting.push(record);
          if (waiting.length > ROWS_ABOVE || sureHeaders(record.cells) >= SURE_HEADERS) events.push(...settle());
          if (refused) return events;
        }
      }
      if (batch.problem === null) return events;
      events.push(...settle());
      problems.push(batch.problem);
      refused = true;
      return events;
    },
    finish: settle,
    isRefused: () => refused,
    end() {
      return {
        rows,
        blankRows,
        problems: [
          ...problems,
          ...(body?.nameless.problems() ?? []),
          ...(body?.makes.problems() ?? []),
          ...(body?.exchanged.problems() ?? []),
          ...tidied.problems(),
          ...nameCases.problems(),
          ...emptiness(),
        ],
      };
    },
  };
}
