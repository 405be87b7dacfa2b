/** Finds rows by a hash of theirs. It holds row numbers and hashes, 11 to 23 bytes a row; the rows themselves are the caller's. */
export interface RowIndex {
  /** The first row added under this hash that `matches` accepts; null where there is none. */
  find(hash: number, matches: (row: number) => boolean): number | null;
  add(row: number): void;
}

const FIRST_CAPACITY = 1024;
const FULLEST = 0.7;
/** A slot is two words: the hash of a row, and its number plus one; 0 there is an empty slot. */
const WORDS = 2;

/** An empty index over rows whose hash, an unsigned 32-bit number, `hashOf` tells. Open addressing, linear probing, a power of two of slots. */
export function createRowIndex(hashOf: (row: number) => number): RowIndex {
  let slots = new Uint32Array(FIRST_CAPACITY * WORDS);
  let filled = 0;

  function put(hash: number, entry: number): void {
    const end = slots.length;
    let at = (hash * WORDS) % end;
    while (slots[at + 1] !== 0) at = (at + WORDS) % end;
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
      const end = slots.length;
      for (let at = (hash * WORDS) % end; ; at = (at + WORDS) % end) {
        const entry = slots[at + 1] ?? 0;
        if (entry === 0) return null;
        // Another row's hash is told apart here, without a look at the row.
        if (slots[at] === hash && matches(entry - 1)) return entry - 1;
      }
    },
    add(row) {
      if (filled >= (slots.length / WORDS) * FULLEST) grow();
      put(hashOf(row), row + 1);
      filled += 1;
    },
  };
}
