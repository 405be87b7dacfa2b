import type { Campaign } from '../../campaign.js';
import { isLoopback } from '../../loopback.js';
import { loginCommand, providerOf, type OAuthSettings } from '../../oauth-provider.js';
import { errorAt, type Place, type Problem } from '../../problem.js';

/** How to reach the mail server. */
export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** `starttls` and `tls` never fall back to clear text; `none` is for a server on this computer only. */
  readonly security: 'starttls' | 'tls' | 'none';
  /** Null: do not log in. */
  readonly login: Login | null;
}

/** By a password, or by XOAUTH2. */
export type Login =
  { readonly user: string; readonly password: string } | { readonly user: string; readonly grant: OAuthGrant };

/** What an access token is asked for with (RFC 6749 §6). */
export interface OAuthGrant {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly refreshToken: string;
  /**
   * The file of `nominate login`, into which a refresh token goes that takes the place of this one;
   * null: there is none.
   */
  readonly keptIn: string | null;
}

/** What `nominate login` has kept for the user of the campaign. */
export interface KeptToken {
  readonly refreshToken: string;
  readonly keptIn: string;
}

export interface SmtpSettingsFound {
  /** Null beside an error. */
  readonly settings: SmtpSettings | null;
  readonly problems: readonly Problem[];
}

/** Wins over the campaign's `smtp`. */
const SMTP_URL = 'NOMINATE_SMTP_URL';

const SCHEMES: Readonly<Record<string, { readonly security: SmtpSettings['security']; readonly port: number }>> = {
  'smtp:': { security: 'starttls', port: 587 },
  'smtps:': { security: 'tls', port: 465 },
  'smtp+plain:': { security: 'none', port: 25 },
};

/**
 * Finds the mail server in the environment or in the campaign, and the password in the environment.
 * `campaignPlace` is where campaign.yaml names the server, or would; `kept` is what `nominate
 * login` has kept, if it was needed and is there. No problem ever quotes the URL or a secret.
 */
export function smtpSettings(
  campaign: Campaign,
  environment: Readonly<Record<string, string | undefined>>,
  campaignPlace: Place,
  kept: KeptToken | null = null,
): SmtpSettingsFound {
  const { url, place } = serverUrl(environment, campaignPlace);
  const found = url === '' ? fromCampaign(campaign, environment, campaignPlace, kept) : fromUrl(url);
  if (found.settings === null) return found;
  const unfit = unfitServer(found.settings, place);
  return unfit === null ? found : { settings: null, problems: [unfit] };
}

/** A mail server without its login. */
export type MailServer = Pick<SmtpSettings, 'host' | 'port' | 'security'>;

/**
 * The mail server that letters would go to, which needs no secret to be looked at, and why `send`
 * would refuse it. Null where none is named yet, or the URL cannot be read.
 */
export function mailServer(
  { smtp }: Campaign,
  environment: Readonly<Record<string, string | undefined>>,
  campaignPlace: Place,
): { readonly server: MailServer | null; readonly problems: readonly Problem[] } {
  const { url, place } = serverUrl(environment, campaignPlace);
  const named = url === '' ? { settings: smtp ?? null, problems: [] } : fromUrl(url);
  if (named.settings === null) return { server: null, problems: named.problems };
  const { host, port, security } = named.settings;
  const server = { host, port, security };
  const unfit = unfitServer(server, place);
  return { server, problems: unfit === null ? [] : [unfit] };
}

/** The URL that wins over campaign.yaml, "" where there is none, and where the server is named. */
function serverUrl(
  environment: Readonly<Record<string, string | undefined>>,
  campaignPlace: Place,
): { readonly url: string; readonly place: Place } {
  const url = environment[SMTP_URL] ?? '';
  return { url, place: url === '' ? campaignPlace : environmentPlace() };
}

/** The ports that say by themselves how encryption begins (RFC 8314 §3.3, §7.3; RFC 6409 §3.1). */
const ENCRYPTION_OF_PORTS: Readonly<Record<number, SmtpSettings['security']>> = { 465: 'tls', 587: 'starttls' };

/** Why letters cannot go to a server, whatever its login; null where they can. */
function unfitServer({ host, port, security }: MailServer, place: Place): Problem | null {
  if (isLoopback(host)) return null;
  if (security === 'none') {
    const message = `Letters and passwords would travel to ${host} unencrypted.`;
    const hint = 'Use starttls (port 587) or tls (port 465). Only a server on this computer may do without.';
    return errorAt(place, 'smtp-in-clear', message, hint);
  }
  const usual = ENCRYPTION_OF_PORTS[port];
  if (usual === undefined || usual === security) return null;
  const message = `Port ${port} goes with ${usual}, and here ${security} is asked for: the two would wait for each other.`;
  return errorAt(place, 'smtp-port', message, 'Port 465 goes with security: tls, port 587 with security: starttls.');
}

