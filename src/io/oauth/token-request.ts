import { z } from 'zod';
import type { OAuthFailure } from '../../oauth-failure.js';
import { postForm } from './post-form.js';

/** A client as it is registered with its provider. */
export interface OAuthClient {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
}

/** What a provider grants. */
export interface Tokens {
  readonly kind: 'tokens';
  readonly accessToken: string;
  /** Null where the one that there is stays good. */
  readonly refreshToken: string | null;
  /** How long the access token is good, from the moment of the request. */
  readonly seconds: number;
  /** What was granted, where that is not what was asked for. */
  readonly scopes: readonly string[] | null;
  /** The address of whoever logged in; null where the provider does not say. */
  readonly account: string | null;
}

const HOUR_IN_SECONDS = 3_600;

/**
 * RFC 6749 appendix A.12 and A.17. A control character would end the field of XOAUTH2 that the
 * token stands in.
 */
const token = z.string().regex(/^[\u0020-\u007E]{1,16384}$/u);

/** RFC 6749 §5.1. */
const granted = z.object({
  access_token: token,
  token_type: z
    .string()
    .regex(/^bearer$/iu)
    .optional(),
  expires_in: z.coerce.number().nonnegative().default(HOUR_IN_SECONDS),
  refresh_token: token.optional(),
  scope: z.string().optional(),
  id_token: z.string().optional().catch(undefined),
});

const address = z
  .string()
  .regex(/^[^\s\p{Cc}@]+@[^\s\p{Cc}@]+$/u)
  .max(254);
/**
 * OpenID Connect Core §5.1; Microsoft leaves the e-mail address out where the login's name is one.
 */
const claims = z.object({
  email: address.optional().catch(undefined),
  preferred_username: address.optional().catch(undefined),
});

/**
 * Asks the token endpoint for tokens (RFC 6749 §4.1.3 and §6, RFC 8628 §3.4). @throws the signal's
 * reason once it aborts
 */
export async function requestTokens(
  { tokenUrl, clientId, clientSecret }: OAuthClient,
  grant: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Tokens | OAuthFailure> {
  const secret = clientSecret === null ? {} : { client_secret: clientSecret };
  const answer = await postForm({ url: tokenUrl, form: { ...grant, client_id: clientId, ...secret }, signal });
  if (answer.kind !== 'answer') return answer;
  const read = granted.safeParse(answer.body);
  if (!read.success) return { kind: 'unusable', isForNow: false, detail: 'HTTP 200, but no token' };
  const { access_token, refresh_token, expires_in, scope, id_token } = read.data;
  return {
    kind: 'tokens',
    accessToken: access_token,
    refreshToken: refresh_token ?? null,
    seconds: expires_in,
    scopes: scope === undefined ? null : scope.split(' '),
    account: id_token === undefined ? null : accountOf(id_token),
  };
}

/**
 * Who logged in, by an ID token. It came from the provider itself over TLS, so its signature need
 * not be checked (OpenID Connect Core §3.1.3.7); nor are its times, since the clock of this
 * computer may be wrong. It is shown to a person and nothing more.
 */
function accountOf(idToken: string): string | null {
  const [, payload = ''] = idToken.split('.');
  try {
    const { email, preferred_username } = claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    return email ?? preferred_username ?? null;
  } catch {
    return null;
  }
}
