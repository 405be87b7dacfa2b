import { resolve } from 'node:path';
import type { Campaign } from '../../campaign.js';
import { realPathOutside } from '../../io/files/campaign-root.js';
import type { SecretOrigin } from '../../io/files/secret-servers.js';
import { providerOf, type OAuthSettings } from '../../oauth-provider.js';
import type { Terminal } from '../reporting/terminal.js';
import type { ForeignSecret } from './secret-agreement.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a campaign's secrets are looked for. `environment` includes `.env`. */
interface Surroundings {
  readonly folder: string;
  readonly environment: Environment;
  readonly terminal: Pick<Terminal, 'environment'>;
}

/** The secrets of a login that come from elsewhere than the campaign's folder. */
export function foreignSecrets(smtp: NonNullable<Campaign['smtp']>, around: Surroundings): readonly ForeignSecret[] {
  const { user = '', host, oauth } = smtp;
  if (oauth !== undefined) return oauthSecrets(user, oauth, around);
  const origin = isSet(smtp.passwordEnv, around) ? variable(smtp.passwordEnv, around) : passwordOrigin(smtp, around);
  return origin === null ? [] : [{ what: 'password', origin, told: { server: host, user } }];
}

/** Those that the provider of an OAuth login is told. */
function oauthSecrets(user: string, oauth: OAuthSettings, around: Surroundings): readonly ForeignSecret[] {
  const client = foreignClientSecret(user, oauth, around);
  const origin = isSet(oauth.refreshTokenEnv, around) ? variable(oauth.refreshTokenEnv, around) : null;
  const token: readonly ForeignSecret[] =
    origin === null ? [] : [{ what: 'refresh token', origin, told: { server: tokenHost(oauth), user } }];
  return [...client, ...token];
}

/** The secret of an OAuth client, where that comes from elsewhere. */
export function foreignClientSecret(
  user: string,
  oauth: OAuthSettings,
  around: Surroundings,
): readonly ForeignSecret[] {
  const { clientSecretEnv, clientSecretFile } = oauth;
  const origin = isSet(clientSecretEnv, around) ? variable(clientSecretEnv, around) : file(clientSecretFile, around);
  return origin === null ? [] : [{ what: 'secret of the client', origin, told: { server: tokenHost(oauth), user } }];
}

function tokenHost(oauth: OAuthSettings): string {
  return new URL(providerOf(oauth).tokenUrl).hostname;
}

function passwordOrigin(
  { passwordFile, passwordCommand }: NonNullable<Campaign['smtp']>,
  around: Surroundings,
): SecretOrigin | null {
  if (passwordFile !== undefined) return file(passwordFile, around);
  // Whatever lies in the folder, a command is not the folder's own: it may do anything.
  return passwordCommand === undefined ? null : { kind: 'command', words: passwordCommand, folder: around.folder };
}

function isSet(name: string, { environment }: Surroundings): boolean {
  return (environment[name] ?? '') !== '';
}

/** Where a variable comes from that is set: null for a `.env` that lies in the folder. */
function variable(name: string, around: Surroundings): SecretOrigin | null {
  const { terminal } = around;
  return (terminal.environment[name] ?? '') === '' ? file('.env', around) : { kind: 'environment', name };
}

function file(name: string | undefined, { folder }: Surroundings): SecretOrigin | null {
  const path = name === undefined ? null : realPathOutside(folder, resolve(folder, name));
  return path === null ? null : { kind: 'file', path };
}
