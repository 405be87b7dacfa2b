import { foldWords } from '../fold.js';
import { readPostcode } from './postcode.js';

/** The cells of a row that make its address, tidied, "" where empty. */
export interface AddressCells {
  /** Of `ADDRESS_FIELDS`; each may hold several lines. */
  readonly lines: readonly string[];
  readonly town: string;
  readonly postcode: string;
  /** How the row calls its person: an address that begins so begins with the name, which stands above it anyway. */
  readonly names: readonly string[];
}

export interface PostalAddress {
  /** Top to bottom, the postcode last; none where it can reach nobody. */
  readonly lines: readonly string[];
  /** Postcodes of the United Kingdom that stand in the cells and not in the lines, since an address has one. */
  readonly otherPostcodes: readonly string[];
}

/** The block above a letter has eight lines, and the first of them is the name. */
export const ADDRESS_LINES_LIMIT = 7;

/** Letters within the country need none of these (Royal Mail, "How to address your mail"). */
const COUNTRY: ReadonlySet<string> = new Set(['uk', 'u k', 'united kingdom', 'gb', 'great britain']);
/** Nor these; but Wales is also a village in Yorkshire, and so only left out at the end. */
const NATIONS: ReadonlySet<string> = new Set(['england', 'scotland', 'wales', 'cymru', 'northern ireland']);

interface PartedLine {
  readonly text: string;
  readonly postcode: string | null;
}

/** Takes a postcode from the end of a line. */
function partPostcode(line: string): PartedLine {
  const whole = readPostcode(line);
  if (whole !== null) return { text: '', postcode: whole };
  const words = line.split(/\s+/u);
  for (const count of [2, 1]) {
    const postcode = words.length > count ? readPostcode(words.slice(-count).join(' ')) : null;
    if (postcode !== null)
      return {
        text: words
          .slice(0, -count)
          .join(' ')
          .replace(/[\s,]+$/u, ''),
        postcode,
      };
  }
  return { text: line, postcode: null };
}

/** A town that ends the line of a street stands on a line of its own. */
function partTown(line: string, town: string): readonly string[] {
  const [, street, end = ''] = /^(.+?)\s*,\s*([^,]+)$/u.exec(line) ?? [];
  return street !== undefined && town !== '' && foldWords(end) === foldWords(town) ? [street, end] : [line];
}

function withoutRepeats(lines: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return lines.filter((line) => {
    const folded = foldWords(line);
    if (folded !== '' && seen.has(folded)) return false;
    seen.add(folded);
    return true;
  });
}

function withoutCountry(lines: readonly string[], town: string): readonly string[] {
  const others = lines.filter((line) => !COUNTRY.has(foldWords(line)));
  const isNation = (line: string): boolean => NATIONS.has(foldWords(line)) && foldWords(line) !== foldWords(town);
  return others.slice(0, others.findLastIndex((line) => !isNation(line)) + 1);
}

/**
 * Puts an address together of its cells, each thing once: forms ask for the whole address first, and for town and
 * postcode once more. An address is at least two lines, of which one is more than a postcode.
 */
export function readPostalAddress({ lines, town, postcode, names }: AddressCells): PostalAddress {
  const written = lines.flatMap((cell) => cell.split('\n').map((line) => line.trim())).filter((line) => line !== '');
  const parted = written.map(partPostcode);
  const codes = new Set(parted.flatMap((line) => (line.postcode === null ? [] : [line.postcode])));
  const last = postcode === '' ? ([...codes].at(-1) ?? '') : postcode;
  const people = new Set(names.map(foldWords).filter((name) => name !== ''));
  const texts = parted.map(({ text }) => text).filter((text) => text !== '' && text !== postcode);
  const [first = '', ...below] = texts;
  const nameless = people.has(foldWords(first)) ? below : texts;
  const whole = withoutRepeats([...nameless.flatMap((line) => partTown(line, town)), ...(town === '' ? [] : [town])]);
  const isHere = readPostcode(last) !== null;
  const above = isHere ? withoutCountry(whole, town) : whole;
  const all = last === '' || above.length === 0 ? above : [...above, last];
  codes.delete(last);
  // Of a whole address in one line, nobody knows which part of it is the town.
  const isOneLine = written.length < 2 && town === '' && postcode === '';
  return { lines: all.length < 2 || isOneLine ? [] : all, otherPostcodes: [...codes] };
}
