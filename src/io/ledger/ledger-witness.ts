import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { readWhole } from '../files/read-if-there.js';
import { writeWholeFile } from '../files/whole-file.js';

/**
 * How far a ledger had got when a run last opened or closed it. It lies in a file of its own beside the ledger, hidden so that it is
 * not moved, deleted or put back from a backup together with it: then the two disagree, and nobody takes a lost or an
 * older ledger for a campaign that is yet to begin.
 */
const witnessSchema = z.object({ version: z.literal(1), seq: z.int().nonnegative(), sum: z.string() });

/** `seq` and `sum` of the ledger's last line; 0 and "" where it had none yet. */
export type LedgerWitness = Omit<z.infer<typeof witnessSchema>, 'version'>;

/** Null where there is none, or none that can be read. */
export function readWitness(ledgerPath: string): LedgerWitness | null {
  try {
    const checked = witnessSchema.safeParse(JSON.parse(readWhole(witnessPath(ledgerPath)).toString()));
    return checked.success ? checked.data : null;
  } catch {
    // Without a witness the ledger is believed, as it was before there were any.
    return null;
  }
}

/** Puts the witness in place, synced. */
export async function writeWitness(ledgerPath: string, { seq, sum }: LedgerWitness): Promise<void> {
  await writeWholeFile(witnessPath(ledgerPath), `${JSON.stringify({ version: 1, seq, sum })}\n`);
}

export function witnessPath(ledgerPath: string): string {
  return join(dirname(ledgerPath), `.${basename(ledgerPath)}.seen`);
}
