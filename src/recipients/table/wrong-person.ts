import { errorAt, warningAt, type Problem } from '../../problem.js';
import type { RowEvent } from '../list-event.js';
import { addressFit, namesInFull, showsName } from '../person/address-fit.js';
import { localWords, nameWords } from '../person/name-words.js';
import { plainWords } from '../person/plain-words.js';
import { quoteCell } from '../quote-cell.js';
import { placeInList, type ListHead } from '../recipient.js';

/** Watches for rows whose name and e-mail address are those of two people. Holds two rows, and what it has to tell. */
export interface WrongPersonGuard {
  see(row: RowEvent): void;
  /** Once the list has ended: a warning for each row, and an error that refuses the list for each stretch of rows that has slipped. */
  problems(): readonly Problem[];
}

interface SeenRow {
  readonly line: number;
  /** The words of the name, taken apart when first asked for: beside an office's address nobody asks. */
  readonly name: () => readonly string[];
  readonly local: readonly string[];
  readonly fit: ReturnType<typeof addressFit>;
}

/** A stretch of rows whose addresses are the neighbours'. */
interface Slip {
  readonly start: number;
  end: number;
  count: number;
}

/** Two rows may have been exchanged; three in the same direction have slipped. */
const ROWS_THAT_SLIPPED = 3;
const WARNINGS_KEPT = 1000;

/** Follows the slip in one direction: a row whose address fits its own name ends it, one that tells nothing does not. */
function createSlipWatch(): {
  readonly see: (row: SeenRow, isNeighbours: boolean) => void;
  readonly slips: readonly Slip[];
} {
  const slips: Slip[] = [];
  let current: Slip | null = null;
  return {
    slips,
    see({ line, fit }, isNeighbours) {
      if (isNeighbours) {
        current ??= { start: line, end: line, count: 0 };
        current.end = line;
        current.count += 1;
        if (current.count === ROWS_THAT_SLIPPED) slips.push(current);
      } else if (fit === 'agrees') current = null;
    },
  };
}

/** Starts watching one list. */
export function createWrongPersonGuard(head: ListHead): WrongPersonGuard {
  const warnings: Problem[] = [];
  let unkept = 0;
  let before: SeenRow | null = null;
  const down = createSlipWatch();
  const up = createSlipWatch();
  const nameColumns = head.columns.filter(({ name }) => ['name', 'first_name', 'last_name'].includes(name));

  function seen({ line, recipient, cells }: RowEvent): SeenRow {
    // A row with an error, such as one whose address has slipped away, still tells whose neighbour its address went to.
    const name = recipient?.name ?? nameColumns.map(({ number }) => cells[number - 1] ?? '').join(' ');
    const local = localWords(recipient?.email?.typed ?? '');
    let known: readonly string[] | null = null;
    const words = (): readonly string[] => (known ??= nameWords(name));
    const fit = local.length === 0 ? 'unknown' : addressFit(words(), local, () => plainWords(recipient?.clp ?? ''));
    return { line, name: words, local, fit };
  }

  /**
   * Whether one row's address names the person of the other, and not its own: in full, or by the
   * one name that it holds.
   */
  function isWrittenTo(person: SeenRow, { name, fit, local }: SeenRow): boolean {
    if (local.length === 0) return false;
    if (fit !== 'agrees' && namesInFull(person.name(), local)) return true;
    return showsName(person.name(), local) && !showsName(name(), local);
  }

  function warn({ line }: SeenRow, { name, email }: { readonly name: string; readonly email: string }): void {
    if (warnings.length === WARNINGS_KEPT) unkept += 1;
    else {
      const message = `${quoteCell(email)} looks like somebody else's address, not that of ${quoteCell(name)}.`;
      const hint = 'Look whether name and address belong together. If they do, nothing needs doing.';
      warnings.push(warningAt(placeInList(head, line, 'email'), 'wrong-person', message, hint));
    }
  }

  function slipped({ start, end }: Slip, whose: 'above' | 'below'): Problem {
    const message = `From line ${start} to line ${end}, the e-mail addresses are those of the people one row ${whose}: a column has slipped.`;
    const hint = `In the spreadsheet, look at the cells about line ${start} for one that was ${whose === 'above' ? 'added to' : 'taken from'} one column only, and mend that; --skip-invalid does not help.`;
    return errorAt(placeInList(head, start, 'email'), 'slipped-column', message, hint);
  }

  return {
    see(row) {
      const now = seen(row);
      const { recipient } = row;
      if (now.fit === 'disagrees' && recipient !== null)
        warn(now, { name: recipient.name, email: recipient.email?.typed ?? '' });
      if (before !== null) {
        down.see(now, isWrittenTo(before, now));
        up.see(before, isWrittenTo(now, before));
      }
      before = now;
    },
    problems() {
      const slips = [...down.slips, ...up.slips];
      const isIn = ({ line }: Problem): boolean =>
        slips.some(({ start, end }) => (line ?? 0) >= start && (line ?? 0) <= end);
      const left = warnings.filter((warning) => !isIn(warning));
      const errors = [
        ...down.slips.map((slip) => slipped(slip, 'above')),
        ...up.slips.map((slip) => slipped(slip, 'below')),
      ];
      if (unkept === 0 || slips.length > 0) return [...left, ...errors];
      const message = `There are ${unkept} more rows like these.`;
      const more = warningAt(
        { file: head.file, line: null, column: null },
        'wrong-person',
        message,
        'Look at those above first.',
      );
      return [...left, more];
    },
  };
}
