import { compileMailing } from '../opening/compile-mailing.js';
import { openSession, type CampaignOptions, type Session } from '../opening/session.js';
import { hasErrors, warningAt, type Place, type Problem } from '../../problem.js';
import { checkVariables } from '../../letter/checks/check-variables.js';
import { mergeLetter } from '../../letter/merge.js';
import { isField } from '../../recipients/columns/fields.js';
import { jsonLetter, type JsonLetter } from '../../report/json-document.js';
import { planText } from '../../report/plan-text.js';
import { counted } from '../../report/lines/problem-text.js';
import { attemptAt, composeMessage, composePdf, linesTooMany } from '../../sending/output/compose.js';
import { inventedRecipients } from '../../sending/plan/invented-recipients.js';
import { letterKey } from '../../sending/plan/letter-key.js';
import { characterProblems } from '../../sending/plan/character-problems.js';
import {
  fileProblems,
  lengthProblems,
  mailingFileProblems,
  namedFileProblems,
} from '../../sending/plan/letter-problems.js';
import { versionFor, versionsOf, type Mailing } from '../../sending/plan/mailing.js';
import type { Plan } from '../../sending/plan/plan.js';
import { plannedRows } from '../../sending/plan/make-plan.js';
import { windowAddress } from '../../sending/plan/paper/window-address.js';
import { EXIT } from '../reporting/exit-code.js';
import { NO_LEDGER, planSession, type SelectionOptions } from '../opening/planning.js';
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
  // What was sent before is no concern of a check: every row is tried.
  const planned = list === null ? null : await planSession(session, list, options, NO_LEDGER);
  const templates = await checkTemplates(session, options, planned?.plan ?? null);
  const problems = [...opened.problems, ...(planned?.problems ?? []), ...templates.problems];
  const letters: JsonLetter[] = [];
  if (format === 'json' && planned !== null) {
    for await (const row of plannedRows(planned.inputs, planned.plan)) letters.push(jsonLetter(row));
  }
  const failed = hasErrors(problems) && (planned?.mayProceed !== true || hasErrors(templates.problems));
  const tried = `${counted(templates.names.length, 'letter')} tried on invented recipients: ${templates.names.join(', ')}\n`;
  const { success, error } = terminal.outStyle;
  const verdict = failed ? `${error('Not ready:')} mend the errors and run the same command again.` : success('Ready.');
  const plan = planned === null ? '' : planText(planned, terminal.outStyle);
  return {
    exitCode: failed ? EXIT.problems : EXIT.done,
    problems,
    letters,
    counts: planned?.plan.counts ?? { send: 0, print: 0, skip: 0, hold: 0 },
    text: format === 'text' ? `${plan}${tried}${verdict} Nothing was written or sent.\n` : '',
  };
}

/** Tries every template, or the one that --template names, on invented recipients. */
async function checkTemplates(
  session: Session,
  options: CheckOptions,
  plan: Pick<Plan, 'head' | 'first'> | null,
): Promise<{ readonly names: readonly string[]; readonly problems: readonly Problem[] }> {
  const names = options.template === undefined ? [...session.library.templates.keys()] : [options.template];
  const problems: Problem[] = [];
  for (const name of names) {
    const compiled = compileMailing(name, session.library, { file: session.campaignFile, line: null, column: null });
    if (name !== session.mailing.name) problems.push(...compiled.usage, ...compiled.problems);
    if (compiled.mailing === null) {
      problems.push(...compiled.parts.flatMap((parts) => namedFileProblems(parts, filesOf(session))));
      continue;
    }
    const found = await tryMailing(compiled.mailing, session, plan);
    // A letter that ships with nominate and is not this campaign's may need facts that this campaign has not.
    const own = name === session.mailing.name || !session.library.shipped.has(name);
    const isOwn = ({ file }: Problem): boolean => own || file === session.campaignFile;
    problems.push(...found.map((problem): Problem => (isOwn(problem) ? problem : { ...problem, severity: 'warning' })));
  }
  return { names, problems };
}

