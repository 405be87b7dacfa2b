import { errorAt, warningAt, type Problem } from '../problem.js';
import { foldClp, foldWords } from './fold.js';
import { quoteCell } from './quote-cell.js';
import { placeInList, type ListHead, type Recipient } from './recipient.js';
import { createRowIndex } from './row-index.js';
import { createRowStore } from './row-store.js';
import { hashText, joinHashes, type TextHash } from './text-hash.js';

/** What an earlier row means for this one. */
export interface DuplicateVerdict {
  /** The line of the first row that gets the same letter; null where this row is the first. */
  readonly repeats: number | null;
  /** May name an earlier line as well, that of the first row of a conflict, once. */
  readonly problems: readonly Problem[];
}

/** Watches for letters that would go out twice. */
export interface Duplicates {
  see(recipient: Recipient): DuplicateVerdict;
}

const NOTHING: DuplicateVerdict = { repeats: null, problems: [] };

function addressKey({ email, postalAddress }: Recipient): string {
  return email === null ? foldWords(postalAddress.join(' ')) : email.wire.toLowerCase();
}

/**
 * Knows every row it was shown, in at most 60 bytes each. The same address, in whatever case, for the same CLP is one letter, and a
 * warning (`repeated-row`); an address for two CLPs (`address-for-two-clps`), or a CLP with two addresses (`clp-with-two-addresses`),
 * is an error for both rows. A row without e-mail is known by its postal address.
 */
export function createDuplicates(head: ListHead): Duplicates {
  const rows = createRowStore();
  const byAddress = createRowIndex((row) => rows.get(row).address.high);
  const byClp = createRowIndex((row) => rows.get(row).clp.high);
  const byBoth = createRowIndex((row) => joinHashes(rows.get(row).address, rows.get(row).clp));

  function conflict(recipient: Recipient, earlier: number, column: string, code: string, says: (line: number) => string, hint: string): Problem[] {
    const { line } = rows.get(earlier);
    const here = errorAt(placeInList(head, recipient.line, column), code, says(line), hint);
    if (rows.mark(earlier)) return [here];
    return [errorAt(placeInList(head, line, column), code, says(recipient.line), hint), here];
  }

  function addressConflict(recipient: Recipient, earlier: number): Problem[] {
    const what = quoteCell(recipient.email?.typed ?? recipient.postalAddress.join(', '));
    const column = recipient.email === null ? 'address_1' : 'email';
    const hint = 'Decide for which CLP this person gets the letter, and delete the other row; or give the other CLP an address of its own.';
    return conflict(recipient, earlier, column, 'address-for-two-clps', (line) => `${what} stands for another CLP as well, on line ${line}.`, hint);
  }

  function clpConflict(recipient: Recipient, earlier: number): Problem[] {
    const what = quoteCell(recipient.clp);
    const hint = 'Decide who gets the letter for this CLP, and delete the other row.';
    return conflict(recipient, earlier, 'clp', 'clp-with-two-addresses', (line) => `${what} has another address as well, on line ${line}.`, hint);
  }

  function repetition(recipient: Recipient, first: number): DuplicateVerdict {
    const { line } = rows.get(first);
    const message = `${quoteCell(recipient.clp)} stands with the same address on line ${line}: one letter goes out.`;
    const place = placeInList(head, recipient.line, recipient.email === null ? 'address_1' : 'email');
    return { repeats: line, problems: [warningAt(place, 'repeated-row', message, 'Delete this row, if it should not be there.')] };
  }

  function remember(address: TextHash, clp: TextHash, line: number, isFirst: { readonly address: boolean; readonly clp: boolean }): void {
    const row = rows.add({ address, clp, line });
    byBoth.add(row);
    if (isFirst.address) byAddress.add(row);
    if (isFirst.clp) byClp.add(row);
  }

  return {
    see(recipient) {
      const address = hashText(addressKey(recipient));
      const clp = hashText(foldClp(recipient.clp));
      const same = byBoth.find(joinHashes(address, clp), (row) => rows.hasAddress(row, address) && rows.hasClp(row, clp));
      if (same !== null) return repetition(recipient, same);
      const sameAddress = byAddress.find(address.high, (row) => rows.hasAddress(row, address));
      const sameClp = byClp.find(clp.high, (row) => rows.hasClp(row, clp));
      remember(address, clp, recipient.line, { address: sameAddress === null, clp: sameClp === null });
      if (sameAddress === null && sameClp === null) return NOTHING;
      const problems = [
        ...(sameAddress === null ? [] : addressConflict(recipient, sameAddress)),
        ...(sameClp === null ? [] : clpConflict(recipient, sameClp)),
      ];
      return { repeats: null, problems };
    },
  };
}
