import { foldClp } from '../../recipients/fold.js';
import { createDateOrderWatch, type DateOrderWatch } from '../../recipients/columns/date-orders.js';
import type { ListHead } from '../../recipients/recipient.js';
import type { Findings } from './plan.js';
import type { Step } from './plan-rows.js';

/** What a pass over the list finds, growing with each step. */
interface GrowingFindings extends Omit<Findings, 'dateOrders'> {
  readonly dateOrders: () => Findings['dateOrders'];
  /** Whether a date waits for what the cells of its column tell all together. */
  readonly needsDates: () => boolean;
  /** @param head null while it has not been read */
  readonly see: (step: Step, head: ListHead | null) => void;
  /** Whether an error stands that leaving rows out does not mend. */
  readonly refused: () => boolean;
  /** Whether something concerns a row that was decided on already, without knowing of it. */
  readonly isRevised: () => boolean;
}

/**
 * Starts from what the pass before has found.
 * @param isShared whether one letter goes to all rows of an address
 */
export function gatherFindings(before: Findings, isShared: boolean): GrowingFindings {
  const heldLines = new Set(before.heldLines);
  let dates: DateOrderWatch | null = null;
  let needsDates = false;
  const sharers = new Map<number, { readonly clps: string[]; chosen: boolean }>();
  let [refused, isRevised] = [false, false];

  function holdRows({ source, problems }: Step, head: ListHead | null): void {
    for (const { severity, file, line } of problems) {
      if (severity === 'warning') continue;
      if (source.kind !== 'row' || source.refusesList || line === null || file !== head?.file) refused = true;
      else if (!heldLines.has(line)) {
        heldLines.add(line);
        isRevised ||= line !== source.line;
      }
    }
  }

  function share({ line, chosen }: NonNullable<Step['shares']>, clp: string): void {
    const known = sharers.get(line) ?? { clps: [], chosen: false };
    if (!known.clps.some((other) => foldClp(other) === foldClp(clp))) known.clps.push(clp);
    known.chosen ||= chosen;
    sharers.set(line, known);
    isRevised ||= !before.sharers.has(line);
  }

  function seeDates({ source, problems }: Step, head: ListHead | null): void {
    if (source.kind !== 'row' || head === null) return;
    dates ??= createDateOrderWatch(head);
    dates.see(source.cells);
    needsDates ||= problems.some(({ code }) => code === 'unclear-date');
  }

  return {
    heldLines,
    sharers,
    dateOrders: () => (dates === null ? before.dateOrders : dates.decided()),
    needsDates: () => needsDates && before.dateOrders.size === 0,
    see: (step, head) => {
      holdRows(step, head);
      seeDates(step, head);
      const { planned, shares } = step;
      if (isShared && planned !== null && shares !== undefined) share(shares, planned.recipient?.clp ?? '');
    },
    refused: () => refused,
    isRevised: () => isRevised,
  };
}
