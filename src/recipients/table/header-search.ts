import type { Problem } from '../../problem.js';
import { knownHeaders, type Meaning } from '../columns/column-meaning.js';
import type { ListRecord } from '../list-record.js';
import { looksLikeRow, SURE_HEADERS, turnedList } from './misplaced-header.js';
import { isNote, rowsAbove } from './notes-around.js';

/** The header row among the first of a list, and the rows below it. */
export interface HeaderFound {
  /** Null where the list has no row, or the problems refuse it. */
  readonly header: ListRecord | null;
  readonly below: readonly ListRecord[];
  /** A warning of what stands above the header, or the error of a list on its side. */
  readonly problems: readonly Problem[];
}

/** Looks for the header among rows that are not blank. */
export interface HeaderSearch {
  /** Null as long as the header may be still to come. After it was found, it must not be called again. */
  see(record: ListRecord): HeaderFound | null;
  /** The surest of the rows of a list that has ended. */
  end(): HeaderFound;
}

/** So many rows with several cells may stand above the header, and so many in all: a title, a date, notes. */
const ROWS_ABOVE = 10;
const NOTES_ABOVE = 100;

/** Starts looking in one list. */
export function createHeaderSearch(file: string, meaning: Meaning): HeaderSearch {
  /** Rows that may stand above the header, or be it. */
  const waiting: ListRecord[] = [];

  function sureHeaders(cells: readonly string[]): number {
    return looksLikeRow(cells) ? 0 : knownHeaders(cells, meaning);
  }

  function settle(): HeaderFound {
    const known = waiting.map(({ cells }) => sureHeaders(cells));
    const most = Math.max(...known);
    const turned = most < SURE_HEADERS ? turnedList(file, waiting, meaning) : null;
    if (turned !== null) return { header: null, below: [], problems: [turned] };
    // Where no header is known, notes are still none.
    const at =
      most > 0
        ? known.indexOf(most)
        : Math.max(
            waiting.findIndex((row) => !isNote(row)),
            0,
          );
    return {
      header: waiting[at] ?? null,
      below: waiting.slice(at + 1),
      problems: rowsAbove(file, waiting.slice(0, at)),
    };
  }

  return {
    see(record) {
      waiting.push(record);
      const isSure = sureHeaders(record.cells) >= SURE_HEADERS;
      const isLate = waiting.length > NOTES_ABOVE || waiting.filter((row) => !isNote(row)).length > ROWS_ABOVE;
      return isSure || isLate ? settle() : null;
    },
    end: settle,
  };
}
