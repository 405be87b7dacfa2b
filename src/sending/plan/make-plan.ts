import { errorAt, identityOf, type Problem } from '../../problem.js';
import type { ListHead } from '../../recipients/recipient.js';
import { isDue, type DueLetter, type Findings, type Plan, type PlanInputs, type PlannedRow } from './plan.js';
import { planRows } from './plan-rows.js';
import { createSelector } from './selection.js';

/** More problems than anybody reads; beyond it they are counted only, so that memory does not grow with a bad list. */
const PROBLEMS_KEPT = 10_000;

/**
 * Decides, for every row of the list, what would be done and why; nothing is written or sent.
 * One pass over the list, and a second one where a later row is an error of an earlier one too, or shares its letter.
 */
export async function makePlan(inputs: PlanInputs): Promise<Plan> {
  const { plan, isRevised } = await survey(inputs, { heldLines: new Set(), sharers: new Map() });
  return isRevised ? (await survey(inputs, plan)).plan : plan;
}

/** The rows of a plan, once more and one by one, with their letters merged. Decides as the plan decided. */
export async function* plannedRows(inputs: PlanInputs, plan: Plan): AsyncGenerator<PlannedRow> {
  for await (const { planned } of planRows(inputs, plan, createSelector(inputs.selection.only))) {
    if (planned !== null) yield planned;
  }
}

/** @param before what an earlier pass has found, none of which shows in the rows that it concerns */
async function survey(
  inputs: PlanInputs,
  before: Findings,
): Promise<{ readonly plan: Plan; readonly isRevised: boolean }> {
  const selector = createSelector(inputs.selection.only);
  const heldLines = new Set(before.heldLines);
  const sharers = new Map<number, { readonly clps: string[]; chosen: boolean }>();
  const found = createProblemList();
  const counts = { send: 0, print: 0, skip: 0, hold: 0 };
  const withheld = new Map<string, number>();
  let head: ListHead | null = null;
  let first: DueLetter | null = null;
  let [rows, blankRows, withoutName, again] = [0, 0, 0, 0];
  let [refused, isRevised] = [false, false];
  for await (const { source, planned, problems, shares, again: isAgain } of planRows(inputs, before, selector)) {
    if (source.kind === 'head') head = source.head;
    if (source.kind === 'end') ({ rows, blankRows } = source);
    for (const problem of problems) {
      found.add(problem);
      if (problem.severity === 'warning') continue;
      if (source.kind !== 'row' || source.refusesList || problem.line === null || problem.file !== head?.file)
        refused = true;
      else if (!heldLines.has(problem.line)) {
        heldLines.add(problem.line);
        isRevised ||= problem.line !== source.line;
      }
    }
    if (planned === null) continue;
    if (shares !== undefined && inputs.selection.onePer === 'address') {
      const known = sharers.get(shares.line) ?? { clps: [], chosen: false };
      known.clps.push(planned.recipient?.clp ?? '');
      known.chosen ||= shares.chosen;
      sharers.set(shares.line, known);
      isRevised ||= !before.sharers.has(shares.line);
    }
    counts[planned.action] += 1;
    if (!isDue(planned)) {
      withheld.set(planned.reason, (withheld.get(planned.reason) ?? 0) + 1);
      continue;
    }
    first ??= planned;
    if (isAgain === true) again += 1;
    if (planned.recipient.name === '' && (planned.recipient.columns['salutation'] ?? '') === '') withoutName += 1;
  }
  const unmet = head === null ? [] : selector.unmet(head);
  unmet.forEach(found.add);
  refused ||= unmet.length > 0;
  const problems = found.list(head);
  const plan = {
    head,
    problems,
    counts,
    rows,
    blankRows,
    withoutName,
    again,
    first,
    withheld,
    heldLines,
    sharers,
    refused,
  };
  return { plan, isRevised };
}

interface ProblemList {
  readonly add: (problem: Problem) => void;
  readonly list: (head: ListHead | null) => readonly Problem[];
}

/** What is wrong with a template shows in every letter; each problem is kept once. */
function createProblemList(): ProblemList {
  const kept = new Map<string, Problem>();
  let unkept = 0;
  return {
    add: (problem) => {
      const identity = identityOf(problem);
      if (kept.has(identity)) return;
      if (kept.size < PROBLEMS_KEPT) kept.set(identity, problem);
      else unkept += 1;
    },
    list: (head) => (unkept === 0 ? [...kept.values()] : [...kept.values(), moreProblems(unkept, head)]),
  };
}

function moreProblems(count: number, head: ListHead | null): Problem {
  const place = { file: head?.file ?? '', line: null, column: null };
  const message = `There are ${count} more problems of the same kinds.`;
  return errorAt(place, 'more-problems', message, 'Mend those above first; is it the right file?');
}
