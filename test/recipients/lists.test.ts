import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FIELDS } from '../../src/words/field-names.js';
import type { Problem } from '../../src/problem.js';
import { createDuplicates, type Duplicates } from '../../src/recipients/duplicates/duplicates.js';
import type { ListEvent, ListOptions } from '../../src/recipients/read-list.js';
import { listEvents } from './list-events.js';
import type { Recipient } from '../../src/recipients/recipient.js';

const lists = new URL('../fixtures/lists/', import.meta.url);

function tellProblem({ file, line, column, cell, severity, code, message, hint }: Problem): string {
  const place = [file, ...(cell === undefined ? [line, column] : [cell])].filter((part) => part !== null).join(':');
  return `${place} ${severity} ${code}: ${message}\n    ${hint}`;
}

function tellRecipient({ line, clp, name, greeting, email, postalAddress, language, columns }: Recipient): string {
  const dear = `${greeting.kind}: ${greeting.text ?? '…'}`;
  const wire = email?.wire;
  return JSON.stringify({ line, clp, name, dear, email: email?.typed, wire, postalAddress, language, columns });
}

/** Everything a list told, as text: what it became, and every problem in full. */
function tell(event: ListEvent, duplicates: Duplicates | null): readonly string[] {
  const told = event.problems.map(tellProblem);
  if (event.kind === 'head') {
    const { encoding, delimiter, columns, sheet } = event.head;
    const format =
      sheet === undefined ? `${encoding}, ${JSON.stringify(delimiter)}` : `sheet ${sheet.name} of ${sheet.of}`;
    const mapping = columns.map(({ name, header, number }) => `${number} ${JSON.stringify(header)} → ${name}`);
    return [`head: ${format}, ${mapping.join(', ')}`, ...told];
  }
  if (event.kind === 'end') return [...told, `end: ${event.rows} rows, ${event.blankRows} blank`];
  if (event.recipient === null) return [`${event.line}: ${event.refusesList ? 'refuses the list' : 'held'}`, ...told];
  const verdict = duplicates?.see(event.recipient);
  return [tellRecipient(event.recipient), ...told, ...(verdict?.problems ?? []).map(tellProblem)];
}

/** What else the reader is told of a list, in `options.json` beside it: an encoding, a sheet … */
const optionsSchema = z.object({
  encoding: z.string().optional(),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  sheet: z.string().optional(),
  columns: z.partialRecord(z.enum(FIELDS), z.string()).optional(),
});

async function tellFolder(folder: URL): Promise<string> {
  const names = readdirSync(folder);
  const list = names.find((name) => name.startsWith('clps.')) ?? 'clps.csv';
  const options = names.includes('options.json') ? readFileSync(new URL('options.json', folder), 'utf8') : '{}';
  return await tellList(new URL(list, folder), { file: list, ...optionsSchema.parse(JSON.parse(options)) });
}

async function tellList(list: URL, options: ListOptions): Promise<string> {
  const lines: string[] = [];
  let duplicates: Duplicates | null = null;
  for await (const event of listEvents(createReadStream(list), options)) {
    if (event.kind === 'head') duplicates = createDuplicates(event.head);
    lines.push(...tell(event, duplicates));
  }
  return `${lines.join('\n')}\n`;
}

describe('a list', () => {
  const folders = readdirSync(lists, { withFileTypes: true }).filter((entry) => entry.isDirectory());

  it.each(folders.map(({ name }) => name))('tells %s', async (name) => {
    const folder = new URL(`${name}/`, lists);
    await expect(await tellFolder(folder)).toMatchFileSnapshot(fileURLToPath(new URL('expected.txt', folder)));
  });

  it('tells nothing of the sample list but its 24 recipients', async () => {
    const told = await tellList(new URL('../../data/clps.csv', import.meta.url), { file: 'clps.csv' });
    expect(told).not.toContain('error');
    expect(told).not.toContain('warning');
    expect(told).toContain('end: 24 rows, 0 blank');
  });
});
