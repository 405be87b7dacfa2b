import { z } from 'zod';

const printedLetter = z.object({
  key: z.string(),
  clp: z.string(),
  /** Every CLP that the letter stands for, where it is more than the one. */
  clps: z.array(z.string()).optional(),
  /** As the list spells it; null where the row has none. */
  email: z.string().nullable(),
  /** `postalFingerprint`; the first nominates did not write it. */
  postal: z.string().optional(),
  /** The page of the print run on which it begins, from 1. */
  page: z.int(),
});

/** manifest.json of a print folder: which letters are in its print run. */
export const printManifestSchema = z.object({
  version: z.literal(1),
  campaign: z.string(),
  mailing: z.string(),
  /** The day that the letters were written for, an ISO date. */
  today: z.string(),
  /** What nominate wrote there besides. */
  files: z.array(z.string()),
  /** Of print-run.pdf: SHA-256 in hex. */
  digest: z.string(),
  letters: z.array(printedLetter),
});

export type PrintManifest = z.infer<typeof printManifestSchema>;
export type PrintedLetter = PrintManifest['letters'][number];
