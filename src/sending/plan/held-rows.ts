import { BYTE_ORDER_MARK } from '../../recipients/csv/csv-line.js';
import { heldHeader, heldRow } from '../../recipients/csv/held-list.js';
import { planRows } from './plan-rows.js';
import { isMendable, type Plan, type PlanInputs } from './plan.js';
import { createSelector } from './choice/selection.js';

/**
 * The rows of a list that mending would let go out, as a list of their own: CSV text, the header first and then a row at a time,
 * each with why it is held. Nothing where no such row is.
 */
export async function* heldRows(inputs: PlanInputs, plan: Plan): AsyncGenerator<string> {
  const why = problemsByLine(plan);
  let header: readonly string[] | null = null;
  let isBegun = false;
  for await (const { source, planned } of planRows(inputs, plan, createSelector(inputs.selection))) {
    if (source.kind === 'head') header = source.cells;
    if (source.kind !== 'row' || header === null || planned === null || !isMendable(planned)) continue;
    const delimiter = plan.head?.delimiter ?? ',';
    if (!isBegun) yield `${BYTE_ORDER_MARK}${heldHeader(header, delimiter)}`;
    isBegun = true;
    const told = why.get(source.line) ?? [planned.action === 'hold' ? `${planned.reason}.` : ''];
    const place = `${plan.head?.file ?? ''}, line ${source.line}: `;
    yield heldRow(`${place}${told.join(' ')}`, source.cells, header, delimiter);
  }
}

function problemsByLine({ problems, head }: Plan): ReadonlyMap<number, readonly string[]> {
  const byLine = new Map<number, string[]>();
  for (const { file, line, severity, message, hint } of problems) {
    if (severity !== 'error' || file !== head?.file || line === null) continue;
    byLine.set(line, [...(byLine.get(line) ?? []), message, hint]);
  }
  return byLine;
}
