import { join } from 'node:path';
import { hurriedClock, systemClock } from '../../io/clock.js';
import type { LedgerFile } from '../../io/ledger/ledger-file.js';
import { isFileError, isMissing } from '../../io/files/file-error.js';
import { makeTemporaryFolder } from '../../io/files/temporary-folder.js';
import { startRehearsalServer, type RehearsalServer } from '../../io/rehearsal/rehearsal-server.js';
import { createMailConnection, LINE } from '../../io/smtp/smtp-client.js';
import type { Campaign } from '../../campaign.js';
import { errorAt, hasErrors, type Problem } from '../../problem.js';
import { planText } from '../../report/plan-text.js';
import {
  faultsText,
  rehearsalIntention,
  rehearsalNext,
  rehearsalText,
  type FaultMet,
} from '../../report/rehearsal-text.js';
import { badDay, type Fault } from '../../sending/rehearsal/bad-day.js';
import { execute } from '../../sending/delivery/execute.js';
import { ANY_TIME } from '../../sending/delivery/hours.js';
import { smtpSettings, type SmtpSettings } from '../../sending/delivery/smtp-settings.js';
import { plannedRows } from '../../sending/plan/make-plan.js';
import { EXIT } from '../reporting/exit-code.js';
import { fileProblem, NOT_FINISHED } from '../reporting/file-problem.js';
import { readLedgerView } from '../opening/ledger-view.js';
import { largestMessage, outgoingLetters } from '../sending/outgoing-letters.js';
import { endingBefore, planSession, type Planned, type SelectionOptions } from '../opening/planning.js';
import { keepArrivals, type Rehearsed } from '../sending/rehearsal-arrivals.js';
import { report, type Outcome } from '../reporting/report.js';
import { openPassingLedger } from '../sending/sending-ledger.js';
import { runSending, type RunResult } from '../sending/sending-run.js';
import type { OpenList } from '../opening/open-list.js';
import { openWithList } from '../opening/open-with-list.js';
import type { CampaignOptions, Session } from '../opening/session.js';
import { outputFolder } from '../opening/output-folder.js';
import { shownPath } from '../reporting/shown-path.js';
import { stopProblems } from '../sending/stop-problem.js';
import { suggestedCommand } from '../opening/suggested-command.js';
import type { Terminal } from '../reporting/terminal.js';

export interface RehearseOptions extends CampaignOptions, SelectionOptions {
  readonly out?: string;
  readonly withFaults?: boolean;
  /** Letters a minute; left out: as fast as they are taken. */
  readonly pace?: number | 'off';
  readonly connections?: number;
  readonly json?: boolean;
}

const NOTHING_REHEARSED = 'Nothing was rehearsed.';

/** Everything that a rehearsal needs, checked. */
interface Rehearsal {
  readonly session: Session;
  readonly list: OpenList;
  readonly planned: Planned;
  /** The recipients in the order of the list, in their wire form. */
  readonly recipients: readonly string[];
  /** Thrown away afterwards. */
  readonly ledger: LedgerFile;
  readonly folder: string;
}

/** The whole sending, for real, to a mail server inside nominate that delivers to no one; then tells what arrived. */
export async function rehearse(options: RehearseOptions, terminal: Terminal): Promise<number> {
  return report('rehearse', await run(options, terminal), options.json === true ? 'json' : 'text', terminal);
}

async function run(options: RehearseOptions, terminal: Terminal): Promise<Outcome> {
  const opened = await openWithList('rehearse', options, terminal, NOTHING_REHEARSED);
  const { session } = opened;
  if (session === null) return opened.refused;
  const { list } = session;
  const view = await readLedgerView(session, terminal);
  const earlier = [...opened.problems, ...view.problems];
  if (hasErrors(view.problems)) return { exitCode: EXIT.usage, problems: earlier, ending: NOTHING_REHEARSED };
  const planned = await planSession(session, list, options, view);
  const problems = [...earlier, ...planned.problems];
  const counts = { ...planned.plan.counts };
  if (!planned.mayProceed)
    return { exitCode: EXIT.problems, problems, counts, ending: endingBefore(planned, NOTHING_REHEARSED) };
  if (counts.send === 0)
    return { exitCode: EXIT.done, problems, counts, text: 'Nothing to send, so nothing to rehearse.\n' };
  const recipients: string[] = [];
  for await (const row of plannedRows(planned.inputs, planned.plan)) {
    if (row.action === 'send' && row.recipient.email !== null) recipients.push(row.recipient.email.wire);
  }
  const { ledger, problems: unopened } = await openPassingLedger(terminal);
  if (ledger === null) return { exitCode: EXIT.usage, problems: [...problems, ...unopened], ending: NOTHING_REHEARSED };
  const folder = outputFolder(options, session, 'rehearsal', terminal);
  try {
    const outcome = await sendAndJudge({ session, list, planned, recipients, ledger, folder }, options, terminal);
    return { ...outcome, problems: [...problems, ...outcome.problems] };
  } catch (error) {
    const problem = listGone(error, list) ?? fileProblem(error, terminal);
    if (problem === null) throw error;
    return { exitCode: EXIT.usage, problems: [...problems, problem], ending: NOT_FINISHED };
  } finally {
    await ledger.close();
  }
}

