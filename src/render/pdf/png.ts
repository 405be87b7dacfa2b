import { deflateSync, inflateSync } from 'node:zlib';

/** The parts of a PNG file (ISO/IEC 15948) that a PDF image is made of. */
export interface Png {
  readonly width: number;
  readonly height: number;
  /** Bits a channel. */
  readonly depth: number;
  /** Channels a pixel, without alpha: 1 for grey or an index into the palette, 3 for colour. */
  readonly channels: 1 | 3;
  /** Red, green, blue for each index; null where the pixels are colours themselves. */
  readonly palette: Uint8Array | null;
  /** Deflated rows, each with a filter byte before it, as PDF's predictor 15 wants them. */
  readonly rows: Uint8Array;
  /** Deflated rows of one byte a pixel, without filters; null where everything is opaque. */
  readonly alpha: Uint8Array | null;
}

/** An image file that is not whole. */
export class DamagedImage extends Error {}

const INDEXED = 3;

/** Reads a PNG without interlacing. Throws DamagedImage where it ends early, or its pixels do not unpack. */
export function readPng(bytes: Uint8Array): Png {
  const chunks = readChunks(bytes);
  const header = chunks.find(({ type }) => type === 'IHDR')?.data;
  if (header === undefined) throw new DamagedImage('the PNG has no header');
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const [width, height, depth, colourType] = [view.getUint32(0), view.getUint32(4), view.getUint8(8), view.getUint8(9)];
  const channels = (colourType & 2) !== 0 && colourType !== INDEXED ? 3 : 1;
  const rows = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const palette = chunks.find(({ type }) => type === 'PLTE')?.data ?? null;
  if (colourType === INDEXED && palette === null) throw new DamagedImage('the PNG has no palette');
  const hasAlpha = (colourType & 4) !== 0;
  const rowBytes = Math.ceil((width * (hasAlpha ? channels + 1 : channels) * depth) / 8);
  const filtered = inflateRows(rows, height * (rowBytes + 1));
  const png = {
    width,
    height,
    depth,
    channels,
    palette: colourType === INDEXED ? palette : null,
    rows,
    alpha: null,
  } as const;

  const transparency = chunks.find(({ type }) => type === 'tRNS')?.data;
  if (colourType === INDEXED && transparency !== undefined) {
    const indexes = unpack(unfilter(filtered, height, 1, rowBytes), width, height, depth);
    return { ...png, alpha: deflateSync(indexes.map((index) => transparency[index] ?? 255)) };
  }
  if (!hasAlpha) return png;
  return { ...png, ...splitAlpha(filtered, width, height, channels, depth / 8), depth: 8 };
}

function inflateRows(rows: Uint8Array, length: number): Uint8Array {
  let filtered: Uint8Array;
  try {
    filtered = inflateSync(rows);
  } catch (cause) {
    throw new DamagedImage('the PNG does not unpack', { cause });
  }
  if (filtered.length < length) throw new DamagedImage('the PNG has too few rows');
  return filtered;
}

function readChunks(bytes: Uint8Array): readonly { readonly type: string; readonly data: Uint8Array }[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    chunks.push({ type, data: bytes.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

/** Parts colour and alpha; of sixteen bits the upper eight are kept. */
function splitAlpha(
  filtered: Uint8Array,
  width: number,
  height: number,
  channels: 1 | 3,
  sampleBytes: number,
): { readonly rows: Uint8Array; readonly alpha: Uint8Array } {
  const pixelBytes = (channels + 1) * sampleBytes;
  const pixels = unfilter(filtered, height, pixelBytes, width * pixelBytes);
  // A filter byte of 0, no filter, stands before each row of colours.
  const colours = new Uint8Array(height * (1 + width * channels));
  const alpha = new Uint8Array(width * height);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const from = pixel * pixelBytes;
    const to = pixel * channels + Math.floor(pixel / width) + 1;
    for (let channel = 0; channel < channels; channel += 1)
      colours[to + channel] = pixels[from + channel * sampleBytes] ?? 0;
    alpha[pixel] = pixels[from + channels * sampleBytes] ?? 255;
  }
  return { rows: deflateSync(colours), alpha: deflateSync(alpha) };
}

/** Undoes the row filters (ISO/IEC 15948, 9.2). */
function unfilter(filtered: Uint8Array, height: number, pixelBytes: number, rowBytes: number): Uint8Array {
  const rows = new Uint8Array(height * rowBytes);
  for (let row = 0; row < height; row += 1) {
    const filter = filtered[row * (rowBytes + 1)];
    const start = row * rowBytes;
    for (let at = 0; at < rowBytes; at += 1) {
      const left = at < pixelBytes ? 0 : (rows[start + at - pixelBytes] ?? 0);
      const up = row === 0 ? 0 : (rows[start + at - rowBytes] ?? 0);
      const corner = row === 0 || at < pixelBytes ? 0 : (rows[start + at - rowBytes - pixelBytes] ?? 0);
      rows[start + at] = (filtered[row * (rowBytes + 1) + 1 + at] ?? 0) + predicted(filter, left, up, corner);
    }
  }
  return rows;
}

function predicted(filter: number | undefined, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const estimate = left + up - corner;
  const [byLeft, byUp, byCorner] = [left, up, corner].map((value) => Math.abs(estimate - value));
  if (byLeft === undefined || byUp === undefined || byCorner === undefined) return 0;
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}

/** One byte a pixel, from rows of 1, 2, 4 or 8 bits a pixel. */
function unpack(rows: Uint8Array, width: number, height: number, depth: number): Uint8Array {
  const rowBytes = Math.ceil((width * depth) / 8);
  return Uint8Array.from({ length: width * height }, (_, pixel) => {
    const bit = (pixel % width) * depth;
    const byte = rows[Math.floor(pixel / width) * rowBytes + (bit >> 3)] ?? 0;
    return (byte >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
  });
}
