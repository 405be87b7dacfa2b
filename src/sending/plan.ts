import type { Campaign } from '../campaign.js';
import { checkVariables } from '../letter/check-variables.js';
import type { Template } from '../letter/compile.js';
import { imageSources, LETTER_PDF, type Letter } from '../letter/letter.js';
import { mergeLetter } from '../letter/merge.js';
import { errorAt, hasErrors, warningAt, type Problem } from '../problem.js';
import { createDuplicates, type Duplicates } from '../recipients/duplicates.js';
import type { ListEvent } from '../recipients/read-list.js';
import { placeInList, type ListHead, type Recipient } from '../recipients/recipient.js';
import { letterKey } from './letter-key.js';
import { versionFor, versionsOf, type Mailing } from './mailing.js';
import { createSelector, type Selection, type Selector } from './selection.js';

export type Action = 'send' | 'print' | 'skip' | 'hold';

/** What the ledger says of a letter before this run. */
export interface Decision {
  readonly action: 'send' | 'skip' | 'hold';
  /** Why not, in a few words; null for send. */
  readonly reason: string | null;
}

/** A letter that goes out in this run, by e-mail or on paper. */
export interface DueLetter {
  readonly action: 'send' | 'print';
  readonly key: string;
  readonly recipient: Recipient;
  readonly letter: Letter;
}

/** A row for which nothing goes out in this run. */
export interface WithheldRow {
  readonly action: 'skip' | 'hold';
  /** Null where the row has no valid recipient. */
  readonly key: string | null;
  readonly line: number;
  readonly recipient: Recipient | null;
  readonly reason: string;
}

export type PlannedRow = DueLetter | WithheldRow;

/** Whether a row's letter goes out in this run. */
export function isDue(planned: PlannedRow): planned is DueLetter {
  return planned.action === 'send' || planned.action === 'print';
}

/** All that a plan follows from. The same inputs give the same plan. */
export interface PlanInputs {
  readonly campaign: Campaign;
  readonly mailing: Mailing;
  /** Reads the list from its beginning. */
  readonly readRows: () => AsyncIterable<ListEvent>;
  /** ISO date on which the letters are written. */
  readonly today: string;
  readonly selection: Selection;
  /** Characters of a letter that no font can show. */
  readonly missingCharacters: (letter: Letter) => readonly string[];
  /** A file that a template names; null where there is none. */
  readonly fileNamed: (source: string) => unknown;
  readonly decide: (key: string) => Decision;
}

export interface Plan {
  /** Null where the list was refused before its columns were known. */
  readonly head: ListHead | null;
  readonly problems: readonly Problem[];
  readonly counts: Readonly<Record<Action, number>>;
  readonly rows: number;
  readonly blankRows: number;
  /** Recipients who are greeted with the campaign's fallback. */
  readonly withoutName: number;
  /** The first letter that goes out. */
  readonly first: DueLetter | null;
  /** Why rows are skipped or held, and how many for each reason. */
  readonly withheld: ReadonlyMap<string, number>;
  /** Lines whose rows are held for an error. */
  readonly heldLines: ReadonlySet<number>;
  /** Whether an error stands that leaving rows out does not mend: of the whole list, of a template, of --only. */
  readonly refused: boolean;
}

/** More problems than anybody reads; beyond it they are counted only, so that memory does not grow with a bad list. */
const PROBLEMS_KEPT = 10_000;

const HELD = 'it has an error';

/** The reason of rows that --only leaves out. */
export const NOT_CHOSEN = 'not chosen by --only';

/**
 * Decides, for every row of the list, what would be done and why; nothing is written or sent.
 * One pass over the list, and a second one where a later row puts an earlier one in doubt.
 */
export async function makePlan(inputs: PlanInputs): Promise<Plan> {
  const plan = await survey(inputs, new Set());
  return plan.heldLines.size === plan.counts.hold ? plan : await survey(inputs, plan.heldLines);
}

