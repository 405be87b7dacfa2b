import { recentlyUsed } from '../../kept/recently-used.js';
import { ENGLISH, WELSH } from './calendar-names.js';

/** A stretch of a paragraph's text. What is fixed (a link's text, a line break) is looked at and never changed. */
export interface Stretch {
  readonly text: string;
  readonly fixed: boolean;
}

/** Puts typographic signs into the stretches of one paragraph, where plain ones were typed: as many texts come back. */
export type Typographer = (stretches: readonly Stretch[]) => readonly string[];

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What to put in the place of every match; or the edits of a whole paragraph, where a sign depends on those before it. */
type Rule =
  { readonly pattern: RegExp; readonly sign: string | ((match: string) => string) } | ((text: string) => Edit[]);

export const NO_BREAK = '\u00a0';

const PARAGRAPHS_KEPT = 32;

/** Web and e-mail addresses that were typed out: they are copied by hand, and stay as they are. */
const ADDRESS = /(?:[^\s"'()<>]|(?<=\w)'(?=\w))*(?::\/\/|@|www\.)(?:[^\s"'()<>]|(?<=\w)'(?=\w))*/giu;

/** "2012-2014" and "2012-14", but neither "2028-06-24" nor a telephone number: years that follow each other. */
function yearRange(match: string): string {
  const [from = '', to = ''] = match.split('-');
  return Number(to) > Number(from.slice(-to.length)) ? `${from}–${to}` : match;
}

/** An inch after feet, 5' 10½", may stand in a quotation. */
const AFTER_FEET = /\d' ?\d{1,2}[¼½¾]?$/u;
const AFTER_FIGURE = /[\d¼½¾]$/u;

/** Inches, 3" and 6'2": after a figure, where there is no quotation for the sign to close. */
function inchesIn(text: string): Edit[] {
  const inches: Edit[] = [];
  let isOpen = false;
  for (const { 0: sign, index } of text.matchAll(/["“”]/gu)) {
    const before = text.slice(0, index);
    if (sign === '"' && (AFTER_FEET.test(before) || (!isOpen && AFTER_FIGURE.test(before))))
      inches.push({ start: index, end: index + 1, text: '″' });
    else isOpen = sign === '“' || (sign === '"' && !isOpen);
  }
  return inches;
}

/** The marks of outline.ts, which stand for values, count as letters (\p{Co}). */
const marks: readonly Rule[] = [
  { pattern: /(?<=\d)'(?= ?\d{1,2}[¼½¾]?")/gu, sign: '′' },
  inchesIn,
  { pattern: /[ \n]+(?:--?|–)(?=[ \n])/gu, sign: `${NO_BREAK}–` },
  { pattern: /[ \n]+(?:---|—)(?=[ \n])/gu, sign: `${NO_BREAK}—` },
  { pattern: /(?<=\d)--(?=\d)/gu, sign: '–' },
  { pattern: /(?<!-)---?(?!-)/gu, sign: '—' },
  { pattern: /(?<![\d\p{L}\p{Co}-])(?:1[6-9]|20)\d\d-(?:\d\d)?\d\d(?![\d\p{L}\p{Co}-])/gu, sign: yearRange },
  { pattern: /(?<!\.)\.{3}(?!\.)/gu, sign: '…' },
  { pattern: /(?<=^|[\s([{–—-]|(?<!\S)')"(?=\S)/gu, sign: '“' },
  { pattern: /"/gu, sign: '”' },
  // With no sign to close it, it stands for letters left out: '90s, 'dwi.
  { pattern: /(?<=^|[\s([{–—-]|(?<!\S)")'(?=[^\s'](?:[^]*\S)?'(?![\p{L}\p{N}\p{Co}]))/gu, sign: '‘' },
  { pattern: /'/gu, sign: '’' },
  kept('[£€$]', '[\\d\\p{Co}]'),
  kept('[\\d\\p{Co}]', '[%‰]'),
];

/** Words that begin with an apostrophe: the one sign that looks as if it opened a quotation. */
const ELISIONS = /(?<![\p{L}\p{N}])'(?=(?:tis|twas|twere|em|til|cause|n'|\d\ds)(?![\p{L}\p{N}]))/giu;

/** A year after a word that years follow, in '97: before the members' choice, it looks as if it opened a quotation. */
const SHORT_YEARS = /(?<=(?<!\p{L})(?:in|since|before|after|until)[ \n])'(?=\d\d(?![\p{L}\p{N}\p{Co}]))/giu;
/** After other words, as in the class of '97, only where what would close the quotation can be a plural's: the pledge of '24 hours to save the NHS' is none. */
const LIKELY_YEARS = new RegExp(
  `(?<=(?<!\\p{L})(?:of|from|by|${ENGLISH.month.join('|')})[ \\n])'(?=\\d\\d(?![\\p{L}\\p{N}\\p{Co}])(?![^']*[^\\ss']'(?![\\p{L}\\p{N}\\p{Co}])))`,
  'gu',
);

/** White space that must not end a line, after what stands before it and before what follows. */
function kept(before: string, after: string): Rule {
  return { pattern: new RegExp(`(?<=${before})[ \\n]+(?=${after})`, 'gu'), sign: NO_BREAK };
}

const NAME = '[\\p{Lu}\\p{Co}]';

const english: readonly Rule[] = [
  { pattern: ELISIONS, sign: '’' },
  { pattern: SHORT_YEARS, sign: '’' },
  { pattern: LIKELY_YEARS, sign: '’' },
  ...marks,
  kept('(?<!\\d)\\d{1,2}(?:st|nd|rd|th)?', `(?:${ENGLISH.month.join('|')})(?!\\p{L})`),
  kept('(?<!\\p{L})(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Rev|Cllr|St)\\.?', NAME),
  kept('(?<!\\p{L})(?:Nos?|pp?|vol|ch)\\.', '[\\d\\p{Co}]'),
  kept('[\\d\\p{Co}]', '(?:thousand|million|billion|trillion|per cent|[ap]\\.?m)(?!\\p{L})'),
];

const welsh: readonly Rule[] = [
  ...marks,
  kept('(?<!\\d)\\d{1,2}', `(?:${WELSH.month.join('|')})(?!\\p{L})`),
  kept('(?<!\\p{L})(?:Mr|Mrs|Ms|Mx|Dr|Yr Athro|Cyng|Parch)\\.?', NAME),
  kept('(?<!\\p{L})(?:Rhif|rhif|tt?\\.)', '[\\d\\p{Co}]'),
  kept('[\\d\\p{Co}]', '(?:mil|miliwn|biliwn|y cant|yb|yh)(?!\\p{L})'),
];

const typographers = new Map([
  ['en', typographer(english)],
  ['cy', typographer(welsh)],
]);

/** What sets signs in this language (BCP 47); null for a language whose signs are not known here. */
export function typographerFor(language: string): Typographer | null {
  return typographers.get(language.split('-')[0]?.toLowerCase() ?? language) ?? null;
}

/** The lines of a signature are set for each letter, and are the same in all of them. */
function typographer(rules: readonly Rule[]): Typographer {
  const latest = recentlyUsed<readonly string[]>(PARAGRAPHS_KEPT);
  return (stretches) => {
    const before = JSON.stringify(stretches);
    const known = latest.get(before);
    if (known !== undefined) return known;
    const texts = typeset(stretches, rules);
    latest.set(before, texts);
    return texts;
  };
}

function typeset(stretches: readonly Stretch[], known: readonly Rule[]): readonly string[] {
  const whole = stretches.map(({ text }) => text).join('');
  const edits = editsOf(whole, known);
  let start = 0;
  return stretches.map(({ text, fixed }) => {
    const end = start + text.length;
    const own = fixed ? [] : edits.filter((edit) => edit.start >= start && edit.end <= end);
    const changed = withEdits(text, start, own);
    start = end;
    return changed;
  });
}

/** The edits in the order of the text. Where two rules want the same characters, the earlier has them. */
function editsOf(text: string, known: readonly Rule[]): readonly Edit[] {
  const taken: Edit[] = editsBy({ pattern: ADDRESS, sign: (address) => address }, text);
  for (const rule of known) {
    for (const edit of editsBy(rule, text)) {
      if (taken.every(({ start, end }) => edit.end <= start || edit.start >= end)) taken.push(edit);
    }
  }
  return taken.sort((a, b) => a.start - b.start);
}

function editsBy(rule: Rule, text: string): Edit[] {
  if (typeof rule === 'function') return rule(text);
  const { pattern, sign } = rule;
  return [...text.matchAll(pattern)].map(({ 0: match, index }) => ({
    start: index,
    end: index + match.length,
    text: typeof sign === 'string' ? sign : sign(match),
  }));
}

/** `start` is where the text begins in what the edits count in. */
function withEdits(text: string, start: number, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.start - start) + edit.text;
    at = edit.end - start;
  }
  return result + text.slice(at);
}

/** A date that nominate put into words, or part of one, with its day kept beside its month: "24 June", or " June" after "24th". */
export function withDayKept(text: string): string {
  return text.replace(/(?<=^|\d) (?=\p{L})/gu, NO_BREAK);
}
