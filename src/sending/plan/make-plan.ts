import { errorAt, hasErrors, identityOf, type Problem } from '../../problem.js';
import type { ListHead } from '../../recipients/recipient.js';
import { gatherFindings } from './findings.js';
import type { Findings, Plan, PlanInputs, PlannedRow } from './plan.js';
import { planRows } from './plan-rows.js';
import { createSelector } from './choice/selection.js';
import { createTally } from './tally.js';

/** More problems than anybody reads; beyond it they are counted only, so that memory does not grow with a bad list. */
const PROBLEMS_KEPT = 10_000;

const NOTHING_FOUND: Findings = { heldLines: new Set(), sharers: new Map(), dateOrders: new Map() };

/**
 * Decides, for every row of the list, what would be done and why; nothing is written or sent.
 * One pass over the list, and another one where a later row tells how the date of an earlier one is read, is an error of
 * it too, or shares its letter.
 */
export async function makePlan(inputs: PlanInputs): Promise<Plan> {
  const first = await survey(inputs, NOTHING_FOUND);
  const { dateOrders } = first.plan;
  const { plan, isRevised } = first.needsDates ? await survey(inputs, { ...NOTHING_FOUND, dateOrders }) : first;
  return isRevised ? (await survey(inputs, plan)).plan : plan;
}

/** The rows of a plan, once more and one by one, with their letters merged. Decides as the plan decided. */
export async function* plannedRows(inputs: PlanInputs, plan: Plan): AsyncGenerator<PlannedRow> {
  for await (const { planned } of planRows(inputs, plan, createSelector(inputs.selection))) {
    if (planned !== null) yield planned;
  }
}

/** @param before what an earlier pass has found, none of which shows in the rows that it concerns */
async function survey(
  inputs: PlanInputs,
  before: Findings,
): Promise<{ readonly plan: Plan; readonly isRevised: boolean; readonly needsDates: boolean }> {
  const selector = createSelector(inputs.selection);
  const findings = gatherFindings(before, inputs.selection.onePer === 'address');
  const found = createProblemList();
  const tally = createTally(inputs.selection);
  let head: ListHead | null = null;
  let [rows, blankRows] = [0, 0];
  for await (const step of planRows(inputs, before, selector)) {
    const { source, planned, problems } = step;
    if (source.kind === 'head') head = source.head;
    if (source.kind === 'end') ({ rows, blankRows } = source);
    problems.forEach(found.add);
    findings.see(step, head);
    if (planned !== null) tally.count(planned, step.again === true);
  }
  const ofChoice = head === null ? [] : selector.problems(head);
  ofChoice.forEach(found.add);
  const { heldLines, sharers } = findings;
  const dateOrders = findings.dateOrders();
  const refused = findings.refused() || hasErrors(ofChoice);
  const plan = {
    head,
    problems: found.list(head),
    rows,
    blankRows,
    ...tally.taken(),
    heldLines,
    sharers,
    dateOrders,
    refused,
  };
  return { plan, isRevised: findings.isRevised(), needsDates: findings.needsDates() };
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
