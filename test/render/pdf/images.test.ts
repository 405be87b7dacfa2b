import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ImageBlock } from '../../../src/letter/letter.js';
import { readImage } from '../../../src/layout/page/image.js';
import { createTypesetter } from '../../../src/render/pdf/typesetter.js';
import { fonts, letter, style } from '../../layout/letters.js';
import { pictureOf } from '../../tools/pdfium.js';
import { ask, askForBytes } from './read-pdf.js';

const [WIDTH, HEIGHT] = [40, 20];

interface Kind {
  readonly colourType: number;
  readonly depth: number;
  readonly rowBytes: number;
  /** One byte of a row without its filter byte. */
  readonly byteAt: (at: number, row: number) => number;
  readonly chunks?: Readonly<Record<string, readonly number[]>>;
  readonly interlaced?: boolean;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
}

/** A PNG whose rows are filtered by "Sub", "Up", "Average" and "Paeth" in turn. */
function png({ colourType, depth, rowBytes, byteAt, chunks = {}, interlaced = false }: Kind): Uint8Array {
  const header = Buffer.from([0, 0, 0, WIDTH, 0, 0, 0, HEIGHT, depth, colourType, 0, 0, interlaced ? 1 : 0]);
  const pixelBytes = Math.max(1, Math.floor(rowBytes / WIDTH));
  const rows = Array.from({ length: HEIGHT }, (_, row) => {
    const filter = (row % 4) + 1;
    const bytes = Array.from({ length: rowBytes }, (_unused, at) => {
      const left = at < pixelBytes ? 0 : byteAt(at - pixelBytes, row);
      const up = row === 0 ? 0 : byteAt(at, row - 1);
      const corner = row === 0 || at < pixelBytes ? 0 : byteAt(at - pixelBytes, row - 1);
      const estimate =
        [left, up, corner].toSorted((a, b) => Math.abs(left + up - corner - a) - Math.abs(left + up - corner - b))[0] ??
        0;
      return byteAt(at, row) - ([0, left, up, (left + up) >> 1, estimate][filter] ?? 0);
    });
    return Uint8Array.from([filter, ...bytes]);
  });
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...Object.entries(chunks).map(([type, data]) => chunk(type, Uint8Array.from(data))),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', new Uint8Array()),
  ]);
}

const typesetter = createTypesetter(fonts, style, new Map());
const set = (bytes: Uint8Array): Uint8Array =>
  typesetter.setLetter(letter({ kind: 'image', source: 'logo', alternative: 'Our logo' }), new Map([['logo', bytes]]));

/** The colours in the middle of the image's left and right halves, as the page shows them. */
function halves(pdf: Uint8Array): readonly (readonly number[])[] {
  const { width, pixels } = pictureOf(pdf, 0, 144);
  // At 144 dots an inch a pixel of the image is one of the page: its corner is the margins'.
  const at = (x: number, y: number): readonly number[] => [
    ...pixels.subarray(3 * (y * width + x), 3 * (y * width + x) + 3),
  ];
  return [at(147 + 10, 119 + 10), at(147 + 30, 119 + 10)];
}

const isLeft = (pixel: number): boolean => pixel < WIDTH / 2;

