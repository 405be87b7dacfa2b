import { systemClock } from '../../io/clock.js';
import type { LedgerFile } from '../../io/ledger/ledger-file.js';
import { createMailConnection, LINE } from '../../io/smtp/smtp-client.js';
import { byPlace, errorAt, hasErrors, type Problem } from '../../problem.js';
import { summaryText } from '../../report/sending-text.js';
import { renamedCampaign } from '../../sending/ledger/ledger-comparison.js';
import { ANY_TIME, momentText, type Hours } from '../../sending/delivery/hours.js';
import type { Pace } from '../../sending/delivery/pace.js';
import { execute } from '../../sending/delivery/execute.js';
import { executeInRounds } from '../../sending/delivery/rounds.js';
import { smtpSettings } from '../../sending/delivery/smtp-settings.js';
import { confirmLedger, confirmSending, NOTHING_SENT } from '../confirm-sending.js';
import { EXIT } from '../exit-code.js';
import { NOTHING_FAILED, writeFailedList } from '../failed-list.js';
import { NOTHING_HELD, writeHeldList } from '../held-list.js';
import { ledgerUnwritten } from '../ledger-unwritten.js';
import { viewOf } from '../ledger-view.js';
import { largestMessage, outgoingLetters } from '../outgoing-letters.js';
import { NO_LEDGER, planSession, sameOptions, type LedgerAnswers, type SelectionOptions } from '../planning.js';
import { report, type Outcome } from '../report.js';
import { openSendingLedger } from '../sending-ledger.js';
import { findSecrets } from '../secrets.js';
import { exitCodeOf, lettersOf, sentLetters, strayReplyProblems } from '../sending-result.js';
import { introduction, type Sending } from '../sending-introduction.js';
import { runSending, type RunResult } from '../sending-run.js';
import { listArgument, type OpenList } from '../open-list.js';
import { openWithList } from '../open-with-list.js';
import type { CampaignOptions, Session } from '../session.js';
import { chooseDoubts, heldKeys, settleDoubts, type DoubtDecision } from '../settle-doubts.js';
import type { Terminal } from '../terminal.js';
import { unheededBySend } from '../unheeded-options.js';
import { asTest, readTestAddress, TEST_LETTERS } from '../test-sending.js';

export interface SendOptions extends CampaignOptions, SelectionOptions {
  /** Do what `preview` does; `out` and `lettersOnly` are for it. */
  readonly dryRun?: boolean;
  readonly out?: string;
  readonly lettersOnly?: boolean;
  readonly yes?: boolean;
  readonly testTo?: string;
  /** Letters a minute; left out: as the campaign says. */
  readonly pace?: number | 'off';
  readonly connections?: number;
  /** Nothing goes out before it. */
  readonly at?: Date;
  readonly between?: Hours['between'];
  /** Take up deferred letters in this very run. */
  readonly wait?: boolean;
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
  const { ledger, problems } = await openSendingLedger(session, test !== null, terminal);
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
  { session, list, ledger, test }: Pick<Sending, 'session' | 'list' | 'ledger' | 'test'>,
  earlier: readonly Problem[],
  options: SendOptions,
  terminal: Terminal,
): Promise<Outcome> {
  const selection = test === null ? options : { ...options, limit: options.limit ?? TEST_LETTERS };
  const settled = await settledDoubts(session, list, ledger, options, terminal);
  const planned = await planSession(session, list, selection, decisions(ledger, options, settled, terminal.now()));
  const secrets = await findSecrets(session, terminal, planned.mayProceed);
  const place = { file: session.campaignFile, line: null, column: null };
  const found = smtpSettings(session.campaign, secrets.environment, place);
  const server = secrets.problems.length > 0 ? { settings: null, problems: secrets.problems } : found;
  const problems = [...earlier, ...server.problems, ...planned.problems].sort(byPlace);
  const counts = { ...planned.plan.counts };
  if (server.settings === null || !planned.mayProceed) {
    const letters = options.json === true ? await lettersOf(planned, null) : [];
    const exitCode = planned.mayProceed || hasErrors(earlier) ? EXIT.usage : EXIT.problems;
    return { exitCode, problems, letters, counts, ending: NOTHING_SENT };
  }
  const pace = paceOf(session, options);
  const hours = test === null ? { at: options.at ?? null, between: options.between ?? null } : ANY_TIME;
  const sending: Sending = { session, list, ledger, server: server.settings, planned, test, pace, hours };
  if (options.json !== true) terminal.err(await introduction(sending, terminal));
  const refusal =
    (await confirmLedger(suspicionOf(sending), NOTHING_SENT, terminal)) ??
    (await confirmSending(counts.send + settled.size, options.yes === true || test !== null, terminal));
  if (refusal !== null) return { ...refusal, problems: [...problems, ...refusal.problems], counts };
  const held = test === null ? await writeHeldList(list, planned, options, terminal) : NOTHING_HELD;
  problems.push(...held.problems);
  if (hasErrors(held.problems)) return { exitCode: EXIT.usage, problems, counts, ending: NOTHING_SENT };
  const unsettled =
    options.resolveDoubts === undefined ? null : await settleDoubts(ledger, settled, options.resolveDoubts);
  if (unsettled !== null) {
    problems.push(ledgerUnwritten(unsettled.detail, session));
    return { exitCode: EXIT.usage, problems, counts, ending: NOTHING_SENT };
  }
  const result = await carryOut(sending, options, terminal);
  const remaining = counts.send - result.outcomes.size;
  const command = `npx nominate send --csv ${listArgument(list)}${sameOptions(options)}`;
  const { campaign, ledger: named } = options;
  const where = sameOptions({ ...(campaign && { campaign }), ...(named && { ledger: named }) });
  const statusCommand = test === null ? `npx nominate status --csv ${listArgument(list)}${where}` : null;
  // What was planned cannot be read again from a list that has changed; the next run writes its failed rows.
  const isSameList = !(await list.file.changed());
  const failed =
    test === null && isSameList
      ? await writeFailedList(session.folder, planned, ledger.state, terminal)
      : NOTHING_FAILED;
  return {
    exitCode: await exitCodeOf(ledger, planned, test !== null || !isSameList, result),
    problems: [...problems, ...strayReplyProblems(result, sending.server), ...failed.problems],
    letters: options.json === true ? await sentLetters(planned, result, isSameList) : [],
    counts: { ...counts, ...result.tally, remaining },
    text:
      (counts.send === 0
        ? 'Nothing to send.\n'
        : summaryText({ ...result, remaining, command, failedList: failed.shown, statusCommand }, terminal.outStyle)) +
      held.text,
  };
}

