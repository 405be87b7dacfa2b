import { open, readFile, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { warningAt, type Problem } from '../../problem.js';

/**
 * How far a ledger had got when a run last opened or closed it. It lies in a file of its own beside the ledger, hidden so that it is
 * not moved, deleted or put back from a backup together with it: then the two disagree, and nobody takes a lost or an
 * older ledger for a campaign that is yet to begin.
 */
const witnessSchema = z.object({ version: z.literal(1), seq: z.int().nonnegative(), sum: z.string() });

/** `seq` and `sum` of the ledger's last line; 0 and "" where it had none yet. */
export type LedgerWitness = Omit<z.infer<typeof witnessSchema>, 'version'>;

/** Null where there is none, or none that can be read. */
export async function readWitness(ledgerPath: string): Promise<LedgerWitness | null> {
  try {
    const checked = witnessSchema.safeParse(JSON.parse(await readFile(witnessPath(ledgerPath), 'utf8')));
    return checked.success ? checked.data : null;
  } catch {
    // Without a witness the ledger is believed, as it was before there were any.
    return null;
  }
}

/** Puts the witness in place as a whole, synced. */
export async function writeWitness(ledgerPath: string, { seq, sum }: LedgerWitness): Promise<void> {
  const path = witnessPath(ledgerPath);
  const handle = await open(`${path}.new`, 'w', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify({ version: 1, seq, sum })}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${path}.new`, path);
}

function witnessPath(ledgerPath: string): string {
  return join(dirname(ledgerPath), `.${basename(ledgerPath)}.seen`);
}

/** What is wrong with a ledger that the witness does not know: it is gone, it ends too early, or it is another one. */
export function disagreement(kind: 'lost' | 'older' | 'another', ledgerPath: string, file: string): Problem {
  const nothingSent = `Only if you are certain that nothing was sent, delete ${basename(witnessPath(ledgerPath))} beside it.`;
  const words = {
    lost: ['ledger-lost', 'The ledger is gone, though letters of this campaign were sent.'],
    older: ['ledger-older', 'This ledger is an older copy: a later run wrote more into it than it holds.'],
    another: ['ledger-another', 'This is not the ledger that the last run wrote.'],
  } as const;
  const [code, message] = words[kind];
  const hint = `Put the ledger of the last run back, from a backup or the wastebasket for instance, or people are written to twice. ${nothingSent}`;
  return warningAt({ file, line: null, column: null }, code, message, hint);
}
