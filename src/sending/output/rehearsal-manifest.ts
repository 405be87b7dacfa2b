import { z } from 'zod';
import { outcomeSchema } from '../ledger/ledger-event.js';

const rehearsedLetter = z.object({
  key: z.string(),
  clp: z.string(),
  email: z.string(),
  /** Null where the rehearsal ended before this letter. */
  outcome: outcomeSchema.nullable(),
  reply: z.string().nullable(),
  subject: z.string(),
  /** Octets that arrived; null where nothing did. */
  size: z.int().nullable(),
  parts: z.array(z.string()),
  /** Paths inside the folder, with forward slashes: what arrived, and its HTML part for a browser; null where there is none. */
  message: z.string().nullable(),
  page: z.string().nullable(),
});

/** manifest.json of a rehearsal's folder: what became of each letter, and what arrived of it. */
export const rehearsalManifestSchema = z.object({
  version: z.literal(1),
  campaign: z.string(),
  mailing: z.string(),
  letters: z.array(rehearsedLetter),
});

export type RehearsalManifest = z.infer<typeof rehearsalManifestSchema>;
export type RehearsedLetter = RehearsalManifest['letters'][number];
