import type { Campaign } from '../../campaign.js';
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
}

const TOKEN_URLS = {
  google: 'https://oauth2.googleapis.com/token',
  microsoft: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
} as const;

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
 * Finds the mail server in the environment or in the campaign, and the password in the environment. `campaignPlace` is where
 * campaign.yaml names the server, or would. No problem ever quotes the URL or the password.
 */
export function smtpSettings(
  campaign: Campaign,
  environment: Readonly<Record<string, string | undefined>>,
  campaignPlace: Place,
): SmtpSettingsFound {
  const url = environment[SMTP_URL] ?? '';
  const found = url === '' ? fromCampaign(campaign, environment, campaignPlace) : fromUrl(url);
  const { settings } = found;
  if (settings?.security !== 'none' || isLoopback(settings.host)) return found;
  const place = url === '' ? campaignPlace : environmentPlace();
  return refuse(
    place,
    'smtp-in-clear',
    `Letters and passwords would travel to ${settings.host} unencrypted.`,
    'Use starttls (port 587) or tls (port 465). Only a server on this computer may do without.',
  );
}

function fromCampaign(
  { smtp }: Campaign,
  environment: Readonly<Record<string, string | undefined>>,
  place: Place,
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
    const refreshToken = environment[oauth.refreshTokenEnv] ?? '';
    if (refreshToken === '') return refuse(place, 'oauth-token-missing', ...tokenMissing(user, oauth.refreshTokenEnv));
    const clientSecret = environment[oauth.clientSecretEnv] ?? '';
    const grant: OAuthGrant = {
      tokenUrl: oauth.tokenUrl ?? TOKEN_URLS[oauth.provider],
      clientId: oauth.clientId,
      clientSecret: clientSecret === '' ? null : clientSecret,
      refreshToken,
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

function tokenMissing(user: string, variable: string): [message: string, hint: string] {
  return [
    `There is no refresh token for ${user}: the environment variable ${variable} is not set.`,
    `Get one by logging in with the provider once, and keep it in a file .env beside campaign.yaml: ${variable}=…`,
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

const LOOPBACK_IPV4 = /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/u;

/** Whether a name or address can only be this computer (RFC 6761 §6.3, RFC 1122 §3.2.1.3, RFC 4291 §2.5.3). */
function isLoopback(host: string): boolean {
  return host.toLowerCase() === 'localhost' || host === '::1' || LOOPBACK_IPV4.test(host);
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
