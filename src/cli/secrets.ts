import { join, resolve } from 'node:path';
import { readEnvironmentFile } from '../io/files/environment-file.js';
import { readSecretCommand } from '../io/files/secret-command.js';
import { readSecretFile } from '../io/files/secret-file.js';
import { errorAt, type Problem } from '../problem.js';
import type { Session } from './session.js';
import { shownPath } from './shown-path.js';
import type { Terminal } from './terminal.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment with `.env`, and the password of the mail server wherever campaign.yaml says that it is kept. */
export interface Secrets {
  readonly environment: Environment;
  readonly problems: readonly Problem[];
}

/**
 * Finds the secrets of a campaign: in the environment, else in `.env` beside campaign.yaml, else in the password file or from
 * the password command, else by asking at the terminal where `mayAsk`.
 */
export async function findSecrets(
  session: Pick<Session, 'campaign' | 'folder' | 'campaignFile'>,
  terminal: Terminal,
  mayAsk: boolean,
): Promise<Secrets> {
  const file = await readEnvironmentFile(join(session.folder, '.env'));
  const environment: Environment = { ...file, ...terminal.environment };
  const { smtp } = session.campaign;
  const isKnown = (name: string): boolean => (environment[name] ?? '') !== '';
  if (smtp?.user === undefined || smtp.oauth !== undefined) return { environment, problems: [] };
  if (isKnown('NOMINATE_SMTP_URL') || isKnown(smtp.passwordEnv)) return { environment, problems: [] };
  const place = { file: session.campaignFile, line: null, column: null };
  const withPassword = (password: string): Secrets => ({
    environment: { ...environment, [smtp.passwordEnv]: password },
    problems: [],
  });
  if (smtp.passwordFile !== undefined) {
    const path = resolve(session.folder, smtp.passwordFile);
    const read = await readSecretFile(path, shownPath(path, terminal.folder));
    if ('secret' in read) return withPassword(read.secret.replace(/\r?\n$/u, ''));
    return { environment, problems: [errorAt(place, 'password-file', `${read.refusal}.`, read.remedy)] };
  }
  if (smtp.passwordCommand !== undefined) {
    const read = await readSecretCommand(smtp.passwordCommand, session.folder);
    if ('secret' in read) return withPassword(read.secret);
    const hint = 'Run smtp.passwordCommand by itself: it must print the password on its first line.';
    return { environment, problems: [errorAt(place, 'password-command', `${read.refusal}.`, hint)] };
  }
  if (!mayAsk || !terminal.interactive) return { environment, problems: [] };
  const password = await terminal.askSecret(`Password of ${smtp.user} at ${smtp.host}: `);
  return password === null || password === '' ? { environment, problems: [] } : withPassword(password);
}
