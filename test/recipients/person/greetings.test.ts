import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { greetingOf } from '../../../src/recipients/person/greeting-of-row.js';
import { greetingProblem, withdrawnProblem } from '../../../src/recipients/person/greeting-problem.js';

/** Sections of cells of names, or of rows as JSON, each with what the letter begins with. */
const SECTIONS = readFileSync(new URL('greetings.txt', import.meta.url), 'utf8')
  .trim()
  .split(/^## /mu)
  .slice(1)
  .map((section) => {
    const [title = '', ...lines] = section.trim().split('\n');
    return { title, rows: lines.map((line) => line.split(' → ')) };
  });

const PLACE = { file: 'clps.csv', line: 2, column: 2 };

function columnsOf(row: string): Record<string, string> {
  if (!row.startsWith('{"')) return { name: row };
  const columns: unknown = JSON.parse(row);
  const entries = typeof columns === 'object' && columns !== null ? Object.entries(columns) : [];
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

/** "Dear Jo,", with "told" where something is told of it; "nobody (office)"; "held". */
function outcome(columns: Record<string, string>): string {
  if (Object.values(columns).some((cell) => withdrawnProblem(cell, PLACE) !== null)) return 'held';
  const greeting = greetingOf(columns);
  const { text, column } = greeting;
  const problem = greetingProblem(greeting, column === null ? '' : (columns[column] ?? ''), PLACE);
  if (text === null) return `nobody (${String(greeting.because)})`;
  if (problem !== null) expect(problem.message).toContain(`Dear ${text},`);
  return `Dear ${text},${problem === null ? '' : ' told'}`;
}

describe.each(SECTIONS)('$title', ({ rows }) => {
  it.each(rows)('%s: %s', (row = '', greeting = '') => {
    expect(outcome(columnsOf(row))).toBe(greeting);
  });
});
