import { warningAt, type Problem } from '../../problem.js';
import { isField } from '../columns/fields.js';
import type { ListRecord } from '../list-record.js';
import { isWish } from '../columns/passed-over.js';
import { quoteCell } from '../quote-cell.js';
import { placeInList, type ListColumn, type ListHead } from '../recipient.js';

/** Watches the organiser's own columns for cells that say that no letter should go there. */
export interface WishesInCells {
  see(record: ListRecord): void;
  /** One warning for each such column, at the first of its cells. */
  problems(): readonly Problem[];
}

/** How people note, in a column for anything, that somebody wants no letter or is not there any more. */
const NO_LETTER =
  /^\W*(?:please )?(?:un-?subscribed?|opt(?:ed)?[ -]?out|(?:do not|don[’']t|does not want|doesn[’']t want) ?(?:contact|e-?mail|mail|write|send|use|to be|letters?)?|no (?:contact|letters?|e-?mails?|mail|longer)|never (?:contact|e-?mail|write)|dnc|deceased|died|resigned|stood down|left (?:the )?(?:party|post|labour)|expelled|suspended|object(?:s|ed)|hard[ -]?bounced?|bounced|cleaned)\b/iu;
const LINES_SHOWN = 3;

/** Starts watching one list. */
export function createWishesInCells(head: ListHead): WishesInCells {
  // A column whose header tells it is told by that.
  const columns = head.columns.filter(({ name }) => !isField(name) && !isWish(name));
  const found = new Map<ListColumn, { readonly first: string; readonly lines: number[]; count: number }>();
  return {
    see({ line, cells }) {
      for (const column of columns) {
        const cell = cells[column.number - 1] ?? '';
        if (cell === '' || !NO_LETTER.test(cell)) continue;
        const earlier = found.get(column);
        if (earlier === undefined) found.set(column, { first: cell, lines: [line], count: 1 });
        else {
          earlier.count += 1;
          if (earlier.lines.length < LINES_SHOWN) earlier.lines.push(line);
        }
      }
    },
    problems: () =>
      [...found].map(([{ name, header }, { first, lines, count }]) => {
        const more = count > lines.length ? ` and ${count - lines.length} more` : '';
        const message = `The column ${quoteCell(header)} sounds as if no letter should go out in ${count === 1 ? 'line' : 'lines'} ${lines.join(', ')}${more}: ${quoteCell(first)}. nominate leaves nobody out by it.`;
        const hint = 'Delete the rows of those who should get none, or choose the others with --only.';
        return warningAt(placeInList(head, lines[0] ?? 0, name), 'wish-not-heeded', message, hint);
      }),
  };
}
