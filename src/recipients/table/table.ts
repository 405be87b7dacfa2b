import type { ColumnMapping } from '../../words/field-names.js';
import { errorAt, hasErrors, type Problem } from '../../problem.js';
import { createCellMakes, type CellMakes } from './cell-makes.js';
import { possibleMeaning } from '../columns/column-meaning.js';
import type { CsvBatch } from '../csv/csv-reader.js';
import { readHead, type HeadSource } from './head.js';
import { createHeaderSearch, type HeaderFound } from './header-search.js';
import { isOwnList, restoreCells } from '../csv/own-list.js';
import type { HeadEvent, RowEvent } from '../list-event.js';
import type { ListRecord } from '../list-record.js';
import { secondHeader } from './misplaced-header.js';
import { createNamelessColumns, type NamelessColumns } from '../columns/nameless-columns.js';
import { createExchangedColumns, type ExchangedColumns } from './exchanged-columns.js';
import { createNameCases } from '../person/name-case.js';
import { createNameOrder } from '../person/name-order.js';
import { lineBelowHeader, loneCell } from './notes-around.js';
import type { ListHead } from '../recipient.js';
import { refusal } from '../row/refusing.js';
import { createBelowBlankRows, type BelowBlankRows } from './second-table.js';
import { createRowReader, type RowReading } from '../row/row.js';
import { createTidied } from '../row/tidied.js';
import { createUnreadAddresses, type UnreadAddresses } from './unread-addresses.js';
import { createWishesInCells, type WishesInCells } from './wishes-in-cells.js';

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
  readonly wishes: WishesInCells;
  readonly addresses: UnreadAddresses;
  readonly header: ListRecord;
  readonly head: ListHead;
  /** Whether nominate wrote the list. */
  readonly isOwn: boolean;
}

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
  const meaning = possibleMeaning(mapping);
  const search = createHeaderSearch(file, meaning);
  const tidied = createTidied();
  const nameCases = createNameCases();
  const nameOrder = createNameOrder();
  const problems: Problem[] = [];
  let body: Body | null = null;
  let refused = false;
  let rows = 0;
  let blankRows = 0;
  let below: BelowBlankRows | null = null;
  let previousLine = 0;

  function readHeader(record: ListRecord): HeadEvent | null {
    const reading = readHead(record, source, mapping);
    if (reading.head === null) {
      problems.push(...reading.problems);
      refused = true;
      return null;
    }
    body = {
      readRow: createRowReader(reading.head, reading.width, { tidied, nameCases, nameOrder }),
      nameless: createNamelessColumns(file, reading.nameless),
      makes: createCellMakes(file, reading.head.columns),
      exchanged: createExchangedColumns(reading.head),
      wishes: createWishesInCells(reading.head),
      addresses: createUnreadAddresses(reading.head),
      header: record,
      head: reading.head,
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

  function readRow(
    written: ListRecord,
    { readRow: read, nameless, makes, exchanged, wishes, addresses, header, isOwn }: Body,
  ): RowEvent {
    const record = isOwn ? { ...written, cells: restoreCells(written.cells) } : written;
    rows += 1;
    const { line, cells } = record;
    const made = record.makes === undefined ? NOTHING : makes.see(record);
    const { recipient, problems: found } = read(record);
    // No header has an e-mail address in it, so that most rows need not be looked at.
    const again = recipient?.email ? null : secondHeader(file, record, header.cells, meaning);
    if (again !== null) {
      const row = withheld(record, [again]);
      refused = row.refusesList;
      return row;
    }
    nameless.see(record);
    exchanged.see(record);
    wishes.see(record);
    addresses.see(record, recipient);
    if (recipient !== null && !hasErrors(made)) {
      const all = made.length === 0 ? found : [...made, ...found];
      return { kind: 'row', line, cells, recipient, problems: all, refusesList: false };
    }
    const lone = record.cells.length === header.cells.length ? loneCell(file, record) : null;
    return withheld(record, lone === null ? [...made, ...found] : [lone]);
  }

  /** A sheet has no blank rows, but their numbers are missing. */
  function startBelowGap({ line }: ListRecord, { head, header }: Body): void {
    if (line > previousLine + 1) below ??= createBelowBlankRows(head, header.cells.length, meaning);
    previousLine = line;
  }

  /** The rows below blank ones, once it is known that no other table begins there. */
  function readBelowBlank(record: ListRecord, begun: Body, rowsBelow: BelowBlankRows): readonly RowEvent[] {
    const row = readRow(record, begun);
    if (refused) return [...rowsBelow.held(), row];
    const seen = rowsBelow.see(row);
    if (seen.kind === 'unclear') return [];
    below = null;
    if (seen.kind === 'rows') return seen.rows;
    problems.push(seen.problem);
    refused = true;
    rows -= seen.rows;
    return [];
  }

  /** Goes on with the header, once it is found, and what stands below it. */
  function begin({ header, below: recordsBelow, problems: found }: HeaderFound): readonly (HeadEvent | RowEvent)[] {
    problems.push(...found);
    refused = hasErrors(found);
    if (header === null || refused) return [];
    previousLine = header.line;
    const head = readHeader(header);
    return head === null ? [] : [head, ...readRecords(recordsBelow)];
  }

  function finish(): readonly (HeadEvent | RowEvent)[] {
    const events = body === null ? begin(search.end()) : [];
    const held = below?.held() ?? [];
    below = null;
    return [...events, ...held];
  }

  function readRecords(records: readonly ListRecord[]): readonly (HeadEvent | RowEvent)[] {
    const events: (HeadEvent | RowEvent)[] = [];
    for (const record of records) {
      if (refused) break;
      if (isBlank(record.cells)) {
        blankRows += 1;
        if (body !== null) below ??= createBelowBlankRows(body.head, body.header.cells.length, meaning);
      } else if (body === null) {
        const found = search.see(record);
        if (found !== null) events.push(...begin(found));
      } else {
        const drawn = rows === 0 ? lineBelowHeader(file, record) : null;
        if (drawn !== null) {
          problems.push(drawn);
          continue;
        }
        if (source.sheet !== undefined) startBelowGap(record, body);
        if (below === null) events.push(readRow(record, body));
        else events.push(...readBelowBlank(record, body, below));
      }
    }
    return events;
  }

  return {
    read(batch) {
      const events = readRecords(batch.records);
      if (batch.problem === null) return events;
      const rest = finish();
      problems.push(batch.problem);
      refused = true;
      return [...events, ...rest];
    },
    finish,
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
          ...(body?.wishes.problems() ?? []),
          ...(body?.addresses.problems() ?? []),
          ...tidied.problems(),
          ...nameCases.problems(),
          ...nameOrder.problems(),
          ...emptiness(),
        ],
      };
    },
  };
}
