/** Whether this is a well-formed BCP 47 tag, so that Intl takes it. */
export function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
