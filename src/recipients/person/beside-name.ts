import lists from './lists/beside-names.json' with { type: 'json' };
import { plainWords } from './plain-words.js';

/** "1. ", "2) ", "• ", "- ", "? " before a name. */
const NUMBERING = /^(?:\d+[.)]\s*|[•·▪◦*#?=–—-]\s*)+/u;
const QUOTED = /["“”]([^"“”]*)["“”]|(?<!\p{L})['‘’]([^'‘’]+)['‘’](?!\p{L})/gu;
const BRACKETED_FIRST = /^\(([^()]*)\)/u;
const IN_BRACKETS = /\s*\(([^()]*)\)/gu;
const OTHER_IN_BRACKETS = /\(((?:with|and|&|\+|gyda)\s[^()]*)\)/iu;
const PICTURES = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\uFE0F\u200D]/gu;
const PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
const ADDRESS = /\S+@\S+/gu;
const CARE_OF = /\s+c\/o\s.*$/iu;
/** "jo.ely", as before an @. */
const DOT_BETWEEN_WORDS = /(?<=\p{L}{2})\.(?=\p{L}{2})/gu;
const LAST_DOTS = /(?<=\p{L}{2})[.?!]+(?=$|\s)/gu;

function wordsOf(lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')));
}

const NOTES = wordsOf(lists.notes);
const LEADING = wordsOf(lists.leading);
const one = `(?:${[...wordsOf(lists.pronouns)].join('|')})`;
const PRONOUNS = new RegExp(String.raw`(?<!\p{L})${one}(?:\s*/\s*${one})+(?!\p{L})`, 'giu');
const LEAD_IN = new RegExp(
  String.raw`^(?:${lists.leadIns.map((words) => words.replaceAll(' ', String.raw`[\s./]*`)).join('|')})(?:\s*[:.]\s*|\s*[–—-]\s+|\s+|$)`,
  'iu',
);

/**
 * What a cell holds of a name: without numbering, quotation marks, pictures, pronouns, an e-mail
 * address, "FAO" before it and brackets behind it; "(Jo) Yew" is Jo Yew.
 */
export function nameInCell(typed: string): string {
  const text = typed.normalize('NFC').replaceAll('[', '(').replaceAll(']', ')');
  const plain = (PICTURE.test(text) ? text.replaceAll(PICTURES, ' ') : text)
    .replaceAll(ADDRESS, '')
    .trim()
    .replace(NUMBERING, '')
    .replaceAll(QUOTED, '$1$2')
    .replace(CARE_OF, '')
    .replaceAll(PRONOUNS, '')
    .replace(BRACKETED_FIRST, '$1')
    .replace(OTHER_IN_BRACKETS, '$1')
    .replaceAll(IN_BRACKETS, '')
    .replaceAll(DOT_BETWEEN_WORDS, ' ')
    .replaceAll(LAST_DOTS, '');
  return withoutLeadIn(plain.replaceAll(/\s+/gu, ' ').trim());
}

/** "To Wai Ming" is a name; a lead-in stands before one. */
function withoutLeadIn(text: string): string {
  const rest = text.replace(LEAD_IN, '');
  return rest === '' ? text : rest;
}

/** Whether a word, as it is written, stands in no name: "until", "TBC". */
export function isNote(word: string): boolean {
  return plainWords(word).some((plain) => NOTES.has(plain));
}

/** Whether a cell says more than a name: "Jo Ely until May", "Jo Ely (moved away)". */
export function hasNote(typed: string): boolean {
  return plainWords(typed).some((word) => NOTES.has(word));
}

/** Whether a text that begins with a word is a remark and no name: "Not yet elected", "Was Jo Ely". */
export function beginsNote(word: string): boolean {
  const [plain = ''] = plainWords(word);
  return NOTES.has(plain) || LEADING.has(plain);
}
