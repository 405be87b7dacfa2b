import { z } from 'zod';
import { isConfidential } from '../../loopback.js';
import type { OAuthFailure } from '../../oauth-failure.js';
import { systemClock } from '../clock.js';
import { postForm } from './post-form.js';
import { requestTokens, type OAuthClient, type Tokens } from './token-request.js';

/** A device code that waits for somebody to type its user code. */
export interface DeviceCode {
  readonly kind: 'device-code';
  readonly userCode: string;
  /** Where it is typed. */
  readonly page: string;
  readonly secret: string;
  /** By the steady clock. */
  readonly until: number;
  /** Milliseconds between two questions. */
  readonly interval: number;
}

const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const SECOND = 1_000;
/** No provider lets a code live that long. */
const LONGEST_LIFE = 60 * 60;
const LONGEST_INTERVAL = 60;
/** So many questions in a row may go unanswered. */
const SILENCES = 3;

/** RFC 8628 §3.2. Both the page and the code are shown to a person. */
const deviceAnswer = z.object({
  device_code: z.string().regex(/^[\u0020-\u007E]{1,4096}$/u),
  user_code: z.string().regex(/^[\w-]{1,32}$/u),
  verification_uri: z
    .string()
    .regex(/^[\u0021-\u007E]{1,200}$/u)
    .refine(isConfidential),
  expires_in: z.coerce
    .number()
    .positive()
    .transform((seconds) => Math.min(seconds, LONGEST_LIFE)),
  interval: z.coerce.number().positive().max(LONGEST_INTERVAL).default(5),
});

/** Asks for a device code (RFC 8628 §3.1). @throws the signal's reason once it aborts */
export async function requestDeviceCode(
  deviceUrl: string,
  { clientId, clientSecret }: OAuthClient,
  scopes: readonly string[],
  signal: AbortSignal,
): Promise<DeviceCode | OAuthFailure> {
  const secret = clientSecret === null ? {} : { client_secret: clientSecret };
  const asked = systemClock.elapsed();
  const form = { client_id: clientId, scope: scopes.join(' '), ...secret };
  const answer = await postForm({ url: deviceUrl, form, signal });
  if (answer.kind !== 'answer') return answer;
  const read = deviceAnswer.safeParse(answer.body);
  if (!read.success) return { kind: 'unusable', isForNow: false, detail: 'HTTP 200, but no device code' };
  const { device_code, user_code, verification_uri, expires_in, interval } = read.data;
  return {
    kind: 'device-code',
    userCode: user_code,
    page: verification_uri,
    secret: device_code,
    until: asked + expires_in * SECOND,
    interval: interval * SECOND,
  };
}

/**
 * Asks until somebody has typed the code and agreed, or refused, or the code has expired (RFC 8628
 * §3.4 and §3.5).
 * @throws the signal's reason once it aborts
 */
export async function awaitConsent(
  { secret, until, interval: first }: DeviceCode,
  client: OAuthClient,
  signal: AbortSignal,
): Promise<Tokens | OAuthFailure> {
  let interval = first;
  let silences = 0;
  for (;;) {
    await systemClock.wait(interval, signal);
    signal.throwIfAborted();
    if (systemClock.elapsed() > until) return { kind: 'refused', error: 'expired_token', codes: [], detail: '' };
    const answer = await requestTokens(client, { grant_type: GRANT, device_code: secret }, signal);
    if (answer.kind === 'tokens') return answer;
    if (answer.kind === 'refused') {
      if (answer.error === 'slow_down') interval += 5 * SECOND;
      else if (answer.error !== 'authorization_pending') return answer;
      silences = 0;
      continue;
    }
    if (answer.kind === 'distrusted') return answer;
    silences += 1;
    if (silences === SILENCES) return answer;
    interval *= 2;
  }
}
