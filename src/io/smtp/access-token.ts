import { z } from 'zod';
import type { Cause } from '../../sending/delivery/dialogue.js';
import type { OAuthGrant } from '../../sending/delivery/smtp-settings.js';
import { withoutSecrets } from './smtp-shown.js';

/** An access token, or why there is none; `detail` is fit to be shown. */
export type AccessToken =
  | { readonly token: string }
  | { readonly cause: Extract<Cause, 'token-refused' | 'token-unavailable'>; readonly detail: string };

/** RFC 6749 §5.1 and §5.2. */
const granted = z.object({ access_token: z.string().min(1), expires_in: z.number().optional() });
const refused = z.object({ error: z.string(), error_description: z.string().optional() });

const HOUR_IN_SECONDS = 3_600;
/** A token is renewed this long before it ends, so that it does not end between login and letter. */
const MARGIN_IN_SECONDS = 60;
const LIMIT = 30_000;
/** Took too long, and too many requests (RFC 9110 §15.5.9, RFC 6585 §4): nothing is said of the refresh token. */
const FOR_NOW: readonly number[] = [408, 429];

/** One token serves all connections of a run. */
const held = new WeakMap<OAuthGrant, { readonly token: string; readonly until: number }>();

/** Trades the refresh token for an access token (RFC 6749 §6), unless one is at hand that is still good. */
export async function accessToken(grant: OAuthGrant): Promise<AccessToken> {
  const known = held.get(grant);
  if (known !== undefined && known.until > performance.now()) return { token: known.token };
  const { tokenUrl, clientId, clientSecret, refreshToken } = grant;
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: clientId,
    refresh_token: refreshToken,
    ...(clientSecret === null ? {} : { client_secret: clientSecret }),
  });
  try {
    const asked = performance.now();
    const response = await fetch(tokenUrl, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(LIMIT),
    });
    const answer: unknown = await response.json().catch(() => null);
    const good = granted.safeParse(answer);
    if (response.ok && good.success) {
      const seconds = (good.data.expires_in ?? HOUR_IN_SECONDS) - MARGIN_IN_SECONDS;
      held.set(grant, { token: good.data.access_token, until: asked + seconds * 1000 });
      return { token: good.data.access_token };
    }
    const bad = refused.safeParse(answer);
    const said = bad.success
      ? [bad.data.error, bad.data.error_description].filter((part) => part !== undefined).join(': ')
      : `HTTP ${response.status}`;
    const isForNow = response.status >= 500 || FOR_NOW.includes(response.status);
    const secrets = [refreshToken, clientSecret].filter((secret) => secret !== null);
    const detail = withoutSecrets(clientId, secrets)(said);
    return { cause: bad.success && !isForNow ? 'token-refused' : 'token-unavailable', detail };
  } catch (error) {
    return { cause: 'token-unavailable', detail: error instanceof Error ? error.message : String(error) };
  }
}
