import { expect, it } from 'vitest';
import { fallbackGreeting } from '../../src/letter/wording/greeting.js';
import { campaign } from './an-example.js';

it.each([
  ['en-GB', 'Comrade'],
  ['cy', 'Gyfaill'],
  ['gd', 'Comrade'],
])('falls back in the nearest language to %s', (language, greeting) => {
  expect(fallbackGreeting(campaign, language)).toBe(greeting);
});