/** What the ledger says, and the organiser of the doubts. A test sends whatever was sent before. */
function decisions(ledger: LedgerFile, options: SendOptions, settled: ReadonlySet<string>, now: Date): LedgerAnswers {
  if (options.testTo !== undefined) return NO_LEDGER;
  const view = viewOf(ledger.state, now);
  const decideForPerson: LedgerAnswers['decide'] = (key, action) => {
    const decision = view.decide(key, action);
    if (decision.action !== 'hold' || !settled.has(key)) return decision;
    return options.resolveDoubts === 'resend' ? { action: 'send' } : { action: 'skip', reason: 'sent, as you said' };
  };
  return { ...view, decide: decideForPerson };
}

/** Those that --only leaves out stay in doubt. */
async function settledDoubts(
  session: Session,
  list: OpenList,
  ledger: LedgerFile,
  options: SendOptions,
  terminal: Terminal,
): Promise<ReadonlySet<string>> {
  const { resolveDoubts, yes, testTo, only } = options;
  if (resolveDoubts === undefined || testTo !== undefined) return new Set();
  const view = viewOf(ledger.state, terminal.now());
  const among = only === undefined ? null : await heldKeys(await planSession(session, list, options, view));
  const { campaign, mailing } = session;
  return await chooseDoubts(ledger, campaign.campaign, mailing.name, among, resolveDoubts, yes === true, terminal);
}

/** Why the ledger may not know everybody who was written to. */
function suspicionOf({ session, ledger, test }: Sending): Problem | null {
  if (test !== null) return null;
  const place = { file: session.campaignFile, line: null, column: null };
  return ledger.suspicion ?? renamedCampaign(ledger.state, session.campaign, place);
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
    largest: () => largestMessage(session, planned),
    senderNeedsSmtpUtf8: session.campaign.from.address.needsSmtpUtf8,
  };
  const way = options.wait === true ? executeInRounds : execute;
  const ports = { ledger, connect: () => createMailConnection(server, LINE), clock: systemClock };
  return await runSending(way, letters, planned.plan.counts.send, ports, settings, terminal);
}

function past(at: Date): Problem {
  const place = { file: '--at', line: null, column: null };
  const hint = 'Check the date; leave --at out to begin at once.';
  return errorAt(place, 'usage', `${momentText(at)} is over already.`, hint);
}
