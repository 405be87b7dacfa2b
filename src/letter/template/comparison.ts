import type { Fact } from '../../campaign.js';
import { textOf } from './facts.js';
import { parseIsoDate } from '../wording/language.js';

/** A value that comes before or after others of its kind. */
interface Ranked {
  readonly kind: 'number' | 'date';
  /** Of a date, milliseconds since 1970. */
  readonly rank: number;
}

/** With the commas that a spreadsheet puts between thousands. */
const NUMBER = /^[-+−]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/u;

/** The rank of a number or a date; null for what is neither. */
export function rankOf(value: Fact): Ranked | null {
  const text = textOf(value).trim();
  const date = parseIsoDate(text);
  if (date !== null) return { kind: 'date', rank: date.getTime() };
  if (typeof value === 'boolean' || !NUMBER.test(text)) return null;
  return { kind: 'number', rank: Number(text.replaceAll(',', '').replace('−', '-')) };
}

/** Whether two values are the same. Beside a number of the campaign's, "12.50" is one; any other text is text. */
export function isEqual(left: Fact, right: Fact): boolean {
  if (typeof left === 'number' || typeof right === 'number') {
    const [one, other] = [rankOf(left), rankOf(right)];
    if (one?.kind === 'number' && other?.kind === 'number') return one.rank === other.rank;
  }
  return folded(left) === folded(right);
}

/** Case does not count, for "WALES" and "Wales" are one nation in a list that three people kept. */
function folded(value: Fact): string {
  return textOf(value).normalize('NFC').trim().toLowerCase();
}

/** How far the first of two numbers or dates comes after the second; null where they are not of one kind. */
export function difference(left: Fact, right: Fact): number | null {
  const [one, other] = [rankOf(left), rankOf(right)];
  return one === null || one.kind !== other?.kind ? null : one.rank - other.rank;
}
