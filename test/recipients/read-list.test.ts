import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListEvent } from '../../src/recipients/read-list.js';
import { listEvents } from './list-events.js';
import { runs } from '../runs.js';

async function* inChunks(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    yield await Promise.resolve(bytes.subarray(at, at + size));
    at += size;
  }
}

async function read(bytes: Uint8Array, sizes: readonly number[] = []): Promise<readonly ListEvent[]> {
  const events: ListEvent[] = [];
  for await (const event of listEvents(inChunks(bytes, sizes), { file: 'clps.csv' })) events.push(event);
  return events;
}

async function onlyRow(bytes: Uint8Array): Promise<Extract<ListEvent, { kind: 'row' }>> {
  const rows = (await read(bytes)).filter((event) => event.kind === 'row');
  expect(rows).toHaveLength(1);
  const [row] = rows;
  if (row === undefined) throw new Error('no row');
  return row;
}

const pieces = [
  'clp',
  'email',
  'name',
  ',',
  ';',
  '\t',
  '"',
  '""',
  '\r',
  '\n',
  '\r\n',
  'Ynys Môn',
  'sian@example.org',
  '\ufeff',
  ' ',
  '\0',
  'é',
  '#REF!',
  '€',
];
const listLike = fc
  .tuple(
    fc.array(fc.constantFrom(...pieces), { maxLength: 60 }),
    fc.constantFrom<BufferEncoding>('utf8', 'utf16le', 'latin1'),
    fc.boolean(),
  )
  .map(([parts, encoding, headed]) => Buffer.from((headed ? 'clp,name,email\n' : '') + parts.join(''), encoding));
const bytesOfAnySort = fc.oneof(listLike, fc.uint8Array({ maxLength: 300 }));

/** As many lines as the bytes may have; those of UTF-16 are among them. */
function countLines(bytes: Uint8Array): number {
  return Buffer.from(bytes)
    .toString('latin1')
    .split(/\r\n|\n|\r/u).length;
}

