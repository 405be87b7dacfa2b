import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A list of which some get their letter on paper. */
export const LIST = [
  'clp,name,email,address_1,address_2,town,postcode,paper',
  'Bath,Jo Ely,jo@example.org,1 Milsom Row,,Bath,BA1 1AA,',
  'Ynys Môn,Siân Prŷs,sian@example.org,4 Lôn Felin,,Llangefni,LL77 7RX,yes',
  'Kingston upon Hull East,Ann Ash,,61 Walk,Drypool,Hull,HU8 8ZX,',
  'Birmingham Ladywood,Una Shah,,9 Cannon Mews,,Birmingham,B1 1AA,no',
  'Corby,Lee Orr,lee@example.org,,,,,',
  '',
].join('\n');

/** The commands that print for them, and record that it was posted. */
export const PRINT = ['print', '--csv', 'clps.csv'];
export const MARK = [...PRINT, '--mark-posted', '--yes'];

/** What a print run has put into its folder. */
export const printed = (folder: string, name = 'print/print-run.pdf'): Buffer => readFileSync(join(folder, name));
