import { CAUSES, type CauseCode } from '../sending/delivery/causes/causes.js';
import { SILENCES } from '../sending/delivery/causes/silences.js';
import { causeSchema, endWith, replyText } from '../sending/delivery/dialogue.js';
import { judge } from '../sending/delivery/outcome.js';
import type { Due } from '../sending/ledger/due.js';
import type { LetterRecord } from '../sending/ledger/ledger-state.js';
import { IN_DOUBT, NOT_DUE, type Decision } from '../sending/plan/plan.js';
import type { Style } from './lines/style.js';
import { counted } from './lines/problem-text.js';

/** What the ledger says of a letter, as a plan gives it for a reason. */
export function ledgerDecision(due: Due): Decision {
  if (due.action === 'send') return { action: 'send', again: due.reason === 'failed' };
  switch (due.reason) {
    case 'accepted':
      return { action: 'skip', reason: due.record.resolved ? 'sent, as you said' : 'accepted in an earlier run' };
    case 'failed':
      return { action: 'skip', reason: 'refused for good in an earlier run' };
    case 'posted':
      return { action: 'skip', reason: 'posted' };
    case 'not-yet':
      return { action: 'skip', reason: NOT_DUE, notBefore: due.notBefore };
    case 'doubt':
      return { action: 'hold', reason: IN_DOUBT };
  }
}

/** What the ledger knows of the end of a letter's last dialogue. */
type Told = Pick<LetterRecord, 'reply' | 'stage' | 'cause'>;

/** Why a letter stands as it does: the server's reply, or what kept the server from replying. */
export function reasonText({ reply, stage, cause }: Told): string {
  if (reply !== null) return replyText(reply);
  return cause === null ? '' : `${causeText(cause)}${stage === null ? '' : ` (at ${stage})`}`;
}

function causeText(cause: string): string {
  const known = causeSchema.exclude(['reply']).safeParse(cause);
  return known.success ? SILENCES[known.data] : cause;
}

/** What a server said, for what may be kept as a log: that tells rows, and nobody's address, though most refusals quote it. */
export function withoutAddresses(text: string): string {
  // Each word is looked at from its beginning only: a server may say a megabyte without a space.
  return text.replaceAll(/(?<![^\s<>()[\]"',;:])[^\s<>()[\]"',;:]+@[^\s<>()[\]"',;:]+/gu, '…');
}

/**
 * Why a letter was refused for good, in the words of the table of causes, as part of a sentence.
 */
export function refusalText(record: Told): string {
  const cause = causeOf(record);
  return cause === null ? reasonText(record) : asClause(CAUSES[cause].sentence);
}

/** What to do about it; "" where the table of causes does not know. */
export function adviceText(record: Told): string {
  const cause = causeOf(record);
  return cause === null ? '' : CAUSES[cause].hint;
}

/** Null where no reply tells it. */
function causeOf({ reply, stage }: Told): CauseCode | null {
  if (reply === null || stage === null) return null;
  const verdict = judge(endWith(stage, reply));
  return verdict.do === 'accepted' ? null : verdict.cause;
}

function asClause(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/u, '')}`;
}

/** What is known of a letter in doubt, a line each. */
export function doubtText(record: LetterRecord, style: Style): string {
  const { clp, email, at, attempts, standing, messageId } = record;
  const why =
    standing === 'released' ? 'nominate itself was stopped while the letter was on its way' : reasonText(record);
  return [
    `${style.strong(clp)} (${email})`,
    `  what happened  ${why}`,
    `  when           ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC, ${counted(attempts, 'attempt')}`,
    `  Message-ID     <${messageId}>`,
    '',
  ].join('\n');
}
