import { errorAt, warningAt, type Problem } from '../../problem.js';
import { foldClp, foldWords } from '../fold.js';
import type { OnePer } from './one-per.js';
import { quoteCell } from '../quote-cell.js';
import { placeInList, type ListHead, type Recipient } from '../recipient.js';
import { createRowIndex } from './row-index.js';
import { createRowStore } from './row-store.js';
import { hashText, joinHashes, type TextHash } from './text-hash.js';

/** What an earlier row means for this one. */
export interface DuplicateVerdict {
  /** The line of the first row that gets the same letter; null where this row is the first. */
  readonly repeats: number | null;
  /** The line of the first row of the address, or of the CLP, whose one letter is this row's too; null where it has its own. */
  readonly sharesWith: number | null;
  /** May name an earlier line as well, that of the first row of a conflict, once. */
  readonly problems: readonly Problem[];
}

/** Watches for letters that would go out twice. */
export interface Duplicates {
  see(recipient: Recipient): DuplicateVerdict;
}

interface ConflictKind {
  /** Marks a row that was told of it. */
  readonly bit: number;
  readonly code: string;
  /** The choice that makes one letter of the rows. */
  readonly settledBy: OnePer;
  /** Where nothing was chosen. */
  readonly hint: string;
  /** Where something else was chosen, so that each row gets its letter. */
  readonly consequence: string;
}

const ADDRESS_FOR_TWO_CLPS: ConflictKind = {
  bit: 1,
  code: 'address-for-two-clps',
  settledBy: 'address',
  hint: 'Add --one-per address for one letter that stands for all these CLPs, or --one-per row for a letter each; or mend the list.',
  consequence: 'It gets a letter for each of them. Delete a row, if it should not.',
};
const CLP_WITH_TWO_ADDRESSES: ConflictKind = {
  bit: 2,
  code: 'clp-with-two-addresses',
  settledBy: 'clp',
  hint: 'Add --one-per clp to write to the first of them only, or --one-per row to write to each; or mend the list.',
  consequence: 'Each of them gets a letter. Delete a row, if one of them should not.',
};

interface Conflict {
  readonly kind: ConflictKind;
  readonly column: string;
  /** The sentence that names the other row's line. */
  readonly says: (line: number) => string;
}

function addressConflict({ email, postalAddress }: Recipient): Conflict {
  const address = quoteCell(email?.typed ?? postalAddress.join(', '));
  const column = email === null ? 'address_1' : 'email';
  return {
    kind: ADDRESS_FOR_TWO_CLPS,
    column,
    says: (line) => `${address} stands for another CLP as well, on line ${line}.`,
  };
}

function clpConflict({ clp }: Recipient): Conflict {
  const says = (line: number): string => `${quoteCell(clp)} has another address as well, on line ${line}.`;
  return { kind: CLP_WITH_TWO_ADDRESSES, column: 'clp', says };
}

const NOTHING: DuplicateVerdict = { repeats: null, sharesWith: null, problems: [] };

function addressKey({ email, postalAddress }: Recipient): string {
  return email === null ? foldWords(postalAddress.join(' ')) : email.wire.toLowerCase();
}

/**
 * Knows every row it was shown, in at most 67 bytes each (21, and 23 in each of two indices). The same address, in whatever case, for the same CLP is one letter, and a
 * warning (`repeated-row`). An address for two CLPs (`address-for-two-clps`), or a CLP with two addresses (`clp-with-two-addresses`),
 * is an error for both rows where nothing was chosen. With `onePer` the one kind of them shares a letter, and the other is a warning;
 * with "row" every row has its own. A row without e-mail is known by its postal address.
 */
export function createDuplicates(head: ListHead, onePer: OnePer | null = null): Duplicates {
  const rows = createRowStore();
  const byAddress = createRowIndex();
  const byClp = createRowIndex();
  /** The rows that neither of the others finds: nearly every row is the first of its address or of its CLP. */
  const byBoth = createRowIndex();

  /** The problem of both rows, in the order of the list; the earlier one is told the first time only. */
  function tellBoth({ kind, column, says }: Conflict, recipient: Recipient, earlier: number): readonly Problem[] {
    if (onePer === 'row' || onePer === kind.settledBy) return [];
    const { line } = rows.get(earlier);
    const tell = (at: number, other: number): Problem => {
      const place = placeInList(head, at, column);
      return onePer === null
        ? errorAt(place, kind.code, says(other), kind.hint)
        : warningAt(place, kind.code, says(other), kind.consequence);
    };
    const here = tell(recipient.line, line);
    return rows.mark(earlier, kind.bit) ? [here] : [tell(line, recipient.line), here];
  }

  /** The first row of this address and this CLP. */
  function findBoth(address: TextHash, clp: TextHash, sameAddress: number, sameClp: number): number | null {
    if (rows.hasClp(sameAddress, clp)) return sameAddress;
    if (rows.hasAddress(sameClp, address)) return sameClp;
    const isSame = (row: number): boolean => rows.hasAddress(row, address) && rows.hasClp(row, clp);
    return byBoth.find(joinHashes(address, clp), isSame);
  }

  /** @param leads the row whose letter is that of all rows of the address, or of the CLP; null where each has its own */
  function repetition(recipient: Recipient, same: number, leads: number | null): DuplicateVerdict {
    const { line } = rows.get(same);
    const message = `${quoteCell(recipient.clp)} stands with the same address on line ${line}: one letter goes out.`;
    const place = placeInList(head, recipient.line, recipient.email === null ? 'address_1' : 'email');
    const problems = [warningAt(place, 'repeated-row', message, 'Delete this row, if it should not be there.')];
    if (leads === null || leads === same) return { repeats: line, sharesWith: null, problems };
    return { repeats: null, sharesWith: rows.get(leads).line, problems };
  }

  return {
    see(recipient) {
      const address = hashText(addressKey(recipient));
      const clp = hashText(foldClp(recipient.clp));
      const sameAddress = byAddress.find(address.high, (row) => rows.hasAddress(row, address));
      const sameClp = byClp.find(clp.high, (row) => rows.hasClp(row, clp));
      if (sameAddress !== null && sameClp !== null) {
        const same = findBoth(address, clp, sameAddress, sameClp);
        const leads = onePer === 'address' ? sameAddress : onePer === 'clp' ? sameClp : null;
        if (same !== null) return repetition(recipient, same, leads);
      }
      const row = rows.add({ address, clp, line: recipient.line });
      // A CLP's second secretary gets no letter, and so stands in nobody's way.
      const isSecond = onePer === 'clp' && sameClp !== null;
      const isFirstOfAddress = sameAddress === null && !isSecond;
      if (sameClp === null) byClp.add(clp.high, row);
      if (isFirstOfAddress) byAddress.add(address.high, row);
      if (sameClp !== null && !isFirstOfAddress) byBoth.add(joinHashes(address, clp), row);
      if (isSecond) return { repeats: null, sharesWith: rows.get(sameClp).line, problems: [] };
      if (sameAddress === null && sameClp === null) return NOTHING;
      const first = onePer === 'address' ? sameAddress : null;
      const problems = [
        ...(sameAddress === null ? [] : tellBoth(addressConflict(recipient), recipient, sameAddress)),
        ...(sameClp === null ? [] : tellBoth(clpConflict(recipient), recipient, sameClp)),
      ];
      return { repeats: null, sharesWith: first === null ? null : rows.get(first).line, problems };
    },
  };
}
