import { furnitureIn } from '../../../letter/wording/furniture.js';
import { readPostcode } from '../../../recipients/row/postcode.js';
import type { Recipient } from '../../../recipients/recipient.js';

const CLOSING_PUNCTUATION = /[\s,.;:]+$/u;

/**
 * The lines of an address for an envelope, top to bottom, by Royal Mail's rules: the name first, nothing but the name and the address,
 * no punctuation at the ends of lines, post town and postcode in capitals, the postcode last and on a line of its own.
 * @param language BCP 47: what to call a secretary without a name
 */
export function windowAddress(recipient: Recipient, language: string): readonly string[] {
  const { name, clp, postalAddress } = recipient;
  const addressee = name === '' ? furnitureIn(language).secretary(clp) : name;
  const lines = postalAddress.map(withoutClosingPunctuation).filter((line) => line !== '');
  const { above, postcode } = partPostcode(lines, recipient.columns);
  // The post town is the line above the postcode, whichever column it came from.
  const town = above.at(-1)?.toUpperCase();
  return [
    withoutClosingPunctuation(addressee),
    ...above.slice(0, -1),
    ...(town === undefined ? [] : [town]),
    ...(postcode === null ? [] : [postcode]),
  ];
}

/** Takes the postcode from the last line, of which it may be the end only; null where there is none. */
function partPostcode(
  lines: readonly string[],
  columns: Recipient['columns'],
): { readonly above: readonly string[]; readonly postcode: string | null } {
  const last = lines.at(-1) ?? '';
  const above = lines.slice(0, -1);
  // Of another country, perhaps: it stands where a postcode stands.
  const whole = readPostcode(last) ?? (last === columns['postcode'] ? last.toUpperCase() : null);
  if (whole !== null) return { above, postcode: whole };
  const words = last.split(' ');
  for (const count of [2, 1]) {
    const postcode = readPostcode(words.slice(-count).join(' '));
    if (postcode === null || words.length <= count) continue;
    return { above: [...above, withoutClosingPunctuation(words.slice(0, -count).join(' '))], postcode };
  }
  return { above: lines, postcode: null };
}

function withoutClosingPunctuation(line: string): string {
  return line.replace(CLOSING_PUNCTUATION, '');
}