describe('images', () => {
  it('of every kind of PNG come out in their colours, and let the paper through where they are transparent', () => {
    const kinds: Readonly<Record<string, Kind>> = {
      colour: {
        colourType: 2,
        depth: 8,
        rowBytes: 3 * WIDTH,
        byteAt: (at) => (at % 3 === (isLeft(at / 3) ? 0 : 2) ? 255 : 0),
      },
      'colour and alpha': {
        colourType: 6,
        depth: 8,
        rowBytes: 4 * WIDTH,
        byteAt: (at) => (at % 4 === 3 ? (isLeft(at / 4) ? 255 : 0) : at % 4 === 0 ? 255 : 0),
      },
      'sixteen bits and alpha': {
        colourType: 6,
        depth: 16,
        rowBytes: 8 * WIDTH,
        byteAt: (at) => (at % 8 >= 6 ? (isLeft(at / 8) ? 255 : 0) : at % 8 < 2 ? 255 : 0),
      },
      'grey and alpha': {
        colourType: 4,
        depth: 8,
        rowBytes: 2 * WIDTH,
        byteAt: (at) => (at % 2 === 0 ? 0 : isLeft(at / 2) ? 255 : 0),
      },
      palette: {
        colourType: 3,
        depth: 1,
        rowBytes: WIDTH / 8,
        byteAt: (at) => (isLeft(at * 8 + 4) ? 0 : 255),
        chunks: { PLTE: [255, 0, 0, 0, 0, 255] },
      },
      'palette and alpha': {
        colourType: 3,
        depth: 1,
        rowBytes: WIDTH / 8,
        byteAt: (at) => (isLeft(at * 8 + 4) ? 0 : 255),
        chunks: { PLTE: [255, 0, 0, 0, 0, 255], tRNS: [255, 0] },
      },
    };
    const [red, blue, black, paper] = [
      [255, 0, 0],
      [0, 0, 255],
      [0, 0, 0],
      [255, 255, 255],
    ];
    expect(Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, halves(set(png(kind)))]))).toEqual({
      colour: [red, blue],
      'colour and alpha': [red, paper],
      'sixteen bits and alpha': [red, paper],
      'grey and alpha': [black, paper],
      palette: [red, blue],
      'palette and alpha': [red, paper],
    });
  });

  it('may be JPEGs, and tell what they show to who cannot see them', () => {
    const page = set(png({ colourType: 2, depth: 8, rowBytes: 3 * WIDTH, byteAt: () => 0 }));
    const jpeg = askForBytes(page, 'pdftoppm', '-r', '20', '-singlefile', '-jpeg', 'FILE');
    expect(readImage(jpeg)).toEqual({ kind: 'jpeg', width: 166, height: 234, channels: 3 });
    const pdf = set(jpeg);
    expect(ask(pdf, 'qpdf', '--check', 'FILE')).toContain('No syntax or stream encoding errors');
    expect(ask(pdf, 'pdfimages', '-list', 'FILE')).toMatch(/166\s+234\s+rgb\s+3\s+8\s+jpeg/u);
    expect(ask(pdf, 'pdfinfo', '-struct', 'FILE')).toContain('Figure');
    expect(ask(pdf, 'qpdf', '--json', '--json-key=qpdf', 'FILE')).toContain('"/Alt": "u:Our logo"');
  });

  it('that are interlaced, cut short or something else are known before a letter is set', () => {
    const good = png({ colourType: 2, depth: 8, rowBytes: 3 * WIDTH, byteAt: () => 0 });
    expect(readImage(good)).toEqual({ kind: 'png', width: WIDTH, height: HEIGHT });
    expect(
      readImage(png({ colourType: 2, depth: 8, rowBytes: 3 * WIDTH, byteAt: () => 0, interlaced: true })),
    ).toBeNull();
    for (const bytes of [
      good.subarray(0, 20),
      Buffer.from('GIF89a'),
      new Uint8Array(),
      Uint8Array.of(0xff, 0xd8, 0xff),
    ]) {
      expect(readImage(bytes)).toBeNull();
    }
  });

  it('stand as a logo above the name and as a signature between close and name, and are told of', () => {
    const picture = (source: string): ImageBlock => ({ kind: 'image', source, alternative: `The ${source}` });
    const bytes = png({ colourType: 0, depth: 8, rowBytes: WIDTH, byteAt: () => 90 });
    const pdf = typesetter.setLetter(
      letter(
        { kind: 'sender', logo: picture('logo'), name: 'Siân Prys', lines: [] },
        { kind: 'signature', closing: 'Many thanks', picture: picture('signature'), name: 'Siân' },
      ),
      new Map([
        ['logo', bytes],
        ['signature', bytes],
      ]),
    );
    const structure = ask(pdf, 'pdfinfo', '-struct-text', 'FILE').replaceAll('""', '');
    const order = [...structure.matchAll(/Figure|"[^"]+"/gu)].map(String);
    expect(order).toEqual(['Figure', '"Siân Prys"', '"Many thanks"', 'Figure', '"Siân"']);
    const objects = ask(pdf, 'qpdf', '--json', '--json-key=qpdf', 'FILE');
    for (const told of ['u:The logo', 'u:The signature']) expect(objects).toContain(`"/Alt": "${told}"`);
  });
});
