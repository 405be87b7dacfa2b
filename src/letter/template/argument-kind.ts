import type { Fact } from '../../campaign.js';
import { rankOf } from './comparison.js';
import { isList } from './facts.js';
import { dateFormats, parseIsoDate } from '../wording/language.js';

/** What an argument must be. `any` and `scalar` may be empty; an empty argument of another kind makes the result empty. */
export type ArgumentKind = 'any' | 'scalar' | 'text' | 'date' | 'number' | 'ranked' | 'list' | 'format';

/** Whether an argument of this kind takes the value. An empty one is not asked. */
export function accepts(kind: ArgumentKind, value: Fact): boolean {
  switch (kind) {
    case 'any':
      return true;
    case 'scalar':
      return typeof value !== 'object';
    case 'text':
      return typeof value === 'string' || typeof value === 'number';
    case 'date':
      return typeof value === 'string' && parseIsoDate(value) !== null;
    case 'number':
      return typeof value === 'number'
        ? Number.isSafeInteger(value)
        : typeof value === 'string' && /^\d{1,15}$/u.test(value);
    case 'ranked':
      return rankOf(value) !== null;
    case 'list':
      return isList(value) && value.every((item) => accepts('text', item));
    case 'format':
      return typeof value === 'string' && dateFormats.includes(value);
  }
}

/** The kind, as a message puts it. */
export const kindInWords: Readonly<Record<ArgumentKind, string>> = {
  any: 'a value',
  scalar: 'text, a number, or yes or no',
  text: 'text or a number',
  date: 'a date like 2028-06-24',
  number: 'a whole number',
  ranked: 'a number or a date like 2028-06-24',
  list: 'a list of texts',
  format: `one of ${dateFormats.map((name) => `"${name}"`).join(', ')}`,
};
