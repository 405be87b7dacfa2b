import { join } from 'node:path';
import type { EmailAddress } from '../../email-address.js';
import { readEnvironmentFile } from '../../io/environment-file.js';
import type { LedgerFile } from '../../io/ledger-file.js';
import { readManifest } from '../../io/preview-folder.js';
import { byPlace, hasErrors, type Problem } from '../../problem.js';
import { jsonLetter, type JsonLetter } from '../../report/json-document.js';
import { planText } from '../../report/plan-text.js';
import { comparisonText, intentionText, summaryText } from '../../report/sending-text.js';
import { doubts, resolveDoubt } from '../../sending/due.js';
import { estimateDuration, type Pace } from '../../sending/pace.js';
import { plannedRows } from '../../sending/make-plan.js';
import { NOT_CHOSEN, isDue } from '../../sending/plan.js';
import { comparePreview } from '../../sending/preview-comparison.js';
import { smtpSettings, type SmtpSettings } from '../../sending/smtp-settings.js';
import { confirm } from '../confirmation.js';
import { EXIT } from '../exit-code.js';
import { NOTHING_HELD, writeHeldList } from '../held-list.js';
import { viewOf } from '../ledger-view.js';
import { outgoingLetters } from '../outgoing-letters.js';
import { planSession, sameOptions, type LedgerAnswers, type Planned, type SelectionOptions } from '../planning.js';
import { report, type Outcome } from '../report.js';
import { openSendingLedger } from '../sending-ledger.js';
import { runSending, type RunResult } from '../sending-run.js';
import {
  listArgument,
  listNeeded,
  openSession,
  type CampaignOptions,
  type OpenList,
  type Session,
} from '../session.js';
import type { Terminal } from '../terminal.js';
import { asTest, readTestAddress, TEST_LETTERS } from '../test-sending.js';

export interface SendOptions extends CampaignOptions, SelectionOptions {
  readonly yes?: boolean;
  readonly testTo?: string;
  /** Letters a minute; left out: as the campaign says. */
  readonly pace?: number | 'off';
  readonly connections?: number;
  readonly resolveDoubts?: 'sent' | 'resend';
  readonly json?: boolean;
}

/** Everything that a sending needs, checked. */
interface Sending {
  readonly session: Session;
  readonly list: OpenList;
  readonly ledger: LedgerFile;
  readonly server: SmtpSettings;
  readonly planned: Planned;
  readonly test: EmailAddress | null;
  readonly pace: Pace | null;
}

/** Sends the letters, at a pace, and records what becomes of each. */
export async function send(options: SendOptions, terminal: Terminal): Promise<number> {
  return report('send', await run(options, terminal), options.json === true ? 'json' : 'text', terminal);
}

