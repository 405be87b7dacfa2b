import fc from 'fast-check';
import { expect, test } from 'vitest';
import { badDay } from '../../src/sending/rehearsal/bad-day.js';

const addresses = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `s${index}@clp${index}.example.org`);

test('no two neighbours in the list meet a fault, or the run would stop at refusals in a row', () => {
  fc.assert(
    fc.property(fc.nat(400), fc.string(), (count, seed) => {
      const faults = badDay(addresses(count), seed);
      const met = addresses(count).map((address) => faults.has(address));
      expect(met.some((isMet, index) => isMet && met[index + 1] === true)).toBe(false);
    }),
  );
});

test('a long list meets as many faults as one of sixty, from its beginning to its end', () => {
  expect(badDay(addresses(60), 'nec-2028').size).toBe(30);
  const long = [...badDay(addresses(6000), 'nec-2028').keys()];
  expect(long).toHaveLength(30);
  expect(long.at(-1)).toBe('s5800@clp5800.example.org');
});

test('every kind of fault is met once before one comes again', () => {
  const kinds = [...badDay(addresses(40), 'nec-2028').values()].map((fault) => JSON.stringify(fault));
  expect(new Set(kinds.slice(0, 10)).size).toBe(10);
  expect(kinds.slice(10)).toEqual(kinds.slice(0, 10));
});

test('a seed gives the same day each time, another seed another day', () => {
  expect(badDay(addresses(30), 'one')).toEqual(badDay(addresses(30), 'one'));
  expect(badDay(addresses(30), 'one')).not.toEqual(badDay(addresses(30), 'two'));
});
