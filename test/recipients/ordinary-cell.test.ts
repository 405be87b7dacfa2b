import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FIELDS } from '../../src/words/field-names.js';
import { checkCell, trimCell } from '../../src/recipients/row/cell-value.js';
import { isOrdinary } from '../../src/recipients/row/ordinary-cell.js';
import { runs } from '../runs.js';

const place = { file: 'clps.csv', line: 2, column: 1 };
const piece = fc.constantFrom(
  'Ynys Môn',
  'Ŵyn',
  'jo@example.org',
  'O’Neill',
  '12',
  '1E5',
  '1-Jan',
  'Jan-26',
  '+',
  '-',
  '.',
  ',',
  '/',
  ':',
  ';',
  ' ',
  '?',
  '&amp;',
  '<br>',
  '#N/A',
  '#REF!',
  'Ã©',
  '\n',
  '\t',
  '\u00a0',
  '\u00ad',
  '\u200b',
  '\ufffd',
  'e\u0301',
);
const cell = fc.oneof(
  fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'grapheme' }),
  fc.string({ minLength: 70, maxLength: 90 }),
);

it('a cell that counts as ordinary is tidy, and nothing is wrong with it in any field', () => {
  let ordinary = 0;
  fc.assert(
    fc.property(cell, fc.constantFrom(null, ...FIELDS), (value, field) => {
      if (!isOrdinary(value)) return;
      ordinary += 1;
      expect(trimCell(value).normalize('NFC')).toBe(value);
      expect(checkCell(value, field, place)).toBeNull();
    }),
    { numRuns: runs(2_000) },
  );
  expect(ordinary).toBeGreaterThan(runs(2_000) / 20);
});

it.each(['Ynys Môn', "Jo O'Neill", '12 High Street', 'jo@example.org', 'Tŷ Gwyn', ''])(
  'nothing needs to be asked about %j',
  (value) => {
    expect(isOrdinary(value)).toBe(true);
  },
);
