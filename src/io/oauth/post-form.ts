import { z } from 'zod';
import type { OAuthFailure } from '../../oauth-failure.js';
import { causeOf } from '../smtp/smtp-failure.js';
import { withoutSecrets } from '../smtp/smtp-shown.js';

/** A JSON answer of a provider to a form, or why there is none. */
export type Answer = { readonly kind: 'answer'; readonly body: unknown } | OAuthFailure;

/** Where a form goes, and until when somebody waits for the answer. */
interface Posting {
  readonly url: string;
  readonly form: Readonly<Record<string, string>>;
  /** Aborts the wait: the promise rejects with its reason. */
  readonly signal: AbortSignal;
}

const LIMIT = 30_000;
/** The longest answers, with tokens and an ID token, have a few kilobytes. */
const LARGEST_ANSWER = 64 * 1024;
const LONGEST_DETAIL = 300;
/**
 * Took too long, and too many requests (RFC 9110 §15.5.9, RFC 6585 §4): nothing is said of what was
 * asked.
 */
const FOR_NOW: readonly number[] = [408, 429];
/** The parameters whose values are never shown. */
const SECRETS = ['client_secret', 'refresh_token', 'device_code', 'code', 'code_verifier'];

/** RFC 6749 §5.2; Microsoft adds the numbers of its AADSTS codes. */
const refusal = z.object({
  error: z.string().regex(/^[\w.:/-]{1,100}$/u),
  error_description: z.string().optional().catch(undefined),
  error_codes: z.array(z.number()).catch([]),
});

/**
 * Posts a form to an endpoint of a provider (RFC 6749 §3.2, RFC 8628 §3.1). It follows no redirect
 * and reads no long answer.
 */
export async function postForm({ url, form, signal }: Posting): Promise<Answer> {
  const secrets = SECRETS.flatMap((name) => form[name] ?? []);
  const fit = (text: string): string => withoutSecrets(form['client_id'] ?? '', secrets)(text).slice(0, LONGEST_DETAIL);
  const limit = AbortSignal.timeout(LIMIT);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams(form),
      redirect: 'manual',
      signal: AbortSignal.any([signal, limit]),
    });
    const body = jsonOf(await textOf(response));
    return answerOf(response.status, body, fit);
  } catch (error) {
    signal.throwIfAborted();
    if (limit.aborted) return { kind: 'unreachable', code: 'ETIMEDOUT', detail: 'no answer within 30 seconds' };
    const { code, message } = reasonOf(error);
    const kind = causeOf({ code }) === 'certificate' ? 'distrusted' : 'unreachable';
    return { kind, code, detail: fit(code === '' ? message : code) };
  }
}

function answerOf(status: number, body: unknown, fit: (text: string) => string): Answer {
  const isObject = typeof body === 'object' && body !== null;
  if (status === 200 && isObject) return { kind: 'answer', body };
  const isForNow = status >= 500 || FOR_NOW.includes(status);
  const refused = refusal.safeParse(body);
  if (!refused.success) return { kind: 'unusable', isForNow, detail: `HTTP ${status}` };
  const { error, error_description: description = '', error_codes: codes } = refused.data;
  const detail = fit(description === '' ? error : `${error}: ${description}`);
  return isForNow ? { kind: 'unusable', isForNow, detail } : { kind: 'refused', error, codes, detail };
}

/** "" where the text is longer than any good answer. */
async function textOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    const bytes: unknown = chunk;
    if (!(bytes instanceof Uint8Array)) continue;
    length += bytes.length;
    if (length > LARGEST_ANSWER) return '';
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** `fetch` fails with a sentence that says nothing; what happened is its cause. */
function reasonOf(error: unknown): { readonly code: string; readonly message: string } {
  if (!(error instanceof Error)) return { code: '', message: String(error) };
  const cause = error.cause instanceof Error ? error.cause : error;
  return { code: 'code' in cause ? String(cause.code) : '', message: cause.message };
}
