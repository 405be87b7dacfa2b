/** A tag in the form in which tags are compared (RFC 5646, 4.5): "CY-gb" is cy-GB. As it is where it is not well-formed. */
export function canonicalTag(tag: string): string {
  return isLanguage(tag) ? (Intl.getCanonicalLocales(tag)[0] ?? tag) : tag;
}

/**
 * Whether this is a well-formed BCP 47 tag, so that Intl takes it, of a language that can be registered: those have two or three
 * letters (RFC 5646, 2.2.1), and "welsh" has five.
 */
export function isLanguage(tag: string): boolean {
  if (!/^[a-z]{2,3}(?:-|$)/iu.test(tag)) return false;
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
