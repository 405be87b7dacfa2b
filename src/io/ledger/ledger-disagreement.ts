import { basename, dirname } from 'node:path';
import { warningAt, type Problem } from '../../problem.js';
import type { LedgerWitness } from './ledger-witness.js';

/** The option of `send` and `print` by which a person says that they go on all the same. */
export const TRUST_LEDGER = '--trust-ledger';

/** Something that knows how far a ledger had got: the witness beside it, or the user's memory of it. */
export interface Voucher extends LedgerWitness {
  /** The file in which that stands. */
  readonly keptIn: string;
}

/** What is wrong with a ledger that a voucher does not know: it is gone, it ends too early, or it is another one. */
export function disagreement(
  kind: 'lost' | 'older' | 'another',
  ledgerPath: string,
  file: string,
  vouchers: readonly Voucher[],
): Problem {
  const beside = (path: string): string =>
    dirname(path) === dirname(ledgerPath) ? `${basename(path)} beside it` : path;
  const kept = vouchers.map(({ keptIn }) => beside(keptIn)).join(' and ');
  const since = kind === 'lost' ? '' : ' since';
  const words = {
    lost: ['ledger-lost', 'The ledger is gone, though letters of this campaign were sent.'],
    older: ['ledger-older', 'This ledger is an older copy: a later run wrote more into it than it holds.'],
    another: ['ledger-another', 'This is not the ledger that the last run wrote.'],
  } as const;
  const [code, message] = words[kind];
  const hint = `Put the ledger of the last run back, from a backup or the wastebasket for instance, or people are written to twice. Only if you are certain that nothing was sent${since}, add ${TRUST_LEDGER}: this is known from ${kept}.`;
  return warningAt({ file, line: null, column: null }, code, message, hint);
}

/** Two ledgers begin alike and are both there. `other`: where the last run wrote. */
export function copied(other: string, file: string): Problem {
  const message = `This ledger has a copy, and the last run wrote into that one: ${other}.`;
  const hint = `Send from the folder of that one, and from no other, or people are written to twice. If that one is the copy that nobody needs, rename or delete it, or add ${TRUST_LEDGER}.`;
  return warningAt({ file, line: null, column: null }, 'ledger-copied', message, hint);
}
