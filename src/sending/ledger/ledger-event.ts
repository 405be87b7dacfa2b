import { hash } from 'node:crypto';
import { z } from 'zod';
import { replySchema, stageSchema } from '../delivery/dialogue.js';

/** The version of the ledger's lines. A reader refuses what it does not know: guessing could write to somebody twice. */
const VERSION = 1;

const instant = z.iso.datetime();
const key = z.string().min(1);

/** What became of a letter. */
export const outcomeSchema = z.enum(['accepted', 'failed', 'deferred', 'doubt']);
export type OutcomeKind = z.infer<typeof outcomeSchema>;

/** On disk before MAIL FROM. A crash after it: nothing went out. */
const attempt = z.object({
  type: z.literal('attempt'),
  key,
  campaign: z.string(),
  mailing: z.string(),
  clp: z.string(),
  /** Every CLP that the letter stands for, where it is more than the one. */
  clps: z.array(z.string()).optional(),
  email: z.string(),
  /** Without angle brackets. */
  messageId: z.string(),
  /** The message's Date header, fixed by the first attempt. */
  date: instant,
  /** SHA-256 of the message's bytes, in hex. */
  digest: z.string(),
  /** What the letter says, whenever it is sent: `letterDigest`. */
  content: z.string().optional(),
  /** The day that it was written for, an ISO date. */
  today: z.iso.date().optional(),
});

/** On disk after 354 and before the first byte of the body. A crash after it: doubt. */
const released = z.object({ type: z.literal('released'), key });

/** On disk before the next letter on the same connection. */
const outcome = z.object({
  type: z.literal('outcome'),
  key,
  outcome: outcomeSchema,
  stage: stageSchema,
  /** Null where the server said nothing that could be understood. */
  reply: replySchema.nullable(),
  /** `Cause`, as the nominate that wrote it knew them: nothing is decided by it, so that one unknown here may stand. */
  cause: z.string(),
  /** The earliest time for another attempt; null: at once, or never. */
  notBefore: instant.nullable(),
});

/** A person's decision about a doubt: it was sent, or it is to be sent again. */
const resolution = z.object({ type: z.literal('resolution'), key, decision: z.enum(['sent', 'resend']) });
export type DoubtDecision = z.infer<typeof resolution>['decision'];

/** A person's word that the letter was posted. It stands whatever became of an e-mail before. */
const posted = z.object({
  type: z.literal('posted'),
  key,
  campaign: z.string(),
  mailing: z.string(),
  clp: z.string(),
  /** Every CLP that the letter stands for, where it is more than the one. */
  clps: z.array(z.string()).optional(),
  /** As the list spells it; null where the row has none. */
  email: z.string().nullable(),
  /** Where it was posted to: `postalFingerprint`. Ledgers of the first nominates do not have it. */
  postal: z.string().optional(),
});

const entrySchema = z.discriminatedUnion('type', [attempt, released, outcome, resolution, posted]);
const stampSchema = z.object({ v: z.literal(VERSION), seq: z.int().positive(), at: instant });

/** What is to be recorded. */
export type LedgerEntry = z.infer<typeof entrySchema>;

/** What was recorded: an entry with its version, its number (from 1, without gaps) and its time. */
export type LedgerEvent = LedgerEntry & z.infer<typeof stampSchema>;

/** `{…,"sum":"0123456789abcdef"}`: the checksum is always the last property. */
const SUM = /,"sum":"([0-9a-f]{16})"\}$/u;

function checksum(body: string): string {
  return hash('sha256', body).slice(0, 16);
}

/** An entry as it is recorded, with its number and its time. */
export function stampEntry(entry: LedgerEntry, seq: number, at: Date): LedgerEvent {
  return { v: VERSION, seq, at: at.toISOString(), ...entry };
}

/** An event as one line of the ledger, without its newline. */
export function writeLedgerLine(event: LedgerEvent): string {
  const body = JSON.stringify(event);
  return `${body.slice(0, -1)},"sum":"${checksum(body)}"}`;
}

/** `damaged`: the checksum does not fit. `foreign`: the line is whole, but of a kind or version that is not known here. */
export type LedgerLine =
  | { readonly kind: 'event'; readonly event: LedgerEvent; readonly sum: string }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'foreign' };

/** The checksum at the end of a line; "" where it has none. */
export function sumOf(line: string): string {
  return SUM.exec(asWritten(line))?.[1] ?? '';
}

function asWritten(line: string): string {
  return line.endsWith('\r') || line.startsWith('\uFEFF') ? line.replace(/^\uFEFF|\r$/gu, '') : line;
}

/** Reads one line of the ledger, without its newline. What an editor adds when it saves a text, a CR or a BOM, changes nothing that was written. */
export function readLedgerLine(text: string): LedgerLine {
  const line = asWritten(text);
  const sum = SUM.exec(line);
  if (sum === null) return { kind: 'damaged' };
  const body = `${line.slice(0, sum.index)}}`;
  if (checksum(body) !== sum[1]) return { kind: 'damaged' };
  const value: unknown = JSON.parse(body);
  const stamp = stampSchema.safeParse(value);
  const entry = entrySchema.safeParse(value);
  if (!stamp.success || !entry.success) return { kind: 'foreign' };
  return { kind: 'event', event: { ...entry.data, ...stamp.data }, sum: sum[1] };
}
