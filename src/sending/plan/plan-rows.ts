import type { Letter } from '../../letter/letter.js';
import { withSender } from '../../letter/letterhead.js';
import { mergeLetter } from '../../letter/merge.js';
import { hasErrors, type Problem } from '../../problem.js';
import { createDuplicates, type Duplicates } from '../../recipients/duplicates/duplicates.js';
import type { ListEvent } from '../../recipients/read-list.js';
import { placeInList, type ListHead, type Recipient } from '../../recipients/recipient.js';
import { createWrongPersonGuard, type WrongPersonGuard } from '../../recipients/table/wrong-person.js';
import {
  lengthProblems,
  letterProblems,
  mailingFileProblems,
  sizeProblems,
  variableProblems,
} from './letter-problems.js';
import { addressProblems, getsPaper, goesOutAsPdf } from './paper/paper.js';
import { followsElsewhere } from './history/following-problems.js';
import { notHadReason } from './history/followed-letters.js';
import { earlierProblems } from './history/earlier-problems.js';
import { letterKey, postalKey, sharedLetterKey } from './letter-key.js';
import { versionFor } from './mailing.js';
import {
  HELD,
  isDue,
  NOT_CHOSEN,
  type Decision,
  type Delivery,
  type DueLetter,
  type Findings,
  type PlanInputs,
  type PlannedRow,
} from './plan.js';
import { choosesSome, type Selector } from './choice/selection.js';
import { createSharedLetters, unnamedClps, type SharedLetters } from './shared-letters.js';
import { windowAddress } from './paper/window-address.js';

/** What became of one event of the list. */
export interface Step {
  readonly source: ListEvent;
  /** Null for what is no row. */
  readonly planned: PlannedRow | null;
  readonly problems: readonly Problem[];
  /** Whether the letter goes out once more after it was refused for good. */
  readonly again?: boolean;
  /** The line of the row whose letter is this row's too, and whether --only chooses this row. */
  readonly shares?: { readonly line: number; readonly chosen: boolean };
}

/** What is known before the list is read. */
interface Pass {
  readonly inputs: PlanInputs;
  readonly found: Findings;
  readonly selector: Selector;
}

/** What is known once the head has been read. */
interface Body {
  readonly head: ListHead;
  readonly duplicates: Duplicates;
  readonly shared: SharedLetters;
  readonly persons: WrongPersonGuard;
  readonly isMergeable: boolean;
  /** Lines of the rows whose letters --only has chosen so far: a row may be a repeat of one that it has not. Empty where all are chosen. */
  readonly chosenLines: Set<number>;
}

/** Goes through the list and decides on each row, knowing what an earlier pass has found. */
export async function* planRows(inputs: PlanInputs, found: Findings, selector: Selector): AsyncGenerator<Step> {
  let body: Body | null = null;
  const due = { send: 0, print: 0 };
  for await (const sources of inputs.readRows()) {
    for (const source of sources) {
      if (source.kind === 'head') {
        const { head } = source;
        const variables = variableProblems(inputs, head);
        const files = mailingFileProblems(inputs.mailing, inputs);
        const duplicates = createDuplicates(head, inputs.selection.onePer);
        const shared = createSharedLetters(head, found);
        const persons = createWrongPersonGuard(head);
        body = { head, duplicates, shared, persons, isMergeable: !hasErrors(variables), chosenLines: new Set() };
        yield { source, planned: null, problems: [...source.problems, ...variables, ...files] };
      } else if (source.kind === 'end' || body === null) {
        yield { source, planned: null, problems: [...source.problems, ...(body?.persons.problems() ?? [])] };
      } else {
        body.persons.see(source);
        const step = planRow({ inputs, found, selector }, body, source, due);
        if (step.planned !== null && isDue(step.planned)) due[step.planned.action] += 1;
        yield step;
      }
    }
  }
}

