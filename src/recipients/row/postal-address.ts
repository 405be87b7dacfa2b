/** The cells of a row that make its address, tidied, "" where empty. */
export interface AddressCells {
  /** Of `ADDRESS_FIELDS`; each may hold several lines. */
  readonly lines: readonly string[];
  readonly town: string;
  readonly postcode: string;
}

/** The block above a letter has eight lines, and the first of them is the name. */
export const ADDRESS_LINES_LIMIT = 7;

/**
 * The lines of an address, top to bottom, town and postcode only where the other lines do not have them already. An address is at least two lines, of which one is more than a postcode: what is less
 * can reach nobody, and counts as none.
 */
export function readPostalAddress({ lines, town, postcode }: AddressCells): readonly string[] {
  const all: string[] = [];
  for (const cell of lines) {
    if (cell.includes('\n'))
      all.push(
        ...cell
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== ''),
      );
    else if (cell !== '') all.push(cell);
  }
  // A form often asks for the whole address first, and then for town and postcode once more.
  if (town !== '' && !all.includes(town)) all.push(town);
  if (all.length > 0 && postcode !== '' && !all.includes(postcode)) all.push(postcode);
  return all.length < 2 ? [] : all;
}
