import type { CellMake } from '../list-record.js';
import type { Book, CellStyle } from './book.js';
import { durationText } from './duration.js';
import { fractionText } from './fraction.js';
import { dateText, isoDateText, type NumberFormat } from './number-format.js';
import { shownNumber } from './number-pattern.js';
import { isTrue, struckPart, unescapeText, type SheetText } from './text-runs.js';

/** A cell as its XML has it (CT_Cell, ECMA-376 part 1, §18.3.1.4). */
export interface RawCell {
  readonly type: string;
  readonly style: CellStyle;
  readonly hasFormula: boolean;
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
    if (text !== null) return { text, make: { kind: 'date' } };
  }
  const shown = shownBy(format, number);
  return shown === null
    ? { text: String(number), make: { kind: 'shown-otherwise', code: format.code } }
    : { text: shown, make: null };
}

function plainValue({ type, style, value, hasFormula }: RawCell, is1904: boolean): Value {
  if (type !== 'str' && value.trim() === '') return { text: '', make: hasFormula ? { kind: 'uncalculated' } : null };
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