/** @param due how many letters go out before it, by e-mail and on paper */
function planRow(
  { inputs, found, selector }: Pass,
  { head, duplicates, shared, isMergeable, chosenLines }: Body,
  source: ListEvent & { readonly kind: 'row' },
  due: Readonly<Record<DueLetter['action'], number>>,
): Step {
  const { line } = source;
  const withhold = (action: 'skip' | 'hold', reason: string, key: string | null): PlannedRow => {
    return { action, key, line, recipient: source.recipient, reason };
  };
  if (source.recipient === null) return { source, planned: withhold('hold', HELD, null), problems: source.problems };
  const chosen = selector.takes(source.recipient);
  const followed = inputs.followed?.of(source.recipient) ?? null;
  if (followed?.kind === 'not-had') {
    // It has no part in the mailing: it neither shares a letter nor repeats another row.
    const isHeld = found.heldLines.has(line) || hasErrors(source.problems.filter((problem) => problem.line === line));
    const reason = notHadReason(followed.why, inputs.mailing.follows ?? '');
    const key = keyOf(inputs, source.recipient, false);
    const planned = isHeld ? withhold('hold', HELD, key) : withhold('skip', chosen ? reason : NOT_CHOSEN, key);
    return { source, planned, problems: source.problems };
  }
  // Its letter goes to the address at which it had the one that is followed.
  const asked = followed?.recipient ?? source.recipient;
  const { repeats, sharesWith, problems: duplication } = duplicates.see(asked);
  if (!isMergeable) {
    const planned = withhold('hold', 'the letter has an error', null);
    return { source, planned, problems: [...source.problems, ...duplication] };
  }
  const choosing = choosesSome(inputs.selection);
  if (sharesWith !== null) {
    const { action, reason, problems } = shared.follow(sharesWith, asked, chosen);
    const key = keyOf(inputs, asked, inputs.selection.onePer === 'address');
    return {
      source,
      planned: withhold(action, reason, key),
      problems: [...source.problems, ...duplication, ...problems],
      shares: { line: sharesWith, chosen },
    };
  }
  const recipient = shared.lead(asked, chosen);
  const key = keyOf(inputs, recipient, recipient.clps !== undefined);
  const isRepeat = repeats !== null && (!choosing || chosenLines.has(repeats));
  const isChosen = chosen || shared.isChosen(line);
  if (choosing && isChosen) chosenLines.add(repeats ?? line);
  const passedOver = isChosen ? notOnPaper(recipient, inputs.delivery) : NOT_CHOSEN;
  const {
    letter,
    address,
    problems: own,
  } = passedOver === null ? merge(recipient, head, inputs, found.dateOrders) : NOT_MERGED;
  const wayOut = address === null ? 'send' : 'print';
  const known = letter === null ? null : fromLedger(inputs, recipient, key, wayOut, head);
  const again =
    !isRepeat && known?.decision.action === 'send'
      ? earlierProblems(inputs, recipient, head, known.keys, address !== null)
      : [];
  const elsewhere =
    known?.decision.action === 'send' ? followsElsewhere(source.recipient, recipient, inputs.mailing, head) : [];
  const problems = [...source.problems, ...duplication, ...own, ...again, ...elsewhere];
  const decide = (): PlannedRow => {
    if (found.heldLines.has(line) || hasErrors(problems.filter((problem) => problem.line === line))) {
      shared.hold(line);
      return withhold('hold', HELD, key);
    }
    if (passedOver !== null) return withhold('skip', passedOver, key);
    if (letter === null || known === null) return withhold('hold', 'the letter has an error', key);
    if (isRepeat) return withhold('skip', 'in the list already', key);
    if (known.decision.action !== 'send')
      return { ...known.decision, key: known.key, line, recipient: source.recipient };
    if (inputs.selection.limit !== null && due[wayOut] >= inputs.selection.limit)
      return withhold('skip', 'beyond --limit', key);
    return { action: wayOut, key, recipient, letter, address, thread: followed?.thread ?? [] };
  };
  const planned = decide();
  const isAgain = isDue(planned) && known?.decision.action === 'send' && known.decision.again;
  const shares = repeats === null ? {} : { shares: { line: repeats, chosen } };
  return { source, planned, problems, again: isAgain, ...shares };
}

function keyOf({ campaign, mailing }: PlanInputs, recipient: Recipient, isShared: boolean): string {
  return (isShared ? sharedLetterKey : letterKey)(campaign.campaign, mailing.name, recipient);
}

/** Why a run on paper passes over a recipient; null for one who gets paper, and where the run is not on paper only. */
function notOnPaper(recipient: Recipient, delivery: Delivery): string | null {
  if (delivery === 'as-listed' || getsPaper(recipient, delivery)) return null;
  return delivery === 'on-paper' ? 'by e-mail, not on paper' : 'no postal address';
}

/**
 * What the ledger says of a letter and of those that serve its row too; a doubt about any of them comes first. A letter that was
 * posted before its row had an e-mail address is known by its postal address. `keys` are those of all these letters.
 */
function fromLedger(
  inputs: PlanInputs,
  recipient: Recipient,
  own: string,
  action: DueLetter['action'],
  head: ListHead,
): { readonly decision: Decision; readonly key: string; readonly keys: readonly string[] } {
  const { campaign, mailing } = inputs;
  const posted = recipient.postalAddress.length === 0 ? [] : [postalKey(campaign.campaign, mailing.name, recipient)];
  const keys = [own, ...posted, ...inputs.related(recipient)];
  const all = keys.map((key) => ({ key, decision: inputs.decide(key, action, head) }));
  const told =
    all.find(({ decision }) => decision.action === 'hold') ??
    all.find(({ decision }) => decision.action === 'skip') ??
    all.find(({ decision }) => decision.action === 'send' && decision.again);
  return { ...(told ?? { key: own, decision: { action: 'send', again: false } }), keys };
}

interface Merged {
  readonly letter: Letter | null;
  /** Null for a letter that goes by e-mail. */
  readonly address: readonly string[] | null;
  readonly problems: readonly Problem[];
}

/** For a row that nothing goes out for. */
const NOT_MERGED: Merged = { letter: null, address: null, problems: [] };

function merge(recipient: Recipient, head: ListHead, inputs: PlanInputs, dateOrders: Findings['dateOrders']): Merged {
  const { campaign, mailing, today, delivery } = inputs;
  const template = versionFor(mailing, recipient.language);
  const placeOf = (column: string): ReturnType<typeof placeInList> => placeInList(head, recipient.line, column);
  const { letter: merged, problems } = mergeLetter(template, recipient, { campaign, today, placeOf, dateOrders });
  if (merged === null) return { letter: merged, address: null, problems };
  const address = getsPaper(recipient, delivery) ? windowAddress(recipient, merged.language) : null;
  const letter = address === null ? merged : withSender(merged, campaign);
  const needed = letterProblems({ letter, address, template, recipient }, head, inputs);
  const onPaper = address === null ? [] : addressProblems(address, recipient, head, inputs);
  const unfit = [...needed, ...onPaper];
  // What cannot be set cannot be measured, nor need it be where nobody gets pages.
  const isMeasured = unfit.length === 0 && goesOutAsPdf({ letter, address });
  const lines = isMeasured ? inputs.linesTooMany({ letter, address }) : 0;
  const long = lengthProblems(lines, letter, template, campaign);
  const large = address === null ? sizeProblems(letter, template, inputs) : [];
  const unnamed = unnamedClps(letter, recipient, head);
  return { letter, address, problems: [...problems, ...unfit, ...unnamed, ...large, ...long] };
}
