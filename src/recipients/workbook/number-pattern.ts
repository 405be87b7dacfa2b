/**
 * A digit's place (`0` always shows one, `#` and `?` only one that counts), or a text that stands
 * as it is.
 */
type Token =
  { readonly kind: 'digit'; readonly isFilled: boolean } | { readonly kind: 'literal'; readonly text: string };

/** One section of a format code: how numbers of one sign are shown. */
interface Section {
  readonly whole: readonly Token[];
  readonly fraction: readonly Token[];
  readonly hasPoint: boolean;
  readonly isGrouped: boolean;
  readonly isPercent: boolean;
}

/**
 * How a format code shows numbers (ECMA-376 part 1, §18.8.31): one section for all, or for
 * positive, negative and zero.
 */
export type NumberPattern = readonly [Section, ...(readonly Section[])];

/**
 * A token of a code: a quoted text, an escaped sign, room left free, a fill, a currency, a colour,
 * or one sign.
 */
const TOKEN =
  /"(?<quoted>[^"]*)"|\\(?<escaped>.)|(?<room>_.|\*.)|\[\$(?<currency>[^\]-]*)(?:-[^\]]*)?\]|(?<colour>\[(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+)\])|(?<sign>.)/giu;
/** Signs that show themselves without being quoted. */
const BARE = /^[-+$£€()!^&'~{}<>=: ]$/u;

/** A semicolon outside of quotation marks. */
const BETWEEN_SECTIONS = /;(?=(?:[^"]*"[^"]*")*[^"]*$)/u;

interface OpenSection {
  readonly whole: Token[];
  readonly fraction: Token[];
  hasPoint: boolean;
  isGrouped: boolean;
  isPercent: boolean;
}

/**
 * Takes one sign of a code into a section; false where this is not a pattern that is known here.
 */
function takeSign(sign: string, next: string, section: OpenSection): boolean {
  const tokens = section.hasPoint ? section.fraction : section.whole;
  if (/[0#?]/u.test(sign)) tokens.push({ kind: 'digit', isFilled: sign === '0' });
  else if (sign === '.' && !section.hasPoint) section.hasPoint = true;
  // A comma behind the last digit would divide by a thousand.
  else if (sign === ',' && /[0#?]/u.test(next) && !section.hasPoint) section.isGrouped = true;
  else if (sign === '%' && !section.isPercent) {
    section.isPercent = true;
    tokens.push({ kind: 'literal', text: sign });
  } else if (BARE.test(sign)) tokens.push({ kind: 'literal', text: sign });
  else return false;
  return true;
}

/**
 * The sections of a code; those of texts (`@`) are left out. Null where it is not a pattern that is
 * known here.
 */
export function readNumberPattern(code: string): NumberPattern | null {
  const sections: OpenSection[] = [];
  for (const part of code.split(BETWEEN_SECTIONS)) {
    const section = { whole: [], fraction: [], hasPoint: false, isGrouped: false, isPercent: false };
    const found = [...part.matchAll(TOKEN)];
    if (found.some(({ groups }) => groups?.['sign'] === '@')) continue;
    for (const [index, { groups = {} }] of found.entries()) {
      const text = groups['quoted'] ?? groups['escaped'] ?? groups['currency'];
      const tokens: Token[] = section.hasPoint ? section.fraction : section.whole;
      if (text !== undefined) tokens.push({ kind: 'literal', text });
      const { sign } = groups;
      if (sign !== undefined && !takeSign(sign, found[index + 1]?.[0] ?? '', section)) return null;
    }
    sections.push(section);
  }
  const [first, ...others] = sections;
  // What hides every number hides more than a list should.
  const isHidden = first === undefined || first.whole.length + first.fraction.length === 0;
  return isHidden ? null : [first, ...others];
}

/** Digits put into their places from the right, with what stands between them. */
function wholeText({ whole, isGrouped }: Section, digits: string): string {
  const first = whole.findIndex(({ kind }) => kind === 'digit');
  let rest = digits === '0' ? '' : digits;
  let shown = 0;
  let text = '';
  const put = (digit: string): void => {
    text = digit + (isGrouped && shown > 0 && shown % 3 === 0 ? ',' : '') + text;
    shown += 1;
  };
  for (const [index, token] of [...whole.entries()].reverse()) {
    if (token.kind === 'literal') text = token.text + text;
    else {
      const digit = rest.at(-1) ?? (token.isFilled ? '0' : '');
      rest = rest.slice(0, -1);
      if (digit !== '') put(digit);
    }
    if (index === first) for (; rest !== ''; rest = rest.slice(0, -1)) put(rest.at(-1) ?? '');
  }
  return text;
}

function fractionText({ fraction, hasPoint }: Section, digits: string): string {
  let at = 0;
  let text = hasPoint ? '.' : '';
  for (const token of fraction) {
    if (token.kind === 'literal') text += token.text;
    else {
      const isNeeded = token.isFilled || /[1-9]/u.test(digits.slice(at));
      if (isNeeded) text += digits[at] ?? '';
      at += 1;
    }
  }
  return text;
}

function sectionFor(number: number, [first, negative, zero]: NumberPattern): { section: Section; sign: string } {
  if (number < 0) return { section: negative ?? first, sign: negative === undefined ? '-' : '' };
  return { section: number === 0 ? (zero ?? first) : first, sign: '' };
}

/** A number as its pattern shows it; null where it is too large or too small for that. */
export function shownNumber(number: number, pattern: NumberPattern): string | null {
  const { section, sign } = sectionFor(number, pattern);
  const places = section.fraction.filter(({ kind }) => kind === 'digit').length;
  // Rounded as written, not as stored: 1.005 is shown as 1.01. What has an exponent of its own is
  // no number here.
  const units = Math.round(Number(`${Math.abs(number)}e${places + (section.isPercent ? 2 : 0)}`));
  if (!Number.isSafeInteger(units)) return null;
  const digits = String(units).padStart(places + 1, '0');
  const cut = digits.length - places;
  const text = wholeText(section, digits.slice(0, cut)) + fractionText(section, digits.slice(cut));
  return (units === 0 ? '' : sign) + text;
}
