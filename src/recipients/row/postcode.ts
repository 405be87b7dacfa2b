/** Outward and inward code, as the Post Office forms them (BS 7666), and Girobank's own. */
const POSTCODE = /^(GIR|[A-Z]{1,2}\d[A-HJKMNPR-Y\d]?)(0AA|\d[ABD-HJLNP-UW-Z]{2})$/u;

/** Nearly every postcode of a list is already as it should be. */
const PROPER = /^[A-Z]{1,2}\d[A-HJKMNPR-Y\d]? \d[ABD-HJLNP-UW-Z]{2}$/u;

/** A United Kingdom postcode in capitals with its one space, "cf101aa" as "CF10 1AA"; null for anything else. */
export function readPostcode(text: string): string | null {
  if (PROPER.test(text)) return text;
  const match = POSTCODE.exec(text.toUpperCase().replace(/[\s.-]+/gu, ''));
  return match === null ? null : `${match[1] ?? ''} ${match[2] ?? ''}`;
}
