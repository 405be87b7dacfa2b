import { foldWords } from '../fold.js';

/** Languages as a list may name them, folded. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['english', 'en-GB'],
  ['saesneg', 'en-GB'],
  ['en', 'en-GB'],
  ['en gb', 'en-GB'],
  ['en uk', 'en-GB'],
  ['welsh', 'cy'],
  ['cymraeg', 'cy'],
  ['gaelic', 'gd'],
  ['scottish gaelic', 'gd'],
  ['gaidhlig', 'gd'],
  ['scots', 'sco'],
  ['irish', 'ga'],
  ['gaeilge', 'ga'],
  ['cornish', 'kw'],
  ['kernewek', 'kw'],
  ['polish', 'pl'],
  ['polski', 'pl'],
]);

let languageNames: Intl.DisplayNames | null = null;

/** Whether a tag is that of a language. The names are loaded when first asked for: a list without languages does not wait for them. */
function isLanguage(tag: string): boolean {
  languageNames ??= new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  return languageNames.of(tag) !== undefined;
}

/** A tag without what is understood: Welsh of Great Britain is Welsh. */
const UNDERSTOOD = /^(cy|gd|sco|kw)-GB$/u;

/** A list names few languages, and each on hundreds of rows. */
const read = new Map<string, string | null>();
const REMEMBERED = 100;

/** The BCP 47 tag for a language as a list spells it: "Welsh", "cy-GB" and "Cymraeg" are cy. Null for what is no language. */
export function readLanguage(text: string): string | null {
  const before = read.get(text);
  if (before !== undefined) return before;
  const language = lookUp(text);
  if (read.size < REMEMBERED) read.set(text, language);
  return language;
}

function lookUp(text: string): string | null {
  const named = NAMES.get(foldWords(text));
  if (named !== undefined) return named;
  const tag = text.replaceAll('_', '-');
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/iu.test(tag)) return null;
  try {
    const [canonical = tag] = Intl.getCanonicalLocales(tag);
    return isLanguage(canonical) ? canonical.replace(UNDERSTOOD, '$1') : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
