import { errorAt, type Problem } from '../../problem.js';
import { knownHeaders, type Meaning } from '../columns/column-meaning.js';
import { foldHeader } from '../fold.js';
import type { RowEvent } from '../list-event.js';
import { looksLikeRow } from './misplaced-header.js';
import { quoteCell } from '../quote-cell.js';
import type { ListHead } from '../recipient.js';

/** What the rows below blank ones turn out to be: rows of the list, another table, or not yet clear. */
export type BelowBlank =
  | { readonly kind: 'rows'; readonly rows: readonly RowEvent[] }
  | { readonly kind: 'table'; readonly problem: Problem; readonly rows: number }
  | { readonly kind: 'unclear' };

/** Looks at the rows below blank ones until it is clear what they are, and holds them so long: a title and a header at most. */
export interface BelowBlankRows {
  see(row: RowEvent): BelowBlank;
  /** Those that are held when the list ends: they are its rows. */
  held(): readonly RowEvent[];
}

/** Folded headers of other tables about a party, besides those that nominate knows. */
const OTHER_HEADERS: ReadonlySet<string> = new Set(
  (
    'phone telephone tel mobile notes note comments organiser organizer date total count number role position office status members ' +
    'member votes ward branch council councillor chair treasurer agent mp day time venue code key meaning'
  ).split(' '),
);
const LONGEST_HEADER = 40;
const DIGIT = /\d/u;

function filled(cells: readonly string[]): readonly string[] {
  return cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
}

/** Starts looking. */
export function createBelowBlankRows(head: ListHead, width: number, meaning: Meaning): BelowBlankRows {
  const emailNumber = head.columns.find(({ name }) => name === 'email')?.number ?? null;
  let waiting: RowEvent[] = [];

  /** "Region, Organiser, Phone": half of the cells are headers, of whatever table. */
  function isSurelyHeader(row: RowEvent): boolean {
    const cells = filled(row.cells);
    const others = cells.filter((cell) => OTHER_HEADERS.has(foldHeader(cell))).length;
    const known = knownHeaders(cells, meaning) + others;
    return known > 1 && known >= cells.length / 2 && !looksLikeRow(cells);
  }

  function mayBeHeader({ recipient, cells }: RowEvent): boolean {
    const texts = filled(cells);
    return (
      recipient === null &&
      texts.length > 1 &&
      texts.every((text) => text.length <= LONGEST_HEADER && !text.includes('@') && !DIGIT.test(text))
    );
  }

  /** Whether a row has other columns than the list: more, fewer, or a number where its e-mail address should be. */
  function isForeign({ recipient, cells }: RowEvent): boolean {
    const email = emailNumber === null ? '' : (cells[emailNumber - 1] ?? '');
    return recipient === null && (cells.length !== width || (DIGIT.test(email) && !email.includes('@')));
  }

  /** @param rows the title, if there is one, the header, and what was seen of the rows below it */
  function tableOf(rows: readonly RowEvent[], header: RowEvent): BelowBlank {
    const [first = header] = rows;
    const shown = filled(header.cells).slice(0, 3);
    const message = `Another table seems to begin here: ${shown.map(quoteCell).join(', ')} … Nothing from here on was read.`;
    const hint =
      'Delete it, or move it to another sheet. If it is a part of the list, put its rows directly below the others, with the same columns.';
    const place = { file: head.file, line: first.line, column: null };
    return { kind: 'table', problem: errorAt(place, 'second-table', message, hint), rows: rows.length };
  }

  return {
    see(row) {
      const above = waiting.at(-1);
      waiting.push(row);
      if (isSurelyHeader(row)) return tableOf(waiting, row);
      if (above !== undefined && mayBeHeader(above) && isForeign(row)) return tableOf(waiting, above);
      const isTitle = above === undefined && filled(row.cells).length === 1 && row.recipient === null;
      if (isTitle || (mayBeHeader(row) && (above === undefined || !mayBeHeader(above)))) return { kind: 'unclear' };
      const rows = waiting;
      waiting = [];
      return { kind: 'rows', rows };
    },
    held: () => waiting,
  };
}