async function tryMailing(
  mailing: Mailing,
  session: Session,
  plan: Pick<Plan, 'head' | 'first'> | null,
): Promise<readonly Problem[]> {
  const { campaign, campaignFile, materials } = session;
  const head = plan?.head ?? null;
  const columns = head?.columns.map((column) => column.name) ?? [];
  const unknown = versionsOf(mailing).flatMap((template) => checkVariables(template, columns, campaign));
  // The plan has told these already, where there is one.
  if (hasErrors(unknown)) {
    if (head !== null && mailing.name === session.mailing.name) return [];
    return [...unknown, ...mailingFileProblems(mailing, filesOf(session))];
  }
  const example = plan?.first?.recipient.columns ?? {};
  const nation = campaign.candidate['nation'];
  const languages = ['en-GB', ...mailing.translations.keys()];
  const problems: Problem[] = [];
  for (const { description, recipient } of inventedRecipients(
    languages,
    typeof nation === 'string' ? nation : 'Wales',
    Object.fromEntries(columns.map((name) => [name, valueLike(name, example)])),
  )) {
    const template = versionFor(mailing, recipient.language);
    const place: Place = { file: template.file, line: null, column: null };
    const context = {
      campaign,
      today: writingDay(session),
      placeOf: (column: string) => (recipient.columns[column] === ANY_WORD ? NOWHERE : place),
    };
    const merged = mergeLetter(template, recipient, context);
    const found = merged.problems.filter(({ file }) => file !== NOWHERE.file);
    problems.push(...found.map((problem) => asExpectation(problem, description)));
    if (merged.letter === null) continue;
    const unfit = [
      ...characterProblems(materials.typesetter.missingCharacters(merged.letter), {
        ...context,
        template,
        recipient,
        campaignFile,
      }),
      ...fileProblems(merged.letter, template, filesOf(session)),
    ];
    problems.push(...unfit);
    if (unfit.length > 0) continue;
    const address = recipient.email === null ? windowAddress(recipient, merged.letter.language) : null;
    const lines = linesTooMany({ letter: merged.letter, address }, materials);
    problems.push(...lengthProblems(lines, merged.letter, template, campaign));
    const due = {
      action: 'send',
      key: letterKey(campaign.campaign, mailing.name, recipient),
      recipient,
      letter: merged.letter,
      address,
    } as const;
    if (recipient.email === null) composePdf(due, materials);
    else await composeMessage(due, campaign, materials, attemptAt(new Date(0), due, campaign));
  }
  return problems;
}

/** What stands in a column of the organiser's own where no row shows it; and where what a letter cannot make of that word is told: not at all. */
const ANY_WORD = 'something';
const NOWHERE: Place = { file: '', line: null, column: null };

/** A value such as the first row has that gets a letter: where that is a date, a letter may ask for one. */
function valueLike(column: string, example: Readonly<Record<string, string>>): string {
  const value = isField(column) ? '' : (example[column] ?? '');
  return value === '' ? ANY_WORD : value;
}

/** An empty value is a mistake of a row, and these rows are made up: the template is told what it relies on. */
function asExpectation(problem: Problem, description: string): Problem {
  if (problem.code !== 'empty-field') return problem;
  const hint = `${problem.hint} This would hold ${description}.`;
  return warningAt(problem, 'needs-field', problem.message, hint);
}

function filesOf({ campaign, campaignFile, lookUp }: Session): Parameters<typeof fileProblems>[2] {
  return { campaign, campaignFile, lookUp };
}

/** A day before the deadline, whenever CI runs: a template does not go bad with time. */
function writingDay({ campaign, today }: Session): string {
  const { nominationsClose } = campaign.election;
  if (nominationsClose === undefined || nominationsClose > today) return today;
  const day = new Date(nominationsClose);
  day.setUTCDate(day.getUTCDate() - 14);
  return day.toISOString().slice(0, 10);
}
