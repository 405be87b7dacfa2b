import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/problem.js';
import { listEvents } from './list-events.js';

/** The problems of a list with one row. */
async function problemsOf(clp: string, email: string): Promise<readonly Problem[]> {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from(`clp,email\n${clp},${email}\n`));
  }
  const problems: Problem[] = [];
  for await (const event of listEvents(bytes(), { file: 'clps.csv' })) problems.push(...event.problems);
  return problems;
}

describe('a character that turns the direction of reading', () => {
  const controls = '061C 200E 200F 202A 202B 202C 202D 202E 2066 2067 2068 2069'.split(' ');

  it.each(controls)('is told with its place: U+%s', async (code) => {
    const control = String.fromCodePoint(parseInt(code, 16));
    for (const clp of [`Ba${control}th`, `${control}Bath`, `Bath${control}`])
      expect(await problemsOf(clp, 'jo@example.org')).toMatchObject([
        { severity: 'error', code: 'bidirectional-control', line: 2, column: 1 },
      ]);
  });
});

describe('a domain', () => {
  const scripts = [
    ['Cyrillic', 'пример'],
    ['Greek', 'παράδειγμα'],
    ['Armenian', 'օրինակ'],
    ['Cherokee', 'ᏣᎳᎩ'],
  ] as const;

  it.each(scripts)('may be in %s, and may not mix it with Latin in one label', async (_, word) => {
    expect(await problemsOf('Bath', `jo@${word}.example.org`)).toMatchObject([{ code: 'tidied-domain' }]);
    for (const label of [`example${word}`, `${word}example`])
      expect(await problemsOf('Bath', `jo@${label}.example.org`)).toMatchObject([
        { severity: 'error', code: 'mixed-scripts', line: 2, column: 2 },
      ]);
  });
});
