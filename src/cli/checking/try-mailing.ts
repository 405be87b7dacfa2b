import { checkVariables } from '../../letter/checks/check-variables.js';
import { sameForAll } from '../../letter/checks/same-for-all.js';
import { withSender } from '../../letter/letterhead.js';
import { mergeLetter } from '../../letter/merge.js';
import { hasErrors, warningAt, type Place, type Problem } from '../../problem.js';
import { isField } from '../../recipients/columns/fields.js';
import { attemptAt, composeMessage, composePdf, linesTooMany } from '../../sending/output/compose.js';
import { characterProblems } from '../../sending/plan/character-problems.js';
import { inventedRecipients } from '../../sending/plan/invented-recipients.js';
import { letterKey } from '../../sending/plan/letter-key.js';
import { fileProblems, lengthProblems, mailingFileProblems, sizeProblems } from '../../sending/plan/letter-problems.js';
import { versionFor, versionsOf, type Mailing } from '../../sending/plan/mailing.js';
import { goesOutAsPdf } from '../../sending/plan/paper/paper.js';
import { windowAddress } from '../../sending/plan/paper/window-address.js';
import type { Plan } from '../../sending/plan/plan.js';
import type { Session } from '../opening/session.js';

/** What a letter is tried beside: the list's columns, and what its first row holds in them. */
export type TriedBeside = Pick<Plan, 'head' | 'first' | 'dateOrders'> | null;

/** Renders a letter for invented recipients, in all that would go out, and tells what is wrong with it. */
export async function tryMailing(mailing: Mailing, session: Session, plan: TriedBeside): Promise<readonly Problem[]> {
  const { campaign, campaignFile, materials } = session;
  const head = plan?.head ?? null;
  const columns = head?.columns.map((column) => column.name) ?? [];
  // The plan has told these already, where there is one.
  const isTold = head !== null && mailing.name === session.mailing.name;
  const ofTemplates = versionsOf(mailing).flatMap((template) => [
    ...checkVariables(template, columns, campaign),
    ...sameForAll(template, columns),
  ]);
  if (hasErrors(ofTemplates)) return isTold ? [] : [...ofTemplates, ...mailingFileProblems(mailing, filesOf(session))];
  const example = plan?.first?.recipient.columns ?? {};
  const nation = campaign.candidate['nation'];
  const languages = ['en-GB', ...mailing.translations.keys()];
  const problems: Problem[] = isTold ? [] : [...ofTemplates];
  for (const { description, recipient } of inventedRecipients(
    languages,
    typeof nation === 'string' ? nation : 'Wales',
    Object.fromEntries(columns.map((name) => [name, valueLike(name, example)])),
  )) {
    const template = versionFor(mailing, recipient.language);
    const place: Place = { file: template.file, line: null, column: null };
    const context = {
      campaign,
      ...(plan === null ? {} : { dateOrders: plan.dateOrders }),
      today: writingDay(session),
      placeOf: (column: string) => (recipient.columns[column] === ANY_WORD ? NOWHERE : place),
    };
    const merged = mergeLetter(template, recipient, context);
    const found = merged.problems.filter(({ file }) => file !== NOWHERE.file);
    problems.push(...found.map((problem) => asExpectation(problem, description)));
    if (merged.letter === null) continue;
    const address = recipient.email === null ? windowAddress(recipient, merged.letter.language) : null;
    const letter = address === null ? merged.letter : withSender(merged.letter, campaign);
    const isSet = goesOutAsPdf({ letter, address });
    const unfit = [
      ...characterProblems(isSet ? materials.typesetter.missingCharacters(letter) : [], [], {
        ...context,
        template,
        recipient,
        campaignFile,
      }),
      ...fileProblems(letter, template, filesOf(session)),
    ];
    problems.push(...unfit);
    if (unfit.length > 0) continue;
    const lines = isSet ? linesTooMany({ letter, address }, materials) : 0;
    problems.push(...lengthProblems(lines, letter, template, campaign));
    if (address === null) problems.push(...sizeProblems(letter, template, session));
    const due = {
      action: 'send',
      key: letterKey(campaign.campaign, mailing.name, recipient),
      recipient,
      letter,
      address,
      thread: [],
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

/** Where the files are looked for that a letter names. */
export function filesOf({ campaign, campaignFile, lookUp }: Session): Parameters<typeof fileProblems>[2] {
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