/** What is said where the list went away in the middle: then nobody can tell any more who should have got what. */
function listGone(error: unknown, { file, shownAs }: OpenList): Problem | null {
  if (!isMissing(error) || !isFileError(error) || error.path !== file.path) return null;
  const message =
    'The list was deleted, moved or renamed while it was rehearsed, so what arrived could not be held against it.';
  const hint = 'Put it back where it was, and run the same command again. Nobody was written to.';
  return errorAt({ file: shownAs, line: null, column: null }, 'list-gone', message, hint);
}

async function sendAndJudge(rehearsal: Rehearsal, options: RehearseOptions, terminal: Terminal): Promise<Outcome> {
  const { session, planned, recipients, folder } = rehearsal;
  const { campaign, mailing } = session;
  const seed = `${campaign.campaign}/${mailing.name}`;
  const faults = badDay(options.withFaults === true ? recipients : [], seed);
  if (options.json !== true) {
    const style = terminal.errStyle;
    const met = options.withFaults === true ? faults.size : null;
    terminal.err(`${planText(planned, terminal.now(), style)}${rehearsalIntention(recipients.length, met, style)}\n`);
  }
  const spool = makeTemporaryFolder('rehearsal');
  try {
    const security = securityOf(campaign, terminal);
    const server = await startRehearsalServer({ spool: spool.path, faults, security });
    const result = await carryOut(rehearsal, server, options, terminal).finally(server.close);
    const isTold = options.json !== true && options.withFaults !== true;
    if (isTold && result.tally.accepted < recipients.length) terminal.err('\n');
    const rehearsed = await keepArrivals(session, planned, rehearsal.ledger, server.arrivals, result, folder);
    const met = faultsMet(recipients, faults, rehearsed);
    return outcomeOf(rehearsal, result, { ...rehearsed, met }, options, terminal);
  } finally {
    spool.remove();
  }
}

/** Letters stand in the order of their recipients. */
function faultsMet(
  recipients: readonly string[],
  faults: ReadonlyMap<string, Fault>,
  { letters }: Rehearsed,
): readonly FaultMet[] {
  return letters.flatMap(({ outcome }, index) => {
    const fault = faults.get(recipients[index] ?? '');
    return fault === undefined ? [] : [{ fault, outcome }];
  });
}

/** As the campaign's own server is spoken to, so that what could go wrong with it shows. */
function securityOf(campaign: Campaign, { environment }: Terminal): SmtpSettings['security'] {
  const place = { file: 'campaign.yaml', line: null, column: null };
  const { settings } = smtpSettings(campaign, environment, place);
  return settings?.security ?? campaign.smtp?.security ?? 'starttls';
}

async function carryOut(
  { session, list, planned, recipients, ledger }: Rehearsal,
  server: RehearsalServer,
  { pace, connections = 1, withFaults }: RehearseOptions,
  terminal: Terminal,
): Promise<RunResult> {
  const { campaign } = session;
  const line = { ...LINE, authorities: server.certificate };
  const ports = {
    ledger,
    connect: () => createMailConnection(server.settings, line),
    clock: withFaults === true ? hurriedClock() : systemClock,
  };
  const settings = {
    campaign: campaign.campaign,
    mailing: session.mailing.name,
    pace: pace === undefined || pace === 'off' ? null : { ...campaign.pace, perMinute: pace },
    connections,
    hours: ANY_TIME,
    largest: () => largestMessage(session, list, planned),
    senderNeedsSmtpUtf8: session.campaign.from.address.needsSmtpUtf8,
  };
  const letters = outgoingLetters(session, list, planned, (due) => due);
  const isTold = withFaults !== true;
  return await runSending({ way: execute, letters, total: recipients.length, ports, settings, isTold }, terminal);
}

function outcomeOf(
  { planned, list, folder }: Rehearsal,
  result: RunResult,
  { letters, breaches, rows, met }: Rehearsed & { readonly met: readonly FaultMet[] },
  options: RehearseOptions,
  terminal: Terminal,
): Outcome {
  const { stop, tally, outcomes } = result;
  const style = terminal.outStyle;
  const isWhole = breaches.length === 0 && stop === null;
  const shown = shownPath(folder, terminal.folder);
  // Its folder, pace and connections are those of the rehearsal.
  const same = { ...options, out: undefined, pace: undefined, connections: undefined };
  const command = suggestedCommand('send', list.shownAs, same);
  const text = [
    faultsText(met, style),
    rehearsalText(letters, tally, stop, breaches.length === 0, style),
    `${style.success('Kept')} what arrived in ${shown}/: open ${join(shown, 'index.html')} in a browser to look at it. Nobody was written to.\n`,
    isWhole ? `\n${rehearsalNext(tally, command)}` : '',
  ].join('');
  const counts = { ...planned.plan.counts, ...tally, remaining: letters.length - outcomes.size };
  const arrived = letters.filter(({ message }) => message !== null).length;
  const places = { list: list.shownAs, ledger: 'ledger of the rehearsal', server: 'server of the rehearsal' };
  const stopped = options.json === true ? stopProblems(result, places) : [];
  return {
    exitCode: exitCodeOf(stop, isWhole && tally.accepted === letters.length),
    problems: [...stopped, ...breaches],
    letters: rows,
    counts: { ...counts, arrived },
    text,
  };
}

function exitCodeOf(stop: RunResult['stop'], isAllAccepted: boolean): number {
  if (stop !== null) return stop.reason === 'interrupted' ? EXIT.interrupted : EXIT.server;
  return isAllAccepted ? EXIT.done : EXIT.notAllAccepted;
}
