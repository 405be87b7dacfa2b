import { describe, expect, it } from 'vitest';
import { createExchangedColumns } from '../../../src/recipients/table/exchanged-columns.js';
import type { ListHead } from '../../../src/recipients/recipient.js';
import { inventPeople } from './invented-pairs.js';

/** Real ones, some of them written in another order, with all that have a given name in them or are a family name too. */
const CLPS = `
Jarrow|Stroud|Battersea|Gordon and Buchan|Angus and Perthshire Glens|Ross, Skye and Lochaber|Beverley and Holderness|Forest of Dean|Lewes|Stafford|Selby
Milton Keynes Central|Sutton Coldfield|Sherwood Forest|Amber Valley|Colne Valley|Alyn and Deeside|Caerfyrddin|Aberafan Maesteg|Dwyfor Meirionnydd|Gower
Na h-Eileanan an Iar|Orkney and Shetland|Chester South and Eddisbury|Houghton and Sunderland South|Normanton and Hemsworth|Leigh and Atherton|Heywood
Washington and Gateshead South|Blackley and Middleton South|Ashton-under-Lyne|Newcastle-under-Lyme|Barrow and Furness|Douglas|Stirling and Strathallan
St Helens North|St Ives|St Albans|Stratford and Bow|Hove and Portslade|Erith and Thamesmead|Ealing Central and Acton|Harrow West|Kent, Weald of|Vauxhall and Camberwell Green
Wallasey|Halesowen|Warrington North|Wells and Mendip Hills|Perry Barr|Selly Oak|Bethnal Green and Stepney|Brent East|Bolton West CLP|Bath Labour Party
`
  .trim()
  .split(/[|\n]/u);
const NAMES = [
  ...inventPeople().map(({ name }) => name),
  'Ann West',
  'Jo North',
  'Oliver East',
  'Bay Central',
  'Ian Stafford',
  'Jo and Ann Oak',
  'The Secretary',
  '',
  'TBC',
];
const ROWS = Array.from({ length: 600 }, (_, index) => ({
  clp: CLPS[index % CLPS.length] ?? '',
  name: NAMES[(index * 7) % NAMES.length] ?? '',
}));

function headOf(...names: readonly string[]): ListHead {
  const columns = names.map((name, index) => ({ name, header: name, number: index + 1 }));
  return { file: 'clps.csv', encoding: 'UTF-8', delimiter: ',', columns };
}

function toldOf(head: ListHead, rows: readonly (readonly string[])[]): readonly string[] {
  const watch = createExchangedColumns(head);
  rows.forEach((cells, index) => {
    watch.see({ line: index + 2, cells });
  });
  return watch.problems().map(({ message }) => message);
}

function told(rows: readonly { readonly clp: string; readonly name: string }[]): readonly string[] {
  return toldOf(
    headOf('clp', 'name'),
    rows.map(({ clp, name }) => [clp, name]),
  );
}

describe('CLPs and names that have changed places', () => {
  it('are not seen where every row is right, in a list of any length', () => {
    expect(told(ROWS)).toEqual([]);
    for (const row of ROWS) expect(told([row])).toEqual([]);
  });

  it('are told once where every row is wrong, at any length from five rows', () => {
    const exchanged = ROWS.map(({ clp, name }) => ({ clp: name, name: clp }));
    for (const length of [5, 20, 600]) {
      for (let start = 0; start < exchanged.length; start += length)
        expect(told(exchanged.slice(start, start + length)), `from row ${start}`).toHaveLength(1);
    }
  });

  it('are told with their lines where some rows are wrong', () => {
    const wrong = [40, 41, 300];
    const rows = ROWS.map((row, index) => (wrong.includes(index) ? { clp: 'Siân Prŷs', name: 'Hull East' } : row));
    expect(told(rows)).toEqual([
      'The CLP and the name seem to have changed places in lines 42, 43, 302: "Siân Prŷs" stands for a CLP, and "Hull East" for a name.',
    ]);
  });

  describe('where a name stands in two columns', () => {
    const parted = ROWS.map(({ clp, name }) => {
      const [first = '', ...rest] = name.split(' ');
      return { clp, first, last: rest.join(' ') };
    });
    const lengths = [1, 20, 600].flatMap((length) =>
      Array.from({ length: Math.floor(parted.length / length) }, (_, index) => [index * length, length] as const),
    );

    it.each(['first', 'last'] as const)('are told once where the CLP is in that of the %s', (part) => {
      const exchanged = parted.map((row) => ({ ...row, clp: row[part], [part]: row.clp }));
      for (const [start, length] of lengths) {
        const cells = (rows: typeof parted): string[][] =>
          rows.slice(start, start + length).map(({ clp, first, last }) => [clp, first, last]);
        const head = headOf('clp', 'first_name', 'last_name');
        expect(toldOf(head, cells(parted)), `from row ${start}`).toEqual([]);
        if (length > 1) expect(toldOf(head, cells(exchanged)), `from row ${start}`).toHaveLength(1);
      }
    });
  });
});
