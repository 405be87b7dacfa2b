import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Campaign } from '../../campaign.js';
import { computedOnce } from '../../kept/computed-once.js';
import { filesOf } from '../../letter/letter.js';
import type { DueLetter } from '../plan/plan.js';
import type { Materials } from './compose.js';

const manifestLetter = z.object({
  key: z.string(),
  clp: z.string(),
  email: z.string().nullable(),
  subject: z.string(),
  /** Paths inside the preview folder, with forward slashes. Null for a PDF that nobody gets and no font can set. */
  letter: z.string().nullable(),
  /** Null where --letters-only left the e-mail out. */
  message: z.string().nullable(),
  /** The e-mail's HTML part, for a browser to show. */
  page: z.string().nullable(),
  digest: z.string(),
});

/** manifest.json of a preview folder: what was previewed. */
export const manifestSchema = z.object({
  version: z.literal(1),
  campaign: z.string(),
  mailing: z.string(),
  /** The day that the letters were written for, an ISO date. */
  today: z.string(),
  letters: z.array(manifestLetter),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestLetter = Manifest['letters'][number];

/** A file's digest is asked for with every letter that shows it: it is made once for as long as its bytes are held. */
const digestOf = computedOnce((content: Uint8Array) => hash('sha256', content));

/**
 * What a recipient is to get, as a SHA-256 in hex: the merged letter with its images and attached files, who it is from and to,
 * and how it looks, in the fallback font where it is set in that. Only the e-mail's Date header is left out, which the first attempt fixes.
 */
export function letterDigest(
  due: DueLetter,
  campaign: Campaign,
  { fileNamed, typesetter }: Pick<Materials, 'fileNamed' | 'typesetter'>,
): string {
  const { from, replyTo, unsubscribe, letter: style } = campaign;
  const to = due.address ?? due.recipient.email?.wire ?? null;
  const files = filesOf(due.letter).map((source) => {
    const file = fileNamed(source);
    return file === null ? null : digestOf(file.content);
  });
  const font = typesetter.fallbackFor(due.letter, due.address);
  if (font !== null) files.push(digestOf(font));
  // A letter of its own has no thread, as in the digests that ledgers hold from before there were any.
  const thread = due.thread.length === 0 ? [] : [due.thread];
  const content = [
    due.letter,
    to,
    due.recipient.name,
    from,
    replyTo ?? null,
    unsubscribe ?? null,
    style,
    ...files,
    ...thread,
  ];
  return hash('sha256', JSON.stringify(content));
}
