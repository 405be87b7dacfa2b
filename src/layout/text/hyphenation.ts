/** Parts a lower-case word of letters into what a hyphen may stand between. */
export type Syllables = (word: string) => readonly string[];

/** By language without region: "en" or "cy". Words of other languages are not parted. */
export type Hyphenation = ReadonlyMap<string, Syllables>;

/** Shorter words are never parted, and no shorter part is left at the end or the beginning of a line. */
const SHORTEST_WORD = 6;
const SHORTEST_START = 2;
const SHORTEST_END = 3;

const BETWEEN = '\u00ad';

/** Loads the patterns (Liang's, from hyph-utf8) for British English and Welsh: only what is justified needs them. */
export async function loadHyphenation(): Promise<Hyphenation> {
  const [{ default: createHyphenator }, english, welsh] = await Promise.all([
    import('hyphen/hyphen.js'),
    import('hyphen/patterns/en-gb.js'),
    import('hyphen/patterns/cy.js'),
  ]);
  const syllablesBy = (patterns: unknown): Syllables => {
    const hyphenate = createHyphenator(patterns, { hyphenChar: BETWEEN, minWordLength: SHORTEST_WORD });
    return (word) => withoutShortEnds(hyphenate(word).split(BETWEEN));
  };
  return new Map([
    ['en', syllablesBy(english.default)],
    ['cy', syllablesBy(welsh.default)],
  ]);
}

/** The syllables of words in a language (BCP 47); null where they are not known. */
export function syllablesIn(hyphenation: Hyphenation, language: string): Syllables | null {
  return hyphenation.get(language.split('-')[0]?.toLowerCase() ?? language) ?? null;
}

function withoutShortEnds(syllables: readonly string[]): readonly string[] {
  const parts = [...syllables];
  while (parts.length > 1 && (parts[0]?.length ?? 0) < SHORTEST_START) parts.splice(0, 2, parts.slice(0, 2).join(''));
  while (parts.length > 1 && (parts.at(-1)?.length ?? 0) < SHORTEST_END) parts.splice(-2, 2, parts.slice(-2).join(''));
  return parts;
}
