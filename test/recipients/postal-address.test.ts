import { describe, expect, it } from 'vitest';
import { readPostalAddress } from '../../src/recipients/row/postal-address.js';

const NAMES = ['Jo Ely', 'Cllr Jo Ely'];

function linesOf(lines: readonly string[], town = '', postcode = ''): readonly string[] {
  return readPostalAddress({ lines, town, postcode, names: NAMES }).lines;
}

describe('a postal address', () => {
  it.each([
    ['the name', ['Jo Ely', '1 High Street'], 'Leeds', 'LS1 1AA'],
    ['the name with a title, in capitals', ['CLLR JO ELY', '1 High Street'], 'Leeds', 'LS1 1AA'],
    ['the town and the postcode', ['1 High Street', 'Leeds LS1 1AA'], 'Leeds', 'LS1 1AA'],
    ['the town with a comma, the postcode run together', ['1 High Street', 'LEEDS, ls11aa'], 'Leeds', 'LS1 1AA'],
    ['the town', ['1 High Street', 'Leeds', 'Leeds'], 'Leeds', 'LS1 1AA'],
    ['the town behind the street', ['1 High Street, Leeds'], 'Leeds', 'LS1 1AA'],
    ['the whole address in one line', ['1 High Street, Leeds, LS1 1AA'], 'Leeds', 'LS1 1AA'],
    ['the whole address in one cell', ['Jo Ely\n1 High Street\nLeeds\nLS1 1AA\nUK'], 'Leeds', 'LS1 1AA'],
    ['the postcode, on a line of its own', ['1 High Street', 'LS1 1AA'], 'Leeds', 'LS1 1AA'],
    [
      'countries, before and behind the postcode',
      ['1 High Street', 'Leeds', 'England', 'LS1 1AA', 'United Kingdom'],
      '',
      '',
    ],
    ['a country', ['1 High Street', 'Leeds', 'England'], '', 'LS1 1AA'],
  ])('that has %s twice or more than it needs has each thing once, the postcode last', (_, lines, town, postcode) => {
    const [street, place, last, ...more] = linesOf(lines, town, postcode);
    expect([street, place?.toLowerCase(), last, more]).toEqual(['1 High Street', 'leeds', 'LS1 1AA', []]);
  });

  it.each([
    [['1 High Street', 'Wales', 'Sheffield'], '', 'S26 5RB', ['1 High Street', 'Wales', 'Sheffield', 'S26 5RB']],
    [['1 High Street'], 'Wales', 'S26 5RB', ['1 High Street', 'Wales', 'S26 5RB']],
    [['c/o Jo Ely', '1 High Street'], 'Leeds', '', ['c/o Jo Ely', '1 High Street', 'Leeds']],
    [['1 Rue Basse', 'Lyon', 'France'], '', '69001', ['1 Rue Basse', 'Lyon', 'France', '69001']],
    [['Jo Ely House', '1 High Street'], 'Leeds', 'LS1 1AA', ['Jo Ely House', '1 High Street', 'Leeds', 'LS1 1AA']],
    [
      ['1 High Street', 'Leeds', 'West Yorkshire'],
      'Leeds',
      'LS1 1AA',
      ['1 High Street', 'Leeds', 'West Yorkshire', 'LS1 1AA'],
    ],
  ])('of %j, %s, %s keeps what belongs to it', (lines, town, postcode, whole) => {
    expect(linesOf(lines, town, postcode)).toEqual(whole);
  });

  it.each([
    [['LS1 1AA'], '', ''],
    [[], '', 'LS1 1AA'],
    [['Jo Ely'], '', 'LS1 1AA'],
    [['UK'], '', 'LS1 1AA'],
  ])('of %j alone can reach nobody', (lines, town, postcode) => {
    expect(linesOf(lines, town, postcode)).toEqual([]);
  });

  it('with two postcodes has the one of its column, and names the other', () => {
    const cells = { lines: ['1 High Street', 'Leeds LS2 2BB'], town: '', postcode: 'LS1 1AA', names: NAMES };
    expect(readPostalAddress(cells)).toEqual({
      lines: ['1 High Street', 'Leeds', 'LS1 1AA'],
      otherPostcodes: ['LS2 2BB'],
    });
  });
});
