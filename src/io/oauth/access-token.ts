import type { Cause } from '../../sending/delivery/dialogue.js';
import type { OAuthGrant } from '../../sending/delivery/smtp-settings.js';
import { keepRefreshToken, readLogin } from './kept-login.js';
import { requestTokens, type Tokens } from './token-request.js';
import type { OAuthFailure } from '../../oauth-failure.js';

/** Why there is no access token. */
type TokenCause = Extract<Cause, `token-${string}`>;

/** An access token, or why there is none; `detail` is fit to be shown. */
export type AccessToken =
  /**
   * `isNew`: it has not been used yet, so a server that refuses it would refuse another one too.
   */
  | { readonly kind: 'token'; readonly token: string; readonly isNew: boolean }
  | {
      readonly kind: 'none';
      readonly cause: TokenCause;
      readonly detail: string;
    };

/**
 * A token is renewed this long before it ends, so that it does not end between login and letter.
 */
const MARGIN_IN_SECONDS = 60;

/** What a run knows of a grant. */
interface Held {
  readonly token: string;
  /** By the steady clock: that of the day may be wrong, and may be put right during the run. */
  readonly until: number;
  /**
   * A refresh token that came in place of the one before and stands in no file; null: there is
   * none.
   */
  readonly unkept: string | null;
}

/** One token serves all connections of a run. */
const held = new WeakMap<OAuthGrant, Held>();

/**
 * Trades the refresh token for an access token (RFC 6749 §6), unless one is at hand that is still
 * good.
 */
export async function accessToken(grant: OAuthGrant): Promise<AccessToken> {
  const known = held.get(grant);
  if (known !== undefined && known.until > performance.now())
    return { kind: 'token', token: known.token, isNew: false };
  const refreshToken = known?.unkept ?? (await latestKept(grant)) ?? grant.refreshToken;
  const answer = await renew(grant, refreshToken);
  if (!isGrantRefused(answer)) return answer;
  // Another run may have traded it meanwhile, and keeps the one that came for it.
  const other = await latestKept(grant);
  return other === null || other === refreshToken ? answer : renew(grant, other);
}

/** Forgets an access token that a server has refused: the next one is asked for anew. */
export function forgetAccessToken(grant: OAuthGrant): void {
  const known = held.get(grant);
  if (known !== undefined) held.set(grant, { ...known, until: 0 });
}

function isGrantRefused(answer: AccessToken): boolean {
  return answer.kind === 'none' && answer.cause === 'token-refused';
}

async function latestKept({ keptIn }: OAuthGrant): Promise<string | null> {
  if (keptIn === null) return null;
  const read = await readLogin(keptIn);
  return read.kind === 'login' ? read.login.refreshToken : null;
}

async function renew(grant: OAuthGrant, refreshToken: string): Promise<AccessToken> {
  const asked = performance.now();
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
  const answer = await requestTokens(grant, form, new AbortController().signal);
  if (answer.kind !== 'tokens') return { kind: 'none', cause: causeOf(answer), detail: answer.detail };
  await remember(grant, answer, { asked, refreshToken });
  return { kind: 'token', token: answer.accessToken, isNew: true };
}

async function remember(
  grant: OAuthGrant,
  { accessToken: token, refreshToken: rotated, seconds }: Tokens,
  { asked, refreshToken }: { readonly asked: number; readonly refreshToken: string },
): Promise<void> {
  const newest = rotated === null || rotated === refreshToken ? (held.get(grant)?.unkept ?? null) : rotated;
  const unkept = newest === null || (await isKept(grant, newest)) ? null : newest;
  held.set(grant, { token, until: asked + (seconds - MARGIN_IN_SECONDS) * 1000, unkept });
}

/**
 * Where it cannot be written, this run goes on with what it holds; a later one says that somebody
 * must log in again.
 */
async function isKept({ keptIn }: OAuthGrant, refreshToken: string): Promise<boolean> {
  if (keptIn === null) return false;
  try {
    await keepRefreshToken(keptIn, refreshToken);
    return true;
  } catch {
    return false;
  }
}

/**
 * RFC 6749 §5.2: what is refused is the client, and not the login that somebody made with it.
 * Google says deleted_client.
 */
const ABOUT_THE_CLIENT: readonly string[] = ['invalid_client', 'unauthorized_client', 'deleted_client'];

function causeOf(failure: OAuthFailure): TokenCause {
  switch (failure.kind) {
    case 'refused':
      return ABOUT_THE_CLIENT.includes(failure.error) ? 'token-client' : 'token-refused';
    case 'unusable':
      return failure.isForNow ? 'token-unavailable' : 'token-address';
    case 'unreachable':
      return 'token-unavailable';
    case 'distrusted':
      return 'token-certificate';
  }
}
