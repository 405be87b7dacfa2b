/** The curve of IEC 61966-2-1, as a function of type 3 (ICC.1:2004-10, 10.15): its exponent, a, b, c and d. */
const CURVE = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045];

/** The primaries and the white of sRGB as XYZ, adapted to D50 (Bradford), and what adapts them (row by row). */
const RED = [0.43607, 0.22249, 0.01392];
const GREEN = [0.38515, 0.71687, 0.09708];
const BLUE = [0.14307, 0.06061, 0.7141];
const D50 = [0.9642, 1, 0.8249];
const ADAPTATION = [1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168];

const HEADER_LENGTH = 128;

/** An ICC profile of sRGB (ICC.1:2004-10, version 4.2): made here, since those to be had are larger or another's. */
export function srgbProfile(): Uint8Array {
  const curve = Buffer.concat([ascii('para'), zeros(4), uint16(3), zeros(2), ...CURVE.map(fixed)]);
  const tags: readonly (readonly [signature: string, data: Buffer])[] = [
    ['desc', text('sRGB')],
    ['cprt', text('No copyright, use freely')],
    ['wtpt', xyz(D50)],
    ['chad', Buffer.concat([ascii('sf32'), zeros(4), ...ADAPTATION.map(fixed)])],
    ['rXYZ', xyz(RED)],
    ['gXYZ', xyz(GREEN)],
    ['bXYZ', xyz(BLUE)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  const places = new Map<Buffer, number>();
  let end = HEADER_LENGTH + 4 + 12 * tags.length;
  for (const [, data] of tags) {
    if (places.has(data)) continue;
    places.set(data, end);
    end += data.length;
  }
  const table = tags.map(([signature, data]) =>
    Buffer.concat([ascii(signature), uint32(places.get(data) ?? 0), uint32(data.length)]),
  );
  return Buffer.concat([header(end), uint32(tags.length), ...table, ...places.keys()]);
}

/** 7.2: version 4.2, a display profile from RGB to XYZ, made on the day of that standard. */
function header(length: number): Buffer {
  const date = [2004, 10, 1, 0, 0, 0].map(uint16);
  const fields = [uint32(length), zeros(4), uint32(0x04200000), ascii('mntrRGB XYZ '), ...date, ascii('acsp')];
  const illuminant = Buffer.concat(D50.map(fixed));
  const filled = Buffer.concat([...fields, zeros(28), illuminant]);
  return Buffer.concat([filled, zeros(HEADER_LENGTH - filled.length)]);
}

function xyz(values: readonly number[]): Buffer {
  return Buffer.concat([ascii('XYZ '), zeros(4), ...values.map(fixed)]);
}

/** A multiLocalizedUnicodeType (10.13) in one language, padded to four bytes. */
function text(english: string): Buffer {
  const characters = Buffer.from(english, 'utf16le').swap16();
  const record = [uint32(1), uint32(12), ascii('enUS'), uint32(characters.length), uint32(28)];
  return Buffer.concat([ascii('mluc'), zeros(4), ...record, characters, zeros(-characters.length & 3)]);
}

/** A number in sixteen bits before and sixteen after the point (5.1.3). */
function fixed(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(Math.round(value * 0x10000));
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function ascii(characters: string): Buffer {
  return Buffer.from(characters, 'latin1');
}

function zeros(length: number): Buffer {
  return Buffer.alloc(length);
}