function fromCampaign(
  { smtp }: Campaign,
  environment: Readonly<Record<string, string | undefined>>,
  place: Place,
  kept: KeptToken | null,
): SmtpSettingsFound {
  if (smtp === undefined) {
    return refuse(
      place,
      'smtp-missing',
      'The campaign names no mail server.',
      `Add "smtp:" with at least a host to campaign.yaml, or set ${SMTP_URL}.`,
    );
  }
  const { host, port, security, user, passwordEnv, oauth } = smtp;
  if (user === undefined) return { settings: { host, port, security, login: null }, problems: [] };
  if (oauth !== undefined) {
    const token = tokenInEnvironment(oauth, environment) ?? kept;
    if (token === null) return refuse(place, 'oauth-token-missing', ...tokenMissing(user, oauth, place.file));
    const grant: OAuthGrant = {
      tokenUrl: providerOf(oauth).tokenUrl,
      clientId: oauth.clientId,
      clientSecret: valueOf(environment, oauth.clientSecretEnv),
      ...token,
    };
    return { settings: { host, port, security, login: { user, grant } }, problems: [] };
  }
  const password = environment[passwordEnv];
  if (password === undefined || password === '') {
    return refuse(
      place,
      'smtp-password-missing',
      `There is no password for ${user}: the environment variable ${passwordEnv} is not set.`,
      `Set it before you send, keep it in a file .env beside campaign.yaml, or run this at a terminal, where you are asked for it.`,
    );
  }
  return { settings: { host, port, security, login: { user, password } }, problems: [] };
}

/** The refresh token that stands in the environment: it goes before one that was kept. */
function tokenInEnvironment(
  { refreshTokenEnv }: OAuthSettings,
  environment: Readonly<Record<string, string | undefined>>,
): Pick<OAuthGrant, 'refreshToken' | 'keptIn'> | null {
  const refreshToken = valueOf(environment, refreshTokenEnv);
  return refreshToken === null ? null : { refreshToken, keptIn: null };
}

/** Null where the variable is not set, or empty. */
function valueOf(environment: Readonly<Record<string, string | undefined>>, variable: string): string | null {
  const value = environment[variable] ?? '';
  return value === '' ? null : value;
}

function tokenMissing(
  user: string,
  { provider, refreshTokenEnv }: OAuthSettings,
  campaignFile: string,
): [message: string, hint: string] {
  return [
    `Nobody has logged in yet for ${user}.`,
    `Log in once: ${loginCommand(provider, campaignFile)}. On a computer where you cannot, set ${refreshTokenEnv}.`,
  ];
}

function fromUrl(text: string): SmtpSettingsFound {
  const url = URL.canParse(text) ? new URL(text) : null;
  const scheme = url === null ? undefined : SCHEMES[url.protocol];
  const user = decode(url?.username ?? '');
  const password = decode(url?.password ?? '');
  if (url === null || scheme === undefined || url.hostname === '' || user === null || password === null) {
    return refuseUrl(`${SMTP_URL} is not the address of a mail server.`);
  }
  if (url.search !== '' || url.hash !== '' || !['', '/'].includes(url.pathname)) {
    return refuseUrl(`${SMTP_URL} holds more than the address of a mail server.`);
  }
  if ((user === '') !== (password === '')) {
    return refuseUrl(`${SMTP_URL} has a ${user === '' ? 'password without a user' : 'user without a password'}.`);
  }
  const host = url.hostname.replace(/^\[(.*)\]$/u, '$1');
  const port = url.port === '' ? scheme.port : Number(url.port);
  return {
    settings: { host, port, security: scheme.security, login: user === '' ? null : { user, password } },
    problems: [],
  };
}

/** Null where the percent-encoding is broken. */
function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function environmentPlace(): Place {
  return { file: SMTP_URL, line: null, column: null };
}

function refuseUrl(message: string): SmtpSettingsFound {
  return refuse(
    environmentPlace(),
    'smtp-url',
    message,
    'It looks like smtp://user:password@mail.example.org:587, or smtps://… for TLS on port 465. Write @ : / ? # % in the user or password as %40 %3A %2F %3F %23 %25.',
  );
}

function refuse(place: Place, code: string, message: string, hint: string): SmtpSettingsFound {
  return { settings: null, problems: [errorAt(place, code, message, hint)] };
}
