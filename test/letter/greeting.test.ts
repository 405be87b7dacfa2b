import { expect, it } from 'vitest';
import { greetingFor } from '../../src/letter/greeting.js';
import { campaign, rowOf } from './an-example.js';

it.each([
  ['Priya Shah', 'Priya'],
  ['Dr Priya Shah', 'Priya'],
  ['Cllr. Dr. Priya Shah', 'Priya'],
  ['Rt Hon Mary Jane Evans', 'Mary'],
  ['Sir Alun', 'Sir Alun'],
  ['Mr Jones', 'Mr Jones'],
  ['J. Smith', 'J. Smith'],
  ['Shah, Priya', 'Priya'],
  ['Shah, P', 'P Shah'],
  ['Shah, Mrs P.', 'Mrs P. Shah'],
  ['Łucja Nowak-O’Brien', 'Łucja'],
  ['Miss', 'Miss'],
  ['', 'Comrade'],
])('greets "%s" as "%s"', (name, greeting) => {
  expect(greetingFor(rowOf({ name }), campaign, 'en-GB')).toBe(greeting);
});

it('prefers the salutation, then the first name, of the list', () => {
  expect(greetingFor(rowOf({ name: 'Dr Priya Shah', first_name: 'Pri', salutation: 'Dr Shah' }), campaign, 'en')).toBe(
    'Dr Shah',
  );
  expect(greetingFor(rowOf({ name: 'Dr Priya Shah', first_name: 'Pri', salutation: '' }), campaign, 'en')).toBe('Pri');
});

it('falls back in the language of the letter', () => {
  expect(greetingFor(rowOf({}), campaign, 'cy')).toBe('Gyfaill');
});

it('greets nobody by an initial', () => {
  expect(greetingFor(rowOf({ name: 'P. Shah', first_name: 'P.', last_name: 'Shah' }), campaign, 'en')).toBe('P. Shah');
});
