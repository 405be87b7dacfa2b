import type { CauseOfFailure, ReplySign, Sign, Treatment } from './causes/cause.js';
import { CAUSES, type CauseCode } from './causes/causes.js';
import type { DialogueEnd, SmtpReply } from './dialogue.js';

/** What the end of a dialogue means for the letter that it was about, and for the run. */
export type Verdict = { readonly do: 'accepted' } | (Treatment & { readonly cause: CauseCode });

interface Row {
  readonly sign: Sign;
  readonly verdict: Verdict;
}

const TABLE: Readonly<Record<CauseCode, CauseOfFailure>> = CAUSES;

/** Every sign of the table, the one that says most first. */
const ROWS: readonly Row[] = Object.entries(TABLE)
  .flatMap(([cause, { signs, then }]) =>
    isCauseCode(cause) ? signs.map((sign) => ({ sign, verdict: { ...(sign.then ?? then), cause } })) : [],
  )
  .sort((one, other) => weightOf(other.sign) - weightOf(one.sign));

/**
 * Judges the end of a dialogue by its stage and its numbers, and by words only where the table of
 * causes knows them: a provider's text weighs more than an enhanced code (RFC 3463), that more than
 * a reply code, and that more than a family.
 */
export function judge(end: DialogueEnd): Verdict {
  const { stage, reply } = end;
  // From the first byte of the body, only a number from the server proves anything.
  if (stage === 'final' && reply !== null && reply.code < 300) return { do: 'accepted' };
  const row = ROWS.find(({ sign }) => fits(sign, end));
  if (row !== undefined) return row.verdict;
  const cause = stage === 'body' || stage === 'final' ? 'answer-lost' : 'not-a-mail-server';
  return { ...CAUSES[cause].then, cause };
}

function isCauseCode(code: string): code is CauseCode {
  return code in CAUSES;
}

function weightOf(sign: Sign): number {
  if (sign.kind === 'silence') return 0;
  const ofToken = sign.isAboutToken === true ? 20 : 0;
  return (sign.text === null ? 0 : 1000) + weightOfEnhanced(sign.enhanced) + 30 * sign.code.length + ofToken;
}

function weightOfEnhanced(enhanced: string | null): number {
  if (enhanced === null) return 0;
  if (enhanced.endsWith('.')) return 50;
  return enhanced.startsWith('x') ? 90 : 100;
}

function fits(sign: Sign, { stage, cause, reply, isAboutToken }: DialogueEnd): boolean {
  if (!sign.at.includes(stage)) return false;
  if (sign.kind === 'silence') return sign.causes.includes(cause);
  if (sign.isAboutToken === true && isAboutToken !== true) return false;
  return reply !== null && codeFits(sign, reply) && enhancedFits(sign, reply) && (sign.text?.test(reply.text) ?? true);
}

function codeFits({ code }: ReplySign, reply: SmtpReply): boolean {
  return code === 'x' ? reply.code >= 400 : String(reply.code).startsWith(code);
}

function enhancedFits({ enhanced }: ReplySign, reply: SmtpReply): boolean {
  if (enhanced === null) return true;
  const { enhanced: given } = reply;
  if (given === null) return false;
  if (enhanced.endsWith('.')) return given.startsWith(enhanced);
  const wanted = enhanced.replace(/^x/u, given.charAt(0));
  return wanted.endsWith('*')
    ? given.length === wanted.length && given.startsWith(wanted.slice(0, -1))
    : given === wanted;
}
