import { systemClock } from '../../io/clock.js';
import { createMailConnection, LINE } from '../../io/smtp/smtp-client.js';
import { byPlace, distinct, errorAt, hasErrors, type Problem } from '../../problem.js';
import { problemsText } from '../../report/lines/problem-text.js';
import { ANY_TIME, momentText } from '../../sending/delivery/hours.js';
import type { Pace } from '../../sending/delivery/pace.js';
import { execute } from '../../sending/delivery/execute.js';
import { executeInRounds } from '../../sending/delivery/rounds.js';
import { smtpSettings } from '../../sending/delivery/smtp-settings.js';
import type { DoubtDecision } from '../../sending/ledger/ledger-event.js';
import {
  confirmLedger,
  confirmSending,
  NOTHING_SENT,
  suspicionsOf,
  type LedgerTrust,
} from '../sending/confirm-sending.js';
import { EXIT } from '../reporting/exit-code.js';
import { NOTHING_HELD, writeHeldList } from '../sending/held-list.js';
import { ledgerUnwritten } from '../sending/ledger-unwritten.js';
import { largestMessage, outgoingLetters, refuseChanged } from '../sending/outgoing-letters.js';
import { endingBefore, NO_LEDGER, planSession, type SelectionOptions } from '../opening/planning.js';
import { report, type Outcome } from '../reporting/report.js';
import { openPassingLedger, openSendingLedger } from '../sending/sending-ledger.js';
import { findSecrets } from '../opening/secrets.js';
import { sendingOutcome } from '../sending/sending-outcome.js';
import { lettersOf } from '../sending/sending-result.js';
import { introduction, type Sending } from '../sending/sending-introduction.js';
import { runSending, type RunResult } from '../sending/sending-run.js';
import { openWithList } from '../opening/open-with-list.js';
import type { CampaignOptions, Session } from '../opening/session.js';
import { answersWith, chooseDoubts, settleDoubts } from '../sending/settle-doubts.js';
import type { SendingOptions } from '../opening/suggested-command.js';
import type { Terminal } from '../reporting/terminal.js';
import { unheededBySend } from '../arguments/unheeded-options.js';
import { asTest, readTestAddress, TEST_LETTERS } from '../sending/test-sending.js';

export interface SendOptions extends CampaignOptions, SelectionOptions, SendingOptions, LedgerTrust {
  /** Do what `preview` does; `out` and `lettersOnly` are for it. */
  readonly dryRun?: boolean;
  readonly out?: string;
  readonly lettersOnly?: boolean;
  readonly yes?: boolean;
  readonly testTo?: string;
  readonly trustServer?: string;
  /** Nothing goes out before it. */
  readonly at?: Date;
  readonly resolveDoubts?: DoubtDecision;
  readonly json?: boolean;
}

/** Sends the letters, at a pace, and records what becomes of each. */
export async function send(options: SendOptions, terminal: Terminal): Promise<number> {
  const unheeded = unheededBySend(options);
  if (unheeded.length === 0 && options.dryRun === true) {
    const { preview } = await import('./preview.js');
    return await preview(options, terminal);
  }
  const outcome =
    unheeded.length === 0
      ? await run(options, terminal)
      : { exitCode: EXIT.usage, problems: unheeded, ending: NOTHING_SENT };
  return report('send', outcome, options.json === true ? 'json' : 'text', terminal);
}

async function run(options: SendOptions, terminal: Terminal): Promise<Outcome> {
  const opened = await openWithList('send', options, terminal, NOTHING_SENT);
  const { session } = opened;
  if (session === null) return opened.refused;
  const test = options.testTo === undefined ? null : readTestAddress(options.testTo);
  if (test !== null && 'severity' in test) return { exitCode: EXIT.usage, problems: [test], ending: NOTHING_SENT };
  if (options.at !== undefined && options.at < terminal.now()) {
    return { exitCode: EXIT.usage, problems: [past(options.at)], ending: NOTHING_SENT };
  }
  const { ledger, problems } =
    test === null ? await openSendingLedger(session, terminal) : await openPassingLedger(terminal);
  if (ledger === null)
    return { exitCode: EXIT.usage, problems: [...opened.problems, ...problems], ending: NOTHING_SENT };
  try {
    return await checkAndSend(
      { session, list: session.list, ledger, test },
      [...opened.problems, ...problems],
      options,
      terminal,
    );
  } finally {
    await ledger.close();
  }
}

