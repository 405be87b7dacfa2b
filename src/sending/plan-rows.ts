import type { Letter } from '../letter/letter.js';
import { mergeLetter } from '../letter/merge.js';
import { hasErrors, type Problem } from '../problem.js';
import { createDuplicates, type Duplicates } from '../recipients/duplicates.js';
import type { ListEvent } from '../recipients/read-list.js';
import { placeInList, type ListHead, type Recipient } from '../recipients/recipient.js';
import { lengthProblems, letterProblems, variableProblems } from './letter-problems.js';
import { addressProblems, getsPaper } from './paper.js';
import { letterKey, postalKey } from './letter-key.js';
import { versionFor } from './mailing.js';
import {
  isDue,
  NOT_CHOSEN,
  type Decision,
  type Delivery,
  type DueLetter,
  type PlanInputs,
  type PlannedRow,
} from './plan.js';
import type { Selector } from './selection.js';
import { windowAddress } from './window-address.js';

/** What became of one event of the list. */
interface Step {
  readonly source: ListEvent;
  /** Null for what is no row. */
  readonly planned: PlannedRow | null;
  readonly problems: readonly Problem[];
}

/** Why a row is held that has an error of its own or shares one. */
const HELD = 'it has an error';

/** Goes through the list and decides on each row. A row of `heldLines` is held whatever else is known of it. */
export async function* planRows(
  inputs: PlanInputs,
  heldLines: ReadonlySet<number>,
  selector: Selector,
): AsyncGenerator<Step> {
  let head: ListHead | null = null;
  let duplicates: Duplicates | null = null;
  let isMergeable = true;
  let due = 0;
  for await (const source of inputs.readRows()) {
    if (source.kind === 'head') {
      head = source.head;
      duplicates = createDuplicates(head);
      const variables = variableProblems(inputs, head);
      isMergeable = !hasErrors(variables);
      yield { source, planned: null, problems: [...source.problems, ...variables] };
      continue;
    }
    if (source.kind === 'end' || head === null || duplicates === null) {
      yield { source, planned: null, problems: source.problems };
      continue;
    }
    const { line, recipient } = source;
    if (recipient === null || !isMergeable) {
      const reason = recipient === null ? HELD : 'the letter has an error';
      yield { source, planned: { action: 'hold', key: null, line, recipient, reason }, problems: source.problems };
      continue;
    }
    const { repeats, problems: shared } = duplicates.see(recipient);
    const key = letterKey(inputs.campaign.campaign, inputs.mailing.name, recipient);
    const withhold = (action: 'skip' | 'hold', reason: string): PlannedRow => ({
      action,
      key,
      line,
      recipient,
      reason,
    });
    const passedOver = selector.takes(recipient) ? notOnPaper(recipient, inputs.delivery) : NOT_CHOSEN;
    const { letter, address, problems: own } = passedOver === null ? merge(recipient, head, inputs) : NOT_MERGED;
    const problems = [...source.problems, ...shared, ...own];
    const decide = (): PlannedRow => {
      if (heldLines.has(line) || hasErrors(problems.filter((problem) => problem.line === line)))
        return withhold('hold', HELD);
      if (passedOver !== null) return withhold('skip', passedOver);
      if (letter === null) return withhold('hold', 'the letter has an error');
      if (repeats !== null) return withhold('skip', 'the list has it twice');
      const wayOut = address === null ? 'send' : 'print';
      const decision = decideOn(recipient, key, wayOut, inputs);
      if (decision.action !== 'send') return withhold(decision.action, decision.reason);
      if (inputs.selection.limit !== null && due >= inputs.selection.limit) return withhold('skip', 'beyond --limit');
      return { action: wayOut, key, recipient, letter, address };
    };
    const planned = decide();
    if (isDue(planned)) due += 1;
    yield { source, planned, problems };
  }
}

/** Why a run on paper passes over a recipient; null for one who gets paper, and where the run is not on paper only. */
function notOnPaper(recipient: Recipient, delivery: Delivery): string | null {
  if (delivery === 'as-listed' || getsPaper(recipient, delivery)) return null;
  return delivery === 'on-paper' ? 'by e-mail, not on paper' : 'no postal address';
}

/** A letter that was posted before its row had an e-mail address is known by its postal address. */
function decideOn(
  recipient: Recipient,
  key: string,
  action: DueLetter['action'],
  { campaign, mailing, decide }: PlanInputs,
): Decision {
  const decision = decide(key, action);
  if (decision.action !== 'send' || recipient.postalAddress.length === 0) return decision;
  return decide(postalKey(campaign.campaign, mailing.name, recipient), action);
}

interface Merged {
  readonly letter: Letter | null;
  /** Null for a letter that goes by e-mail. */
  readonly address: readonly string[] | null;
  readonly problems: readonly Problem[];
}

/** For a row that nothing goes out for. */
const NOT_MERGED: Merged = { letter: null, address: null, problems: [] };

function merge(recipient: Recipient, head: ListHead, inputs: PlanInputs): Merged {
  const { campaign, mailing, today, delivery } = inputs;
  const template = versionFor(mailing, recipient.language);
  const placeOf = (column: string): ReturnType<typeof placeInList> => placeInList(head, recipient.line, column);
  const { letter, problems } = mergeLetter(template, recipient, { campaign, today, placeOf });
  if (letter === null) return { letter, address: null, problems };
  const address = getsPaper(recipient, delivery) ? windowAddress(recipient, letter.language) : null;
  const onPaper = address === null ? [] : addressProblems(address, letter, recipient, head, inputs);
  const unfit = [...letterProblems(letter, template, recipient, head, inputs), ...onPaper];
  // What cannot be set cannot be measured.
  const long = unfit.length > 0 ? [] : lengthProblems(inputs.linesTooMany({ letter, address }), template, campaign);
  return { letter, address, problems: [...problems, ...unfit, ...long] };
}
