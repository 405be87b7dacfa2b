/** Finds rows by a hash of theirs. It holds row numbers only, 4 to 12 bytes a row; the rows themselves are the caller's. */
export interface RowIndex {
  /** The first row added under this hash that `matches` accepts; null where there is none. */
  find(hash: number, matches: (row: number) => boolean): number | null;
  add(row: number): void;
}

const FIRST_CAPACITY = 1024;
const FULLEST = 0.7;

/** An empty index over rows whose hash, an unsigned 32-bit number, `hashOf` tells. Open addressing, linear probing, a power of two of slots. */
export function createRowIndex(hashOf: (row: number) => number): RowIndex {
  // A slot holds a row's number plus one; 0 is an empty slot.
  let slots = new Uint32Array(FIRST_CAPACITY);
  let filled = 0;

  function put(slot: number): void {
    const last = slots.length - 1;
    let at = hashOf(slot - 1) & last;
    while (slots[at] !== 0) at = (at + 1) & last;
    slots[at] = slot;
  }

  return {
    find(hash, matches) {
      const last = slots.length - 1;
      for (let at = hash & last; ; at = (at + 1) & last) {
        const slot = slots[at] ?? 0;
        if (slot === 0) return null;
        if (matches(slot - 1)) return slot - 1;
      }
    },
    add(row) {
      if (filled >= slots.length * FULLEST) {
        const old = slots;
        slots = new Uint32Array(old.length * 2);
        for (const slot of old) if (slot !== 0) put(slot);
      }
      put(row + 1);
      filled += 1;
    },
  };
}
