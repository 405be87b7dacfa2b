import { expect, it } from 'vitest';
import { greetingOf } from '../../src/recipients/person/greeting-of-row.js';
import type { Recipient } from '../../src/recipients/recipient.js';
import { windowAddress } from '../../src/sending/plan/paper/window-address.js';

function addressOf(
  name: string,
  postalAddress: readonly string[],
  columns: Record<string, string> = {},
): readonly string[] {
  const recipient: Recipient = {
    line: 2,
    clp: 'Ynys Môn',
    name,
    greeting: greetingOf({}),
    email: null,
    postalAddress,
    language: null,
    columns,
  };
  return windowAddress(recipient, 'en-GB');
}

it('has the town and the postcode in capitals, and no punctuation at the ends of lines', () => {
  const lines = ['Tŷ Ŵyn,', '4 Lôn Felin.', 'Llanfair-ŷm-Muallt', 'LD2 3ZZ'];
  expect(addressOf('Siân Prŷs,', lines)).toEqual([
    'Siân Prŷs',
    'Tŷ Ŵyn',
    '4 Lôn Felin',
    'LLANFAIR-ŶM-MUALLT',
    'LD2 3ZZ',
  ]);
});

it.each([['Llangefni LL77 7QZ'], ['Llangefni, ll77 7qz'], ['Llangefni LL777QZ']])(
  'takes the postcode out of "%s" and puts it on a line of its own',
  (line) => {
    expect(addressOf('Jo Ely', ['4 Lôn Felin', line])).toEqual(['Jo Ely', '4 Lôn Felin', 'LLANGEFNI', 'LL77 7QZ']);
  },
);

it('keeps the postcode of another country last', () => {
  expect(addressOf('Jo Ely', ['1 Main Street', 'Galway', 'h91 e2k3'], { postcode: 'h91 e2k3' })).toEqual([
    'Jo Ely',
    '1 Main Street',
    'GALWAY',
    'H91 E2K3',
  ]);
});

it('is for the secretary where nobody knows a name, in the language of the letter', () => {
  const recipient: Recipient = {
    line: 2,
    clp: 'Ynys Môn',
    name: '',
    greeting: greetingOf({}),
    email: null,
    postalAddress: ['1 Stryd Fawr', 'LL77 7RX'],
    language: null,
    columns: {},
  };
  expect(windowAddress(recipient, 'en-GB')[0]).toBe('The Secretary, Ynys Môn CLP');
  expect(windowAddress(recipient, 'cy')[0]).toBe('Ysgrifennydd CLP Ynys Môn');
});
