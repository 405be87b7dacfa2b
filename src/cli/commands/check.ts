import { basisProblems } from '../checking/list-basis.js';
import { tryLetters, type TriedLetters } from '../checking/letters-to-try.js';
import { environmentOf } from '../opening/secrets.js';
import { openSession, type CampaignOptions, type Session } from '../opening/session.js';
import { hasErrors } from '../../problem.js';
import { jsonLetter, type JsonLetter } from '../../report/json-document.js';
import { counted } from '../../report/lines/problem-text.js';
import { planText } from '../../report/plan-text.js';
import { mailServer, type MailServer } from '../../sending/delivery/smtp-settings.js';
import { plannedRows } from '../../sending/plan/make-plan.js';
import { lookIntoLedger, viewOf } from '../opening/ledger-view.js';
import { NO_LEDGER, planSession, type LedgerAnswers, type SelectionOptions } from '../opening/planning.js';
import { EXIT } from '../reporting/exit-code.js';
import { report, type Format, type Outcome } from '../reporting/report.js';
import type { Terminal } from '../reporting/terminal.js';

export interface CheckOptions extends CampaignOptions, SelectionOptions {
  readonly format?: Format;
  readonly json?: boolean;
}

/** Tells every problem of campaign, list and templates; writes nothing, sends nothing. */
export async function check(options: CheckOptions, terminal: Terminal): Promise<number> {
  const format = options.json === true ? 'json' : (options.format ?? 'text');
  return report('check', await run(options, format, terminal), format, terminal);
}

async function run(options: CheckOptions, format: Format, terminal: Terminal): Promise<Outcome> {
  const opened = await openSession(options, terminal);
  const { session } = opened;
  if (session === null) return { exitCode: opened.exitCode, problems: opened.problems };
  const { list } = session;
  const planned = list === null ? null : await planSession(session, list, options, await asChecked(session, terminal));
  const tried = await tryLetters(session, options.template, planned?.plan ?? null);
  const place = { file: session.campaignFile, line: null, column: null };
  const mail = mailServer(session.campaign, await environmentOf(session, terminal), place);
  const ofAll = [...tried.problems, ...mail.problems];
  const basis = basisProblems(session.campaign, session.campaignFile, planned?.plan.counts.send ?? 0);
  const problems = [...opened.problems, ...basis, ...(planned?.problems ?? []), ...ofAll];
  const letters: JsonLetter[] = [];
  if (format === 'json' && planned !== null) {
    for await (const row of plannedRows(planned.inputs, planned.plan)) letters.push(jsonLetter(row));
  }
  const failed = hasErrors(problems) && (planned?.mayProceed !== true || hasErrors(ofAll));
  const { success, error } = terminal.outStyle;
  const verdict = failed ? `${error('Not ready:')} mend the errors and run the same command again.` : success('Ready.');
  const plan = planned === null ? '' : planText(planned, terminal.now(), terminal.outStyle);
  return {
    exitCode: failed ? EXIT.problems : EXIT.done,
    problems,
    letters,
    counts: planned?.plan.counts ?? { send: 0, print: 0, skip: 0, hold: 0 },
    text:
      format === 'text'
        ? `${plan}${triedText(tried)}${serverText(mail.server)}${verdict} Nothing was written or sent.\n`
        : '',
  };
}

/**
 * What was sent before is no concern of a check: every row is tried. But of those who have not had
 * the letter that this one follows, nobody gets it; where nothing was sent, nobody knows them yet.
 */
async function asChecked(session: Session, terminal: Terminal): Promise<LedgerAnswers> {
  if (session.mailing.follows === null) return NO_LEDGER;
  const ledger = await lookIntoLedger(session.ledgerPath, null, terminal);
  return ledger.missing ? NO_LEDGER : { ...NO_LEDGER, followed: viewOf(ledger.state, terminal.now()).followed };
}

function triedText({ names, others }: TriedLetters): string {
  const tried = `${counted(names.length, 'letter')} tried on invented recipients: ${names.join(', ')}\n`;
  if (others.length === 0) return tried;
  const states = others.map(({ name, errors, warnings }) => {
    const found = [
      ...(errors > 0 ? [counted(errors, 'error')] : []),
      ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
    ];
    return `${name} (${found.length === 0 ? 'nothing wrong' : found.join(', ')})`;
  });
  return `${tried}Not chosen: ${states.join(', ')}; --template tells more of one\n`;
}

function serverText(server: MailServer | null): string {
  if (server === null) return 'Mail server: none yet\n';
  const encryption = server.security === 'none' ? 'without encryption' : server.security;
  return `Mail server: ${server.host}, port ${server.port}, ${encryption}\n`;
}