/** The rows of a plan, once more and one by one, with their letters merged. Decides as the plan decided. */
export async function* plannedRows(inputs: PlanInputs, plan: Plan): AsyncGenerator<PlannedRow> {
  for await (const event of walk(inputs, plan.heldLines, createSelector(inputs.selection.only))) {
    if (event.planned !== null) yield event.planned;
  }
}

async function survey(inputs: PlanInputs, heldBefore: ReadonlySet<number>): Promise<Plan> {
  const selector = createSelector(inputs.selection.only);
  const heldLines = new Set(heldBefore);
  const problems: Problem[] = [];
  const told = new Set<string>();
  const counts = { send: 0, print: 0, skip: 0, hold: 0 };
  const withheld = new Map<string, number>();
  let head: ListHead | null = null;
  let first: DueLetter | null = null;
  let [rows, blankRows, withoutName, problemCount, refused] = [0, 0, 0, 0, false];
  const note = (problem: Problem, ofRow: boolean): void => {
    const { file, line, column, code, message } = problem;
    const inList = file === head?.file && line !== null;
    // What is wrong with a template shows in every letter; it is told once.
    const identity = JSON.stringify([file, line, column, code, message]);
    if (!inList && told.has(identity)) return;
    if (!inList) told.add(identity);
    problemCount += 1;
    if (problems.length < PROBLEMS_KEPT) problems.push(problem);
    if (problem.severity === 'warning') return;
    if (ofRow && inList) heldLines.add(line);
    else refused = true;
  };
  for await (const { source, planned, problems: found } of walk(inputs, heldBefore, selector)) {
    if (source.kind === 'head') head = source.head;
    if (source.kind === 'end') ({ rows, blankRows } = source);
    for (const problem of found) note(problem, source.kind === 'row');
    if (planned === null) continue;
    counts[planned.action] += 1;
    if (!isDue(planned)) {
      withheld.set(planned.reason, (withheld.get(planned.reason) ?? 0) + 1);
      continue;
    }
    first ??= planned;
    if (planned.recipient.name === '' && (planned.recipient.columns['salutation'] ?? '') === '') withoutName += 1;
  }
  if (head !== null) for (const problem of selector.unmet(head)) note(problem, false);
  if (problemCount > problems.length) problems.push(unkept(problemCount - problems.length, head));
  return { head, problems, counts, rows, blankRows, withoutName, first, withheld, heldLines, refused };
}

function unkept(count: number, head: ListHead | null): Problem {
  const place = { file: head?.file ?? '', line: null, column: null };
  const message = `There are ${count} more problems of the same kinds.`;
  return errorAt(place, 'more-problems', message, 'Mend those above first; is it the right file?');
}

interface Step {
  readonly source: ListEvent;
  /** Null for what is no row. */
  readonly planned: PlannedRow | null;
  readonly problems: readonly Problem[];
}

async function* walk(
  inputs: PlanInputs,
  heldLines: ReadonlySet<number>,
  selector: Selector,
): AsyncGenerator<Step> {
  let head: ListHead | null = null;
  let duplicates: Duplicates | null = null;
  let mergeable = true;
  let due = 0;
  for await (const source of inputs.readRows()) {
    if (source.kind === 'head') {
      head = source.head;
      duplicates = createDuplicates(head);
      const variables = variableProblems(inputs, head);
      mergeable = !hasErrors(variables);
      yield { source, planned: null, problems: [...source.problems, ...variables] };
      continue;
    }
    if (source.kind !== 'row' || head === null || duplicates === null) {
      yield { source, planned: null, problems: source.problems };
      continue;
    }
    const { line, recipient } = source;
    if (recipient === null || !mergeable) {
      const reason = recipient === null ? HELD : 'the letter has an error';
      yield { source, planned: { action: 'hold', key: null, line, recipient, reason }, problems: source.problems };
      continue;
    }
    const seen = duplicates.see(recipient);
    const merged = planRecipient(recipient, head, inputs, selector, seen.repeats);
    const problems = [...source.problems, ...seen.problems, ...merged.problems];
    const held = heldLines.has(line) || hasErrors(problems.filter((problem) => problem.line === line));
    const overLimit = inputs.selection.limit !== null && due >= inputs.selection.limit;
    const planned = held ? withhold('hold', merged.planned, HELD) : overLimit ? beyondLimit(merged.planned) : merged.planned;
    if (isDue(planned)) due += 1;
    yield { source, planned, problems };
  }
}