describe('readList', () => {
  it('never throws, ends once, and names only lines that exist', async () => {
    await fc.assert(
      fc.asyncProperty(bytesOfAnySort, async (bytes) => {
        const events = await read(bytes);
        expect(events.filter((event) => event.kind === 'end')).toHaveLength(1);
        expect(events.at(-1)?.kind).toBe('end');
        const lines = events.flatMap((event) => event.problems).map(({ line }) => line ?? 1);
        expect(Math.min(1, ...lines)).toBe(1);
        expect(Math.max(1, ...lines)).toBeLessThanOrEqual(countLines(bytes));
      }),
      { numRuns: runs(500) },
    );
  });

  it('tells the same however the bytes arrive', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(bytesOfAnySort, sizes, async (bytes, chunkSizes) => {
        expect(await read(bytes, chunkSizes)).toEqual(await read(bytes));
      }),
      { numRuns: runs(300) },
    );
  });

  it('gives every cell back as it was written, but for the spaces around it', async () => {
    const characters = fc.constantFrom(...('aZ09 ŵŷòŁ’,;"\n{}<>&=+-@|`*_\\/😀中é'.match(/./gsu) ?? []));
    const cell = fc.string({ unit: characters, maxLength: 40 });
    const format = fc.record({
      delimiter: fc.constantFrom(',', ';', '\t'),
      encoding: fc.constantFrom<BufferEncoding>('utf8', 'utf16le'),
      bom: fc.constantFrom('', '\ufeff'),
      lineEnd: fc.constantFrom('\n', '\r\n'),
    });
    await fc.assert(
      fc.asyncProperty(cell, cell, format, async (first, second, { delimiter, encoding, bom, lineEnd }) => {
        const quoted = [first, second].map((text) => `"${text.replaceAll('"', '""')}"`);
        const rows = [
          ['clp', 'email', 'note', 'more'],
          ['Ynys Môn', 'sian@example.org', ...quoted],
        ];
        const text = bom + rows.map((row) => row.join(delimiter) + lineEnd).join('');
        const { recipient } = await onlyRow(Buffer.from(text, encoding));
        expect(recipient?.columns).toEqual({
          clp: 'Ynys Môn',
          email: 'sian@example.org',
          note: first.trim(),
          more: second.trim(),
        });
      }),
      { numRuns: runs(500) },
    );
  });

  it('gives columns without a prototype, so that no header reaches anything else', async () => {
    const { recipient } = await onlyRow(
      Buffer.from('clp,email,__proto__,constructor\nYnys Môn,sian@example.org,a,b\n'),
    );
    expect(recipient === null ? null : Object.getPrototypeOf(recipient.columns)).toBeNull();
    expect({}.constructor).toBe(Object);
  });

  const filler = 'Cardiff West,tomos@example.org\n'.repeat(5000);

  it('tells the line on which a long list stops being UTF-8', async () => {
    const head = `clp,email\nYnys Môn,sian@example.org\n${filler}`;
    const events = await read(
      Buffer.concat([Buffer.from(head), Buffer.from('Na h-\xcfle,morag@example.org\n', 'latin1')]),
    );
    const end = events.at(-1);
    expect(end?.problems.map(({ code, line }) => ({ code, line }))).toEqual([{ code: 'mixed-encodings', line: 5003 }]);
    expect(end).toMatchObject({ rows: 5001 });
  });

  it('reads a long list as Windows-1252 though its first accent comes late', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`clp,email\n${filler}`),
      Buffer.from('Ynys M\xf4n,sian@example.org\n', 'latin1'),
    ]);
    const events = await read(bytes);
    expect(events.at(-2)).toMatchObject({ kind: 'row', line: 5002, recipient: { clp: 'Ynys Môn' } });
    expect(events.at(-1)?.problems.map(({ code, line }) => ({ code, line }))).toEqual([
      { code: 'windows-1252', line: 5002 },
    ]);
  });

  it('reads Windows-1252 whose only accent is the very last byte', async () => {
    const { recipient } = await onlyRow(Buffer.from('clp,email,name\nYnys Mon,sian@example.org,Andr\xe9', 'latin1'));
    expect(recipient?.name).toBe('André');
  });

  it('counts a line end once though a block ends within it', async () => {
    const head = 'clp,email\r\n';
    const wide = `${'x'.repeat(65_536 - head.length - 1)}\r\n`;
    const events = await read(
      Buffer.concat([Buffer.from(`${head}${wide}é,sian@example.org\r\n`), Buffer.from('\xe9\r\n', 'latin1')]),
    );
    expect(events.at(-1)?.problems.map(({ code, line }) => ({ code, line }))).toEqual([
      { code: 'mixed-encodings', line: 4 },
    ]);
  });

  it.each([
    ['a workbook', `PK\x03\x04xl/${'x'.repeat(200_000)}`],
    ['a list without a header', `Ynys Môn,sian@example.org\n${filler}`],
    ['a list that breaks off in a quote', `clp,email\n"a"b,c\n${filler}`],
  ])('lets go of the file when it refuses %s', async (_, text) => {
    let isOpen = true;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        yield* inChunks(Buffer.from(text, 'latin1'), [1000]);
      } finally {
        isOpen = false;
      }
    }
    for await (const event of listEvents(source(), { file: 'clps.csv' })) expect(event.kind).not.toBe('row');
    expect(isOpen).toBe(false);
  });

  it('holds a row with a cell of a megabyte, and reads on', async () => {
    const events = await read(
      Buffer.from(`clp,email\n"${'Môn '.repeat(200_000)}",sian@example.org\nCardiff West,tomos@example.org\n`),
    );
    expect(events.flatMap((event) => event.problems).map(({ code, line, column }) => [code, line, column])).toEqual([
      ['cell-too-long', 2, 1],
    ]);
    expect(events.at(-2)).toMatchObject({ kind: 'row', line: 3, recipient: { clp: 'Cardiff West' } });
  });

  it('gives up a quote that is never closed before it has swallowed a huge list', async () => {
    const bytes = Buffer.from(`clp,email\nYnys Môn,"sian@example.org\n${filler.repeat(20)}`);
    const events = await read(bytes);
    expect(events.at(-1)?.problems.map(({ code, line, column }) => ({ code, line, column }))).toEqual([
      { code: 'unclosed-quote', line: 2, column: 2 },
    ]);
  });

  it('names the line of a quote behind cells of several lines', async () => {
    const rows = 'clp,note,email\n"Ynys\r\nMôn","a\n\rb",sian@example.org\nCardiff West,"c\nd",to"mos\n';
    const events = await read(Buffer.from(rows));
    expect(events.at(-1)?.problems.map(({ code, line, column }) => ({ code, line, column }))).toEqual([
      { code: 'stray-quote', line: 7, column: 3 },
    ]);
  });
});
