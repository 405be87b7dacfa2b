/** Finds rows by a hash of theirs. It holds row numbers and hashes, 11 to 23 bytes a row; the rows themselves are the caller's. */
export interface RowIndex {
  /** The first row added under this hash that `matches` accepts; null where there is none. */
  find(hash: number, matches: (row: number) => boolean): number | null;
  add(hash: number, row: number): void;
}

const FIRST_CAPACITY = 1024;
const FULLEST = 0.7;
/** A slot is two words: the hash of a row, and its number plus one; 0 there is an empty slot. */
const WORDS = 2;

/** An empty index by unsigned 32-bit hashes. Open addressing, linear probing, a power of two of slots. */
export function createRowIndex(): RowIndex {
  let slots = new Uint32Array(FIRST_CAPACITY * WORDS);
  let filled = 0;

  function put(hash: number, entry: number): void {
    const mask = slots.length - 1;
    let at = (hash * WORDS) & mask;
    while (slots[at + 1] !== 0) at = (at + WORDS) & mask;
    slots[at] = hash;
    slots[at + 1] = entry;
  }

  function grow(): void {
    const old = slots;
    slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += WORDS) {
      const entry = old[at + 1] ?? 0;
      if (entry !== 0) put(old[at] ?? 0, entry);
    }
  }

  return {
    find(hash, matches) {
      const mask = slots.length - 1;
      for (let at = (hash * WORDS) & mask; ; at = (at + WORDS) & mask) {
        const entry = slots[at + 1] ?? 0;
        if (entry === 0) return null;
        // Another row's hash is told apart here, without a look at the row.
        if (slots[at] === hash && matches(entry - 1)) return entry - 1;
      }
    },
    add(hash, row) {
      if (filled >= (slots.length / WORDS) * FULLEST) grow();
      put(hash, row + 1);
      filled += 1;
    },
  };
}
