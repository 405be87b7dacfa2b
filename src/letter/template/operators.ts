import { errorAt, type Place, type Problem } from '../../problem.js';

/** What people write between two values in other languages, and the helper that asks it here. */
const HELPERS: ReadonlyMap<string, string> = new Map([
  ...inWords('eq', '=== == = eq is equals'),
  ...inWords('ne', '!== != <> ne'),
  ...inWords('ge', '>= => ge gte'),
  ...inWords('le', '<= =< le lte'),
  ...inWords('gt', '> gt'),
  ...inWords('lt', '< lt'),
  ...inWords('and', '&& and'),
  ...inWords('or', '|| or'),
]);

function inWords(helper: string, signs: string): (readonly [string, string])[] {
  return signs.split(' ').map((sign) => [sign, helper]);
}

/** An operator where Handlebars has none, and what to write instead. */
export interface Operator {
  readonly written: string;
  /** The whole question, such as `(eq nation "Wales")`. */
  readonly instead: string;
}

const VALUE = String.raw`"[^"]*"|'[^']*'|\([^()]*\)|[^\s"'()=!<>&|{}]+`;
const SIGN = String.raw`[=!]==?|=[<>]?|<>|[<>]=?|&&|\|\|`;
const BETWEEN = new RegExp(String.raw`(${VALUE})\s*(${SIGN})\s*(${VALUE})`, 'u');
const BEFORE = new RegExp(String.raw`(?<=[\s(])!\s*(${VALUE})`, 'u');

/** The first sign of another language in a line of a template, within its braces; null where there is none. */
export function operatorIn(line: string): Operator | null {
  for (const [tag] of line.matchAll(/\{\{.*?(?:\}\}|$)/gu)) {
    const [, left = '', sign = '', right = ''] = BETWEEN.exec(tag) ?? [];
    const between = sign === '' ? null : question(left, sign, right);
    if (between !== null) return between;
    const negated = BEFORE.exec(tag)?.[1];
    if (negated !== undefined) return { written: '!', instead: `(not ${negated})` };
  }
  return null;
}

/** `left is right`, as a helper asks it; null where the word between is no such question. */
export function question(left: string, written: string, right: string): Operator | null {
  const helper = HELPERS.get(written);
  return helper === undefined ? null : { written, instead: `(${helper} ${left} ${right})` };
}

/** The error of such a sign, which shows the question as a helper asks it. */
export function operatorProblem(place: Place, { written, instead }: Operator): Problem {
  const message = `Handlebars has no "${written}" between braces: a helper asks that.`;
  return errorAt(place, 'operator', message, `Write {{#if ${instead}}}.`);
}