function planRecipient(
  recipient: Recipient,
  head: ListHead,
  inputs: PlanInputs,
  selector: Selector,
  repeats: number | null,
): { readonly planned: PlannedRow; readonly problems: readonly Problem[] } {
  const { campaign, mailing } = inputs;
  const key = letterKey(campaign.campaign, mailing.name, recipient);
  const without = (action: 'skip' | 'hold', reason: string): WithheldRow => {
    return { action, key, line: recipient.line, recipient, reason };
  };
  if (!selector.takes(recipient)) return { planned: without('skip', NOT_CHOSEN), problems: [] };
  const template = versionFor(mailing, recipient.language);
  const { letter, problems } = mergeLetter(template, recipient, {
    campaign,
    today: inputs.today,
    placeOf: (column) => placeInList(head, recipient.line, column),
  });
  if (letter === null) return { planned: without('hold', HELD), problems };
  const unshown = inputs.missingCharacters(letter).map((character) => missingCharacter(character, recipient, head));
  const found = [...problems, ...unshown, ...missingFiles(letter, template, inputs)];
  if (repeats !== null) return { planned: without('skip', 'the list has it twice'), problems: found };
  const action = recipient.email === null ? 'print' : 'send';
  const decision = inputs.decide(key);
  const planned: PlannedRow =
    decision.action === 'send'
      ? { action, key, recipient, letter }
      : without(decision.action, decision.reason ?? decision.action);
  return { planned, problems: found };
}

function variableProblems({ campaign, mailing }: PlanInputs, head: ListHead): readonly Problem[] {
  const columns = head.columns.map((column) => column.name);
  return versionsOf(mailing).flatMap((template) => checkVariables(template, columns, campaign));
}

function missingFiles(letter: Letter, template: Template, { fileNamed }: PlanInputs): readonly Problem[] {
  const named = [...imageSources(letter), ...letter.attach.filter((name) => name !== LETTER_PDF)];
  return named
    .filter((source) => fileNamed(source) === null)
    .map((source) => {
      const place = { file: template.file, line: null, column: null };
      const hint = 'Put the file beside the template or beside campaign.yaml, or correct its name in the template.';
      return errorAt(place, 'missing-file', `The letter needs the file "${source}", which is not there.`, hint);
    });
}

function withhold(action: 'skip' | 'hold', planned: PlannedRow, reason: string): WithheldRow {
  const line = isDue(planned) ? planned.recipient.line : planned.line;
  return { action, key: planned.key, line, recipient: planned.recipient, reason };
}

function beyondLimit(planned: PlannedRow): PlannedRow {
  return isDue(planned) ? withhold('skip', planned, 'beyond --limit') : planned;
}

function missingCharacter(character: string, recipient: Recipient, head: ListHead): Problem {
  const column = Object.entries(recipient.columns).find(([, value]) => value.includes(character))?.[0];
  const place = column === undefined ? { file: head.file, line: recipient.line, column: null } : placeInList(head, recipient.line, column);
  const codePoint = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const where = column === undefined ? 'the letter' : `the column "${column}"`;
  const message = `The letter's font has no "${character}" (U+${codePoint}), which stands in ${where}.`;
  return errorAt(place, 'missing-character', message, 'Write it with letters that the font has, or remove it.');
}

/** Warns of a date by which the letter would come too late to serve. */
export function deadlineProblems(campaign: Campaign, today: string, file: string): readonly Problem[] {
  const { nominationsClose } = campaign.election;
  if (nominationsClose === undefined || nominationsClose >= today) return [];
  const place = { file, line: null, column: null };
  const message = `Nominations closed on ${nominationsClose}, before today (${today}).`;
  return [warningAt(place, 'deadline-passed', message, 'Correct election.nominationsClose if the date has moved.')];
}