async function run(options: SendOptions, terminal: Terminal): Promise<Outcome> {
  const opened = await openSession(options, terminal);
  const { session } = opened;
  if (session === null) return { exitCode: opened.exitCode, problems: opened.problems, ending: NOTHING_SENT };
  if (session.list === null) return listNeeded('send');
  const test = options.testTo === undefined ? null : readTestAddress(options.testTo);
  if (test !== null && 'severity' in test) return { exitCode: EXIT.usage, problems: [test], ending: NOTHING_SENT };
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

const NOTHING_SENT = 'Nothing was sent.';

async function checkAndSend(
  { session, list, ledger, test }: Pick<Sending, 'session' | 'list' | 'ledger' | 'test'>,
  earlier: readonly Problem[],
  options: SendOptions,
  terminal: Terminal,
): Promise<Outcome> {
  const { campaign } = session;
  const environment = { ...(await readEnvironmentFile(join(session.folder, '.env'))), ...terminal.environment };
  const server = smtpSettings(campaign, environment, { file: session.campaignFile, line: null, column: null });
  const selection = test === null ? options : { ...options, limit: options.limit ?? TEST_LETTERS };
  const planned = await planSession(session, list, selection, decisions(ledger, options, terminal.now()));
  const problems = [...earlier, ...server.problems, ...planned.problems].sort(byPlace);
  const counts = { ...planned.plan.counts };
  if (server.settings === null || !planned.mayProceed) {
    const letters = options.json === true ? await lettersOf(planned, null) : [];
    const exitCode = planned.mayProceed || hasErrors(earlier) ? EXIT.usage : EXIT.problems;
    return { exitCode, problems, letters, counts, ending: NOTHING_SENT };
  }
  const pace = paceOf(session, options);
  const sending: Sending = { session, list, ledger, server: server.settings, planned, test, pace };
  if (options.json !== true) terminal.err(await introduction(sending, terminal));
  const refusal = await confirmSending(sending, options, terminal);
  if (refusal !== null) return { ...refusal, problems: [...problems, ...refusal.problems], counts };
  const held = test === null ? await writeHeldList(list, planned, options, terminal) : NOTHING_HELD;
  problems.push(...held.problems);
  if (options.resolveDoubts !== undefined) await settleDoubts(sending, options.resolveDoubts);
  const result = await carryOut(sending, options, terminal);
  const remaining = counts.send - result.outcomes.size;
  const command = `npx nominate send --csv ${listArgument(list)}${sameOptions(options)}`;
  return {
    exitCode: await exitCodeOf(sending, result),
    problems,
    letters: options.json === true ? await lettersOf(planned, result) : [],
    counts: { ...counts, ...result.tally, remaining },
    text:
      (counts.send === 0
        ? 'Nothing to send.\n'
        : summaryText(result.tally, remaining, result.stop, command, terminal.outStyle)) + held.text,
  };
}

/** What the ledger says, and the organiser of the doubts. A test sends whatever was sent before. */
function decisions(ledger: LedgerFile, options: SendOptions, now: Date): LedgerAnswers {
  const { decide, related } = viewOf(ledger.state, now);
  const decideForPerson: LedgerAnswers['decide'] = (key, action) => {
    if (options.testTo !== undefined) return { action: 'send' };
    const decision = decide(key, action);
    if (decision.action !== 'hold' || options.resolveDoubts === undefined) return decision;
    return options.resolveDoubts === 'resend' ? { action: 'send' } : { action: 'skip', reason: 'sent, as you said' };
  };
  return { decide: decideForPerson, related };
}

function paceOf({ campaign }: Session, { pace }: SendOptions): Pace | null {
  if (pace === 'off') return null;
  return pace === undefined ? campaign.pace : { ...campaign.pace, perMinute: pace };
}

async function introduction(
  { session, ledger, planned, server, pace, test }: Sending,
  terminal: Terminal,
): Promise<string> {
  const { plan, inputs } = planned;
  const style = terminal.errStyle;
  const manifest = readManifest(join(session.folder, 'previews'));
  const previewed = manifest?.mailing === session.mailing.name && manifest.campaign === session.campaign.campaign;
  const comparison = previewed ? await comparePreview(inputs, plan, manifest) : null;
  const duration = estimateDuration(plan.counts.send, pace, ledger.state.recentAttempts, terminal.now());
  return [
    planText(plan, session.campaign, session.mailing.name, style),
    plan.counts.send === 0 ? '' : comparisonText(comparison, style),
    intentionText(plan.counts.send, pace, duration, `${server.host}:${server.port} (${server.security})`, style),
    test === null ? '' : `${style.strong('Test')}      all of them to ${test.typed}; nothing is recorded\n`,
    '\n',
  ].join('');
}

/** Null to go ahead. */
async function confirmSending(
  { planned, test }: Sending,
  options: SendOptions,
  terminal: Terminal,
): Promise<Outcome | null> {
  const { send: count } = planned.plan.counts;
  if (count === 0 || options.yes === true || test !== null) return null;
  const intention = {
    question: `Send ${count === 1 ? 'this letter' : `these ${count} letters`}? Type yes to send: `,
    unconfirmed: 'Nobody is here to confirm the sending.',
    hint: 'Run it at a terminal, or add --yes once you have looked at the preview.',
    ending: NOTHING_SENT,
  };
  return await confirm(intention, terminal);
}

async function settleDoubts({ session, ledger }: Sending, decision: 'sent' | 'resend'): Promise<void> {
  for (const { key, mailing } of doubts(ledger.state)) {
    const entry = mailing === session.mailing.name ? resolveDoubt(ledger.state, key, decision) : null;
    if (entry !== null) await ledger.append(entry);
  }
}

async function carryOut(
  { session, list, ledger, server, planned, test, pace }: Sending,
  options: SendOptions,
  terminal: Terminal,
): Promise<RunResult> {
  const now = terminal.now();
  const letters = outgoingLetters(session, list, planned, (due) => (test === null ? due : asTest(due, test, now)));
  const settings = {
    campaign: session.campaign.campaign,
    mailing: session.mailing.name,
    pace,
    connections: options.connections ?? 1,
  };
  return await runSending(letters, planned.plan.counts.send, server, ledger, settings, terminal);
}

/** The list's letters decide, not this run alone: a script that runs until 0 must not stop at a refusal of yesterday. */
async function exitCodeOf({ ledger, planned, test }: Sending, { stop, tally, outcomes }: RunResult): Promise<number> {
  if (stop !== null) return stop.reason === 'interrupted' ? EXIT.interrupted : EXIT.server;
  if (test !== null) return tally.accepted === outcomes.size ? EXIT.done : EXIT.notAllAccepted;
  for await (const row of plannedRows(planned.inputs, planned.plan)) {
    if (row.key === null || (!isDue(row) && row.reason === NOT_CHOSEN)) continue;
    const standing = ledger.state.letters.get(row.key)?.standing;
    if (standing !== undefined && standing !== 'accepted' && standing !== 'posted') return EXIT.notAllAccepted;
  }
  return EXIT.done;
}

async function lettersOf({ inputs, plan }: Planned, result: RunResult | null): Promise<readonly JsonLetter[]> {
  const letters: JsonLetter[] = [];
  for await (const planned of plannedRows(inputs, plan)) {
    const letter = jsonLetter(planned);
    const became = letter.line === null ? undefined : result?.outcomes.get(letter.line);
    letters.push(
      became === undefined
        ? letter
        : { ...letter, outcome: became.outcome, reply: became.reply === '' ? null : became.reply },
    );
  }
  return letters;
}