async function checkAndSend(
  begun: Pick<Sending, 'session' | 'list' | 'ledger' | 'test'>,
  earlier: readonly Problem[],
  options: SendOptions,
  terminal: Terminal,
): Promise<Outcome> {
  const { session, list, test } = begun;
  const settled = test === null ? await chooseDoubts(begun, options, terminal) : null;
  if (settled === 'interrupted') return { exitCode: EXIT.interrupted, problems: earlier, ending: NOTHING_SENT };
  const selection = test === null ? options : { ...options, limit: options.limit ?? TEST_LETTERS };
  const answers = test === null ? answersWith(begun.ledger.state, settled, terminal.now()) : NO_LEDGER;
  const planned = await planSession(session, list, selection, answers);
  const secrets = await findSecrets(session, terminal, {
    mayAsk: planned.mayProceed,
    trustServer: options.trustServer,
  });
  const place = { file: session.campaignFile, line: null, column: null };
  const found = smtpSettings(session.campaign, secrets.environment, place, secrets.kept);
  const server = secrets.problems.length > 0 ? { settings: null, problems: secrets.problems } : found;
  const problems = [...earlier, ...server.problems, ...planned.problems].sort(byPlace);
  if (server.settings === null || !planned.mayProceed) {
    const letters = options.json === true ? await lettersOf(planned) : [];
    const exitCode = planned.mayProceed || hasErrors(earlier) ? EXIT.usage : EXIT.problems;
    const ending = planned.mayProceed ? NOTHING_SENT : endingBefore(planned, NOTHING_SENT);
    return { exitCode, problems, letters, counts: { ...planned.plan.counts }, ending };
  }
  // Whoever is asked reads before the question who is left out, and what is wrong with them.
  const isTold = options.json !== true;
  if (isTold) terminal.err(problemsText(distinct(problems), terminal.errStyle));
  const pace = paceOf(session, options);
  const hours =
    test === null ? { at: options.at ?? null, between: options.between ?? session.campaign.pace.between } : ANY_TIME;
  const outcome = await askAndSend(
    { ...begun, server: server.settings, planned, settled, pace, hours },
    options,
    terminal,
  );
  return { ...outcome, problems: [...(isTold ? [] : problems), ...outcome.problems] };
}

/** Everything is checked: asks, records what was decided beforehand, and sends. */
async function askAndSend(sending: Sending, options: SendOptions, terminal: Terminal): Promise<Outcome> {
  const { session, list, ledger, planned, settled, test } = sending;
  const counts = { ...planned.plan.counts };
  if (options.json !== true) terminal.err(await introduction(sending, terminal));
  const suspicions = test === null ? suspicionsOf(ledger, session, terminal) : [];
  const refusal =
    (await confirmLedger(suspicions, NOTHING_SENT, options, terminal)) ??
    (await confirmSending(counts.send, settled, options.yes === true || test !== null, terminal));
  if (refusal !== null) return { ...refusal, counts };
  ledger.goOn();
  const held = test === null ? await writeHeldList(list, planned, options, terminal) : NOTHING_HELD;
  const failure = hasErrors(held.problems) || settled === null ? null : await settleDoubts(ledger, settled);
  const unsettled = failure === null ? [] : [ledgerUnwritten(failure.detail, session, terminal)];
  const beforehand = [...suspicions, ...held.problems, ...unsettled];
  if (hasErrors(beforehand)) return { exitCode: EXIT.usage, problems: beforehand, counts, ending: NOTHING_SENT };
  // Before anything goes out: the list may be another one by the end.
  const letters = options.json === true ? await lettersOf(planned) : [];
  const result = await carryOut(sending, options, terminal);
  const outcome = await sendingOutcome(sending, result, letters, options, terminal);
  return { ...outcome, problems: [...beforehand, ...outcome.problems], text: `${outcome.text}${held.text}` };
}

function paceOf({ campaign }: Session, { pace }: SendOptions): Pace | null {
  if (pace === 'off') return null;
  return pace === undefined ? campaign.pace : { ...campaign.pace, perMinute: pace };
}

async function carryOut(
  { session, list, ledger, server, planned, test, pace, hours }: Sending,
  options: SendOptions,
  terminal: Terminal,
): Promise<RunResult> {
  const now = terminal.now();
  const letters = outgoingLetters(session, list, planned, (due) => (test === null ? due : asTest(due, test, now)));
  const settings = {
    campaign: session.campaign.campaign,
    mailing: session.mailing.name,
    pace,
    hours,
    connections: options.connections ?? 1,
    largest: () => largestMessage(session, list, planned),
    senderNeedsSmtpUtf8: session.campaign.from.address.needsSmtpUtf8,
  };
  const inRounds: typeof execute = (...sent) => executeInRounds(...sent, () => refuseChanged(list));
  const way = options.wait === true ? inRounds : execute;
  const ports = { ledger, connect: () => createMailConnection(server, LINE), clock: systemClock };
  return await runSending({ way, letters, total: planned.plan.counts.send, ports, settings }, terminal);
}

function past(at: Date): Problem {
  const place = { file: '--at', line: null, column: null };
  const hint = 'Check the date; leave --at out to begin at once.';
  return errorAt(place, 'usage', `${momentText(at)} is over already.`, hint);
}
