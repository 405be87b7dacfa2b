import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { runs } from '../runs.js';
import { codes, noteOf, noteSource, packed, read, textCell, workbookParts } from './workbook-source.js';

const MB = 2 ** 20;
const PARTS = workbookParts(noteSource(textCell('Bala')));

function spaces(bytes: number): Uint8Array {
  return new Uint8Array(bytes).fill(0x20);
}

/** A part with so many spaces behind its root element, which pack to a thousandth. */
function swollen(name: string, bytes: number): Record<string, Uint8Array> {
  return { [name]: Buffer.concat([Buffer.from(PARTS[name] ?? ''), spaces(bytes)]) };
}

/** The archive with four bytes changed where its list of entries describes this one. */
function patched(archive: Uint8Array, name: string, field: number, value: number): Uint8Array {
  const bytes = Buffer.from(archive);
  bytes.writeUInt32LE(value, bytes.lastIndexOf(name) - 46 + field);
  return bytes;
}

describe('the archive of a workbook', () => {
  it('gives the same list, or none, whichever of its bits is flipped', async () => {
    const whole = readFileSync(new URL('../fixtures/lists/libreoffice-workbook/clps.xlsx', import.meta.url));
    const list = await read(whole);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (at, bit) => {
        const bytes = Uint8Array.from(whole);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        const events = await read(bytes);
        if (events.some(({ kind }) => kind === 'row')) expect(events).toEqual(list);
        else expect(codes(events)).toHaveLength(1);
      }),
      { numRuns: runs(300) },
    );
  });

  it.each([
    ['one part', swollen('xl/worksheets/sheet1.xml', 101 * MB)],
    [
      'two parts together',
      { ...swollen('xl/worksheets/sheet1.xml', 51 * MB), ...swollen('xl/sharedStrings.xml', 51 * MB) },
    ],
    ['the styles', swollen('xl/styles.xml', 101 * MB)],
  ])('is refused where %s would unpack to more than 100 MB', async (_, parts) => {
    const bytes = packed({ ...PARTS, ...parts });
    expect(bytes.length).toBeLessThan(MB / 2);
    const [event] = await read(bytes);
    expect(event?.problems).toMatchObject([
      {
        code: 'workbook-too-large',
        message: 'The workbook unpacks to more than 100 MB, far more than a list of people takes.',
      },
    ]);
  });

  it('is read where only a part that no list needs is so large', async () => {
    expect(await noteOf(packed({ ...PARTS, 'xl/media/image1.png': spaces(101 * MB) }))).toBe('Bala');
  });

  it.each([
    ['smaller than it is', 24, 100],
    ['larger than it is', 24, 100_000],
    ['packed into less than it is', 20, 10],
    ['of another checksum', 16, 1],
    ['at another place', 42, 7],
  ])('is refused where it says that a part is %s', async (_, field, value) => {
    const bytes = patched(packed(PARTS), 'xl/worksheets/sheet1.xml', field, value);
    expect(codes(await read(bytes))).toEqual(['broken-workbook']);
  });

  it.each([
    ['stored without packing', zipSync(unzipSync(packed(PARTS)), { level: 0 })],
    ['commented on', zipSync(unzipSync(packed(PARTS)), { comment: 'made by hand' })],
  ])('is read where its parts are %s', async (_, bytes) => {
    expect(await noteOf(bytes)).toBe('Bala');
  });
});
