import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neutraliseCell, restoreCell } from '../../src/recipients/csv/formula-start.js';
import { runs } from '../runs.js';

const cell = fc.string({
  unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '＝', ' ', 'a', '"'),
  maxLength: 8,
});

describe('neutraliseCell', () => {
  it('leaves nothing that a spreadsheet takes for a formula, and is undone by restoreCell', () => {
    fc.assert(
      fc.property(cell, (text) => {
        expect('=+-@\t\r\n＝＋－＠').not.toContain(neutraliseCell(text).at(0) ?? 'a');
        expect(restoreCell(neutraliseCell(text))).toBe(text);
      }),
      { numRuns: runs(10_000) },
    );
  });

  it('leaves other apostrophes alone', () => {
    for (const text of ["'twas", "O'Brien", "'"])
      expect([neutraliseCell(text), restoreCell(text)]).toEqual([text, text]);
  });
});
