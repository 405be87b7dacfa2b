import { errorAt, type Problem } from '../problem.js';
import type { CsvBatch, CsvRecord } from './csv-reader.js';
import { readHead, type HeadSource } from './head.js';
import { isHeldHeader, restoreCells } from './held-list.js';
import type { HeadEvent, RowEvent } from './list-event.js';
import { createNamelessColumns, type NamelessColumns } from './nameless-columns.js';
import { createRowReader, type RowReading } from './row.js';
import { createTidied } from './tidied.js';

/** Makes a head and rows of records, in the order in which they come. */
export interface Table {
  read(batch: CsvBatch): Generator<HeadEvent | RowEvent>;
  /** Whether reading on makes no sense: the first row was no header, or the CSV broke off. */
  isRefused(): boolean;
  /** What only the whole list could tell. */
  end(): { readonly rows: number; readonly blankRows: number; readonly problems: readonly Problem[] };
}

interface Body {
  readonly readRow: (record: CsvRecord) => RowReading;
  readonly nameless: NamelessColumns;
  readonly headLine: number;
  /** Whether nominate wrote the list, for rows that it held. */
  readonly isHeldList: boolean;
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

/** Starts the table of one list. */
export function createTable(source: HeadSource): Table {
  const { file } = source;
  const tidied = createTidied();
  const problems: Problem[] = [];
  let body: Body | null = null;
  let refused = false;
  let rows = 0;
  let blankRows = 0;

  function readHeader(record: CsvRecord): HeadEvent | null {
    const reading = readHead(record, source);
    if (reading.head === null) {
      problems.push(...reading.problems);
      refused = true;
      return null;
    }
    body = {
      readRow: createRowReader(reading.head, reading.width, tidied),
      nameless: createNamelessColumns(file, reading.nameless),
      headLine: record.line,
      isHeldList: isHeldHeader(record.cells),
    };
    return { kind: 'head', head: reading.head, cells: record.cells, problems: reading.problems };
  }

  function emptiness(): readonly Problem[] {
    if (refused || rows > 0) return [];
    const hint = 'Look whether this is the right file, and whether the spreadsheet exported the right sheet.';
    if (body !== null)
      return [
        errorAt({ file, line: body.headLine, column: null }, 'no-rows', 'The list has a header, but no rows.', hint),
      ];
    return [errorAt({ file, line: null, column: null }, 'empty-list', 'The list is empty.', hint)];
  }

  return {
    *read(batch) {
      for (const record of batch.records) {
        if (isBlank(record.cells)) blankRows += 1;
        else if (body === null) {
          const head = readHeader(record);
          if (head === null) return;
          yield head;
        } else {
          rows += 1;
          body.nameless.see(record);
          const cells = body.isHeldList ? restoreCells(record.cells) : record.cells;
          const { recipient, problems: found } = body.readRow({ line: record.line, cells });
          yield { kind: 'row', line: record.line, cells, recipient, problems: found };
        }
      }
      if (batch.problem === null) return;
      problems.push(batch.problem);
      refused = true;
    },
    isRefused: () => refused,
    end() {
      return {
        rows,
        blankRows,
        problems: [...problems, ...(body?.nameless.problems() ?? []), ...tidied.problems(), ...emptiness()],
      };
    },
  };
}
