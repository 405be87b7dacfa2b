import { createReadStream, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/problem.js';
import { createDuplicates, type Duplicates } from '../../src/recipients/duplicates.js';
import { readList, type ListEvent } from '../../src/recipients/read-list.js';
import type { Recipient } from '../../src/recipients/recipient.js';

const lists = new URL('../fixtures/lists/', import.meta.url);

function tellProblem({ file, line, column, severity, code, message, hint }: Problem): string {
  const place = [file, line, column].filter((part) => part !== null).join(':');
  return `${place} ${severity} ${code}: ${message}\n    ${hint}`;
}

function tellRecipient({ line, clp, name, email, postalAddress, language, columns }: Recipient): string {
  return JSON.stringify({ line, clp, name, email: email?.typed, wire: email?.wire, postalAddress, language, columns });
}

/** Everything a list told, as text: what it became, and every problem in full. */
function tell(event: ListEvent, duplicates: Duplicates | null): readonly string[] {
  const told = event.problems.map(tellProblem);
  if (event.kind === 'head') {
    const { encoding, delimiter, columns } = event.head;
    const mapping = columns.map(({ name, header, number }) => `${number} ${JSON.stringify(header)} → ${name}`);
    return [`head: ${encoding}, ${JSON.stringify(delimiter)}, ${mapping.join(', ')}`, ...told];
  }
  if (event.kind === 'end') return [...told, `end: ${event.rows} rows, ${event.blankRows} blank`];
  if (event.recipient === null) return [`${event.line}: held`, ...told];
  const verdict = duplicates?.see(event.recipient);
  return [tellRecipient(event.recipient), ...told, ...(verdict?.problems ?? []).map(tellProblem)];
}

async function tellList(list: URL): Promise<string> {
  const lines: string[] = [];
  let duplicates: Duplicates | null = null;
  for await (const event of readList(createReadStream(list), { file: 'clps.csv' })) {
    if (event.kind === 'head') duplicates = createDuplicates(event.head);
    lines.push(...tell(event, duplicates));
  }
  return `${lines.join('\n')}\n`;
}

describe('a list', () => {
  const folders = readdirSync(lists, { withFileTypes: true }).filter((entry) => entry.isDirectory());

  it.each(folders.map(({ name }) => name))('tells %s', async (name) => {
    const folder = new URL(`${name}/`, lists);
    await expect(await tellList(new URL('clps.csv', folder))).toMatchFileSnapshot(
      fileURLToPath(new URL('expected.txt', folder)),
    );
  });

  it('tells nothing of the sample list but its 24 recipients', async () => {
    const told = await tellList(new URL('../../data/clps.csv', import.meta.url));
    expect(told).not.toContain('error');
    expect(told).not.toContain('warning');
    expect(told).toContain('end: 24 rows, 0 blank');
  });
});
