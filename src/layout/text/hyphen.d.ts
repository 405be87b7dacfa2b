// The package has no types of its own.
declare module 'hyphen/hyphen.js' {
  /** `hyphenChar` is put where a word may be parted. */
  export default function createHyphenator(
    patterns: unknown,
    options: { readonly hyphenChar: string; readonly minWordLength: number },
  ): (text: string) => string;
}
declare module 'hyphen/patterns/en-gb.js' {
  const patterns: unknown;
  export default patterns;
}
declare module 'hyphen/patterns/cy.js' {
  const patterns: unknown;
  export default patterns;
}
