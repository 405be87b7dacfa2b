import { join, resolve } from 'node:path';
import type { Campaign } from '../../campaign.js';
import { readEnvironmentFile } from '../../io/files/environment-file.js';
import { readSecretCommand } from '../../io/files/secret-command.js';
import { readSecretFile } from '../../io/files/secret-file.js';
import { errorAt, type Place, type Problem } from '../../problem.js';
import type { KeptToken } from '../../sending/delivery/smtp-settings.js';
import { foreignClientSecret, foreignSecrets } from './foreign-secrets.js';
import { keptToken } from './kept-token.js';
import { agreeToTell, type Agreement } from './secret-agreement.js';
import type { Session } from './session.js';
import { shownPath } from '../reporting/shown-path.js';
import type { Terminal } from '../reporting/terminal.js';

type Environment = Readonly<Record<string, string | undefined>>;
type Smtp = NonNullable<Campaign['smtp']>;

/**
 * The environment with `.env`, and the secrets of the mail server wherever campaign.yaml says that
 * they are kept.
 */
export interface Secrets {
  readonly environment: Environment;
  /** What `nominate login` has kept, where it is needed and there. */
  readonly kept: KeptToken | null;
  readonly problems: readonly Problem[];
}

type Opened = Pick<Session, 'campaign' | 'folder' | 'campaignFile'>;

/**
 * Finds the secrets of a campaign: in the environment, else in `.env` beside campaign.yaml, else in
 * the files or from the command that campaign.yaml names, or where `nominate login` keeps them,
 * else by asking at the terminal where somebody may be asked. One that comes from elsewhere than the
 * campaign's folder is told to no server that the user has not agreed to.
 */
export async function findSecrets(session: Opened, terminal: Terminal, agreement: Agreement): Promise<Secrets> {
  const environment = await environmentOf(session, terminal);
  const { smtp } = session.campaign;
  const isKnown = (name: string): boolean => (environment[name] ?? '') !== '';
  const nothing = { environment, kept: null, problems: [] };
  if (smtp?.user === undefined || isKnown('NOMINATE_SMTP_URL')) return nothing;
  const foreign = foreignSecrets(smtp, { folder: session.folder, environment, terminal });
  const refused = await agreeToTell(foreign, agreement, session.campaignFile, terminal);
  if (refused.length > 0) return { ...nothing, problems: refused };
  if (smtp.oauth !== undefined) {
    const secret = await readClientSecret(session, environment, terminal);
    if (secret.problems.length > 0 || isKnown(smtp.oauth.refreshTokenEnv)) return { ...secret, kept: null };
    const kept = await keptToken(smtp, smtp.oauth, session.campaignFile, terminal);
    return { ...secret, ...kept };
  }
  if (isKnown(smtp.passwordEnv)) return nothing;
  const found = await findPassword(smtp, session, terminal, agreement.mayAsk);
  switch (found.kind) {
    case 'password':
      return { ...nothing, environment: { ...environment, [smtp.passwordEnv]: found.password } };
    case 'problem':
      return { ...nothing, problems: [found.problem] };
    case 'none':
      return nothing;
  }
}

/** What `.env` beside campaign.yaml says, and the environment, which wins over that. */
export async function environmentOf({ folder }: Pick<Session, 'folder'>, terminal: Terminal): Promise<Environment> {
  return { ...(await readEnvironmentFile(join(folder, '.env'))), ...terminal.environment };
}

/**
 * The environment with the secret of the OAuth client, which its provider alone is told: see
 * `findSecrets`.
 */
export async function findClientSecret(
  session: Opened,
  terminal: Terminal,
  agreement: Agreement,
): Promise<Omit<Secrets, 'kept'>> {
  const environment = await environmentOf(session, terminal);
  const { user = '', oauth } = session.campaign.smtp ?? {};
  const around = { folder: session.folder, environment, terminal };
  const foreign = oauth === undefined ? [] : foreignClientSecret(user, oauth, around);
  const problems = await agreeToTell(foreign, agreement, session.campaignFile, terminal);
  return problems.length > 0 ? { environment, problems } : await readClientSecret(session, environment, terminal);
}

/** The environment with what stands in the file that campaign.yaml names for it, where it does. */
async function readClientSecret(
  session: Opened,
  environment: Environment,
  terminal: Terminal,
): Promise<Omit<Secrets, 'kept'>> {
  const { clientSecretFile, clientSecretEnv = '' } = session.campaign.smtp?.oauth ?? {};
  if (clientSecretFile === undefined || (environment[clientSecretEnv] ?? '') !== '')
    return { environment, problems: [] };
  const path = resolve(session.folder, clientSecretFile);
  const read = await readSecretFile(path, shownPath(path, terminal.folder), 'smtp.oauth.clientSecretFile');
  if ('secret' in read) return { environment: { ...environment, [clientSecretEnv]: read.secret.trim() }, problems: [] };
  const problem = errorAt(placeOf(session), 'client-secret-file', `${read.refusal}.`, read.remedy);
  return { environment, problems: [problem] };
}

type FoundPassword =
  | { readonly kind: 'password'; readonly password: string }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'none' };

async function findPassword(smtp: Smtp, session: Opened, terminal: Terminal, mayAsk: boolean): Promise<FoundPassword> {
  const refused = (code: string, refusal: string, hint: string): FoundPassword => ({
    kind: 'problem',
    problem: errorAt(placeOf(session), code, `${refusal}.`, hint),
  });
  if (smtp.passwordFile !== undefined) {
    const path = resolve(session.folder, smtp.passwordFile);
    const read = await readSecretFile(path, shownPath(path, terminal.folder), 'smtp.passwordFile');
    if ('secret' in read) return { kind: 'password', password: read.secret.replace(/\r?\n$/u, '') };
    return refused('password-file', read.refusal, read.remedy);
  }
  if (smtp.passwordCommand !== undefined) {
    const read = await readSecretCommand(smtp.passwordCommand, session.folder);
    if ('secret' in read) return { kind: 'password', password: read.secret };
    const hint = 'Run smtp.passwordCommand by itself: it must print the password on its first line.';
    return refused('password-command', read.refusal, hint);
  }
  if (!mayAsk || !terminal.interactive) return { kind: 'none' };
  const password = await terminal.askSecret(`Password of ${smtp.user ?? ''} at ${smtp.host}: `);
  return password === null || password === '' ? { kind: 'none' } : { kind: 'password', password };
}

function placeOf({ campaignFile }: Opened): Place {
  return { file: campaignFile, line: null, column: null };
}
