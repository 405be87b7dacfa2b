import type { CellMake } from '../list-record.js';
import type { Book, CellStyle } from './book.js';
import { textOfFormula } from '../csv/text-formula.js';
import { durationText } from './duration.js';
import { fractionText } from './fraction.js';
import { dateText, isoDateText, type NumberFormat } from './number-format.js';
import { shownNumber } from './number-pattern.js';
import { isTrue, struckPart, unescapeText, type SheetText } from './text-runs.js';

/** A cell as its XML has it (CT_Cell, ECMA-376 part 1, §18.3.1.4). */
export interface RawCell {
  readonly type: string;
  readonly style: CellStyle;
  /** Without its =; null for a cell that has none. */
  readonly formula: string | null;
  readonly value: string;
  /** The text that stands in the cell itself. */
  readonly inline: SheetText;
}

/** A cell as a list has it. */
export interface CellReading {
  readonly text: string;
  readonly make: CellMake | null;
  readonly isStruck: boolean;
}

/**
 * A workbook shows no more digits of a number than these (ECMA-376 leaves it open; Excel's
 * specification).
 */
const DIGITS = 15;

type Value = Omit<CellReading, 'isStruck'>;

/** A date is put into another order, and a time on a clock of twelve hours is not; any other time is as shown. */
function makeOfDate({ code, parts }: Extract<NumberFormat, { kind: 'date' }>): CellMake | null {
  if (parts.hasDay) return { kind: 'date' };
  return /am\/pm|a\/p/iu.test(code) ? { kind: 'shown-otherwise', code } : null;
}

/** A number as its format shows it; null where that is not known here. */
function shownBy(format: NumberFormat, number: number): string | null {
  if (format.kind === 'duration') return durationText(number, format.duration);
  if (format.kind === 'fraction') return fractionText(number, format.fraction);
  return format.kind === 'pattern' ? shownNumber(number, format.pattern) : null;
}

function numberValue(raw: string, format: NumberFormat, is1904: boolean): Value {
  const number = Number(Number(raw).toPrecision(DIGITS));
  if (Number.isNaN(number)) return { text: raw, make: null };
  if (format.kind === 'plain') return { text: String(number), make: null };
  if (format.kind === 'date') {
    const text = dateText(Number(raw), format.parts, is1904);
    if (text !== null) return { text, make: makeOfDate(format) };
  }
  const shown = shownBy(format, number);
  return shown === null
    ? { text: String(number), make: { kind: 'shown-otherwise', code: format.code } }
    : { text: shown, make: null };
}

/** A formula without its result: one that is only a text, ="00123", is its own. */
function uncalculated(formula: string): Value {
  const text = textOfFormula(`=${formula}`);
  return text === `=${formula}` ? { text: '', make: { kind: 'uncalculated' } } : { text, make: null };
}

function plainValue({ type, style, value, formula }: RawCell, is1904: boolean): Value {
  if (type !== 'str' && value.trim() === '') return formula === null ? { text: '', make: null } : uncalculated(formula);
  switch (type) {
    case 'b':
      return { text: isTrue(value) ? 'TRUE' : 'FALSE', make: null };
    case 'd':
      return { text: isoDateText(value.trim(), style.format), make: { kind: 'date' } };
    case 'str':
      return { text: unescapeText(value), make: null };
    case 'e':
      return { text: value, make: null };
    default:
      return numberValue(value, style.format, is1904);
  }
}

function sharedText(index: string, texts: Book['texts']): SheetText {
  const text = /^\d+$/u.test(index) ? texts[Number(index)] : undefined;
  if (text === undefined) throw new RangeError(`no shared text has the number ${index}`);
  return text;
}

/** The text of a cell whose runs may be struck through; null for every other sort of cell. */
function richText({ type, value, inline }: RawCell, { texts }: Book): SheetText | null {
  if (type === 'inlineStr') return inline;
  return type === 's' && value.trim() !== '' ? sharedText(value.trim(), texts) : null;
}

/**
 * What a cell gives to a list. @throws where it names a shared text that the workbook does not
 * have.
 */
export function readCell(cell: RawCell, book: Book): CellReading {
  const rich = richText(cell, book);
  if (rich === null) return { ...plainValue(cell, book.is1904), isStruck: cell.style.isStruck };
  const struckOf = struckPart(rich, cell.style.isStruck);
  return {
    text: rich.text,
    make: struckOf === 'part' ? { kind: 'partly-struck' } : null,
    isStruck: struckOf === 'all',
  };
}
