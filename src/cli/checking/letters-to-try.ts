import { isSampleFolder } from '../../io/files/campaign-folder.js';
import { hasErrors, type Place, type Problem } from '../../problem.js';
import { namedFileProblems } from '../../sending/plan/letter-problems.js';
import { compileMailing } from '../opening/compile-mailing.js';
import type { Session } from '../opening/session.js';
import { filesOf, tryMailing, type TriedBeside } from './try-mailing.js';

/** What became of the letters that `check` looked at. */
export interface TriedLetters {
  /** Those whose problems are told. */
  readonly names: readonly string[];
  readonly problems: readonly Problem[];
  /** The campaign's others, of which no more than how many problems they have. */
  readonly others: readonly { readonly name: string; readonly errors: number; readonly warnings: number }[];
}

/**
 * Tries the letters that the campaign has or names; with a list, the chosen one alone, since the
 * others may be for another list. A copy of a letter that ships with nominate may need facts that
 * this campaign has not.
 * @param chosen what `--template` names
 */
export async function tryLetters(
  session: Session,
  chosen: string | undefined,
  plan: TriedBeside,
): Promise<TriedLetters> {
  const names = namesToTell(session, chosen, plan);
  const others = chosen === undefined ? ownNames(session).filter((name) => !names.includes(name)) : [];
  const problems: Problem[] = [];
  for (const name of names) problems.push(...(await problemsOfLetter(name, session, plan)));
  const counted = [];
  for (const name of others) {
    const found = await problemsOfLetter(name, session, plan);
    const errors = found.filter(({ severity }) => severity === 'error').length;
    counted.push({ name, errors, warnings: found.length - errors });
  }
  return { names, problems, others: counted };
}

function ownNames({ library }: Session): readonly string[] {
  return [...library.templates.keys()].filter((name) => !library.shipped.has(name));
}

function namesToTell(session: Session, chosen: string | undefined, plan: TriedBeside): readonly string[] {
  if (chosen !== undefined) return [chosen];
  const { library, mailing, folder } = session;
  if (isSampleFolder(folder)) return [...library.templates.keys()];
  if (plan !== null) return [mailing.name];
  const own = ownNames(session).filter((name) => !library.copied.has(name));
  return [...new Set([...own, mailing.name])].sort();
}

async function problemsOfLetter(name: string, session: Session, plan: TriedBeside): Promise<readonly Problem[]> {
  const place: Place = { file: session.campaignFile, line: null, column: null };
  const compiled = compileMailing(name, session.library, place);
  // Those of the letter that goes out were told when the campaign was opened.
  const told = name === session.mailing.name ? [] : [...compiled.usage, ...compiled.problems];
  if (compiled.mailing === null || hasErrors(told)) {
    return [...told, ...compiled.parts.flatMap((parts) => namedFileProblems(parts, filesOf(session)))];
  }
  return [...told, ...(await tryMailing(compiled.mailing, session, plan))];
}
