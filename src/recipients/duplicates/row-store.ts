import type { TextHash } from './text-hash.js';

/** What is remembered of a row, to know its like again. */
interface RememberedRow {
  readonly address: TextHash;
  readonly clp: TextHash;
  readonly line: number;
}

/** Rows by number, 21 bytes each, in chunks, so that growing copies nothing. */
export interface RowStore {
  /** Returns the number of the new row: 0, 1, 2 … */
  add(row: RememberedRow): number;
  get(row: number): RememberedRow;
  hasAddress(row: number, address: TextHash): boolean;
  hasClp(row: number, clp: TextHash): boolean;
  /** Marks a row with a bit, 1 to 128; tells whether it had that mark before. */
  mark(row: number, bit: number): boolean;
}

const ROWS_A_CHUNK = 16_384;
const WORDS = 5;

/** An empty store. */
export function createRowStore(): RowStore {
  const chunks: Uint32Array[] = [];
  const marks: Uint8Array[] = [];
  let count = 0;

  function word(row: number, offset: number): number {
    return chunks[Math.floor(row / ROWS_A_CHUNK)]?.[(row % ROWS_A_CHUNK) * WORDS + offset] ?? 0;
  }

  function hasHash(row: number, offset: number, { high, low }: TextHash): boolean {
    return word(row, offset) === high && word(row, offset + 1) === low;
  }

  return {
    add({ address, clp, line }) {
      const at = count % ROWS_A_CHUNK;
      if (at === 0) {
        chunks.push(new Uint32Array(ROWS_A_CHUNK * WORDS));
        marks.push(new Uint8Array(ROWS_A_CHUNK));
      }
      const chunk = chunks.at(-1);
      if (chunk !== undefined) {
        const start = at * WORDS;
        chunk[start] = address.high;
        chunk[start + 1] = address.low;
        chunk[start + 2] = clp.high;
        chunk[start + 3] = clp.low;
        chunk[start + 4] = line;
      }
      count += 1;
      return count - 1;
    },
    get: (row) => ({
      address: { high: word(row, 0), low: word(row, 1) },
      clp: { high: word(row, 2), low: word(row, 3) },
      line: word(row, 4),
    }),
    hasAddress: (row, address) => hasHash(row, 0, address),
    hasClp: (row, clp) => hasHash(row, 2, clp),
    mark(row, bit) {
      const chunk = marks[Math.floor(row / ROWS_A_CHUNK)];
      const before = chunk?.[row % ROWS_A_CHUNK] ?? 0;
      if (chunk !== undefined) chunk[row % ROWS_A_CHUNK] = before | bit;
      return (before & bit) !== 0;
    },
  };
}
