import { describe, expect, test } from 'vitest';
import { parseMailbox } from '../../src/email-address.js';
import { greetingOf } from '../../src/recipients/person/greeting-of-row.js';
import type { Recipient } from '../../src/recipients/recipient.js';
import { letterKey, messageIdFor } from '../../src/sending/plan/letter-key.js';

function recipient(clp: string, email: string | null, postalAddress: readonly string[] = [], line = 2): Recipient {
  const address = email === null ? null : (parseMailbox(email)?.address ?? null);
  return {
    line,
    clp,
    name: 'Mair Prys',
    greeting: greetingOf({}),
    email: address,
    postalAddress,
    language: null,
    columns: {},
  };
}

const key = (clp: string, email: string | null, postal?: readonly string[]): string =>
  letterKey('nec-2028', 're-election', recipient(clp, email, postal));

test('a key is the same wherever the row stands and whatever else it says', () => {
  const other = {
    ...recipient('Ynys Môn', 'mair@example.org', ['1 High Street'], 99),
    name: 'M. Prys',
    language: 'cy',
  };
  expect(letterKey('nec-2028', 're-election', other)).toBe(key('Ynys Môn', 'mair@example.org'));
  expect(key('Ynys Môn', 'mair@example.org')).toMatch(/^[0-9a-f]{24}$/u);
});

describe('the same CLP typed another way has the same key', () => {
  test.each([
    ['Ynys Môn', 'YNYS  MON '],
    ['Ynys Môn', 'Ynys Mo\u0302n'],
    ['St. Helens North', 'St Helens North'],
    ['Brighton & Hove', 'Brighton and Hove'],
    ['King’s Lynn', 'Kings Lynn'],
  ])('%s, %s', (one, other) => {
    expect(key(one, 'mair@example.org')).toBe(key(other, 'Mair@EXAMPLE.org'));
  });
});

test('another CLP, address, mailing or campaign has another key', () => {
  const keys = [
    key('Arfon', 'mair@example.org'),
    key('Ynys Môn', 'mair@example.org'),
    key('Arfon', 'sian@example.org'),
    letterKey('nec-2028', 'reminder', recipient('Arfon', 'mair@example.org')),
    letterKey('nec-2030', 're-election', recipient('Arfon', 'mair@example.org')),
    key('Arfon', null, ['1 High Street', 'Caernarfon']),
    key('Arfon', null, ['2 High Street', 'Caernarfon']),
    key('Arfon', null, ['1 High Street Caernarfon']),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});

test('a Message-ID is made of the key', () => {
  expect(messageIdFor('0123', 'example.org')).toBe('0123@example.org');
});
