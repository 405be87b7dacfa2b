import { z } from 'zod';

/** Where an SMTP dialogue (RFC 5321 §3) stood. From `body` on the message may have been delivered. */
export const stageSchema = z.enum([
  'connect',
  'greeting',
  'hello',
  'tls',
  'auth',
  'mail',
  'rcpt',
  'data',
  'body',
  'final',
]);
export type Stage = z.infer<typeof stageSchema>;

/** What a server said. */
export const replySchema = z.object({
  code: z.int(),
  /** RFC 3463, such as "5.1.1"; null where the reply has none. */
  enhanced: z.string().nullable(),
  /** The words of the reply without its codes, lines joined by one space. */
  text: z.string(),
});
export type SmtpReply = Readonly<z.infer<typeof replySchema>>;

/** Why a dialogue ended where it did. Everything but `reply` is the absence of an answer that could be understood. */
export const causeSchema = z.enum([
  'reply',
  'closed',
  'timeout',
  'rubbish',
  'out-of-step',
  'unknown-library',
  'unreachable',
  'host-unknown',
  'name-server',
  'certificate',
  'tls-too-old',
  'tls-mismatch',
  'tls-failed',
  'tls-not-offered',
  'auth-not-offered',
  'token-refused',
  'token-client',
  'token-certificate',
  'token-address',
  'token-unavailable',
  'smtputf8-not-offered',
  'sender-needs-smtputf8',
  'too-large',
  'ledger',
  'interrupted',
]);
export type Cause = z.infer<typeof causeSchema>;

/** How one attempt to reach the server, or to hand it one letter, ended. */
export interface DialogueEnd {
  readonly stage: Stage;
  readonly cause: Cause;
  /** Set where the cause is `reply`. */
  readonly reply: SmtpReply | null;
  /** The machine's own words, for a person to read; nothing is decided by them. "" where there are none. */
  readonly detail: string;
  /** Set where the reply is about an access token, and not about a password. */
  readonly isAboutToken?: true;
}

/** The end of a dialogue that no reply explains. */
export function endWithout(stage: Stage, cause: Exclude<Cause, 'reply'>, detail = ''): DialogueEnd {
  return { stage, cause, reply: null, detail };
}

/** The end of a dialogue by what the server said. */
export function endWith(stage: Stage, reply: SmtpReply): DialogueEnd {
  return { stage, cause: 'reply', reply, detail: '' };
}

/**
 * Code, a hyphen where lines follow, enhanced code, words. Odd bytes behind the code change
 * nothing.
 */
const REPLY_LINE = /^([2-5]\d\d)(?:(-|[\s\p{Cc}])(?:([245]\.\d{1,3}\.\d{1,3})(?:[\s\p{Cc}]|$))?(.*))?$/su;

/**
 * Reads a whole reply, its lines separated by LF or CRLF (RFC 5321 §4.2, RFC 2034). Null where any
 * line is none, where the lines differ in their code, or where the last one says that another
 * follows: then nobody knows what the server meant.
 */
export function parseReply(raw: string): SmtpReply | null {
  const lines = raw
    .trimEnd()
    .split(/\r?\n/u)
    .map((line) => REPLY_LINE.exec(line));
  const last = lines.at(-1);
  if (last?.[1] === undefined || last[2] === '-') return null;
  const words: string[] = [];
  for (const line of lines) {
    if (line?.[1] !== last[1]) return null;
    words.push((line[4] ?? '').trim());
  }
  return {
    code: Number(last[1]),
    enhanced: last[3] ?? null,
    text: words.filter((part) => part !== '').join(' '),
  };
}

/** A reply as a person may read it: "550 5.1.1 no such mailbox". */
export function replyText(reply: SmtpReply): string {
  return [String(reply.code), reply.enhanced, reply.text].filter((part) => part !== null && part !== '').join(' ');
}

/** What a server offers in its answer to EHLO (RFC 5321 §4.1.1.1). */
export interface ServerOffers {
  readonly startTls: boolean;
  /** SASL mechanisms in upper case (RFC 4954). */
  readonly mechanisms: readonly string[];
  /** The largest message in octets (RFC 1870); null where the server names none. */
  readonly size: number | null;
  readonly smtpUtf8: boolean;
  /** Whether commands may be sent without waiting for each answer (RFC 2920). */
  readonly pipelining: boolean;
}

/** What a server may offer no longer once it is encrypted, or logged in to. */
const PASSING: ReadonlySet<string> = new Set(['STARTTLS', 'AUTH']);

/**
 * The keywords of an answer to EHLO by which it is known again, without what belongs to them. None for a refusal, and for a reply of one line.
 */
export function helloKeywords(raw: string): readonly string[] {
  if (parseReply(raw)?.code !== 250) return [];
  const keywords = keywordLines(raw).map(([keyword = '']) => keyword);
  return keywords.filter((keyword) => !PASSING.has(keyword));
}

/** Reads the answer to EHLO, one line for each keyword after the first. */
export function parseOffers(raw: string): ServerOffers {
  const keywords = keywordLines(raw);
  const parameters = (keyword: string): readonly string[] =>
    keywords.filter(([first]) => first === keyword).flatMap(([, ...rest]) => rest);
  const size = Number(parameters('SIZE')[0] ?? 0);
  return {
    startTls: keywords.some(([first]) => first === 'STARTTLS'),
    mechanisms: parameters('AUTH'),
    size: size > 0 ? size : null,
    smtpUtf8: keywords.some(([first]) => first === 'SMTPUTF8'),
    pipelining: keywords.some(([first]) => first === 'PIPELINING'),
  };
}

/** Each keyword in upper case, with its parameters. */
function keywordLines(raw: string): readonly (readonly string[])[] {
  const lines = raw.split(/\r?\n/u).slice(1);
  return lines.map((line) =>
    line
      .replace(/^\d{3}[ -]/u, '')
      .trim()
      .toUpperCase()
      .split(/[\s=]+/u),
  );
}
