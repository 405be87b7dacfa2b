import { PDFiumModule } from '@hyzyla/pdfium';

/** A character where it stands on its page: in points, from the upper left corner of the paper. */
export interface Character {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Eight bits for each of red, green and blue, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Buffer;
}

/**
 * What PDFium gives in the place of a hyphen at the end of a line, whether it was typed or only
 * parts a word there.
 */
export const HYPHEN_AT_LINE_END = '\u0002';

const pdfium = await PDFiumModule({});
pdfium._FPDF_InitLibraryWithConfig({ version: 2 });

/** Calls a function of PDFium's interface for C, most of which the package's types lack. */
function call(name: string, ...args: readonly number[]): number {
  const wanted: unknown = Reflect.get(pdfium, `_FPDF${name}`);
  if (typeof wanted !== 'function') throw new Error(`this PDFium has no FPDF${name}`);
  return Number(Reflect.apply(wanted, pdfium, args));
}

/**
 * The characters of each page in the order of the text, with the spaces and line ends that PDFium
 * finds between them.
 */
export function charactersOnPages(pdf: Uint8Array): readonly (readonly Character[])[] {
  return eachPage(pdf, (page) => {
    const text = call('Text_LoadPage', page);
    const height = call('_GetPageHeightF', page);
    const characters = Array.from({ length: call('Text_CountChars', text) }, (_, index) =>
      readCharacter(text, index, height),
    );
    call('Text_ClosePage', text);
    return characters;
  });
}

/** A page as a person sees it; pages count from 0. */
export function pictureOf(pdf: Uint8Array, page: number, dotsPerInch: number): Picture {
  const pictures = eachPage(pdf, (each, index) => (index === page ? draw(each, dotsPerInch / 72) : null));
  const picture = pictures[page] ?? null;
  if (picture === null) throw new Error(`there is no page ${page}`);
  return picture;
}

function readCharacter(text: number, index: number, pageHeight: number): Character {
  const size = call('Text_GetFontSize', text, index);
  const object = call('Text_GetTextObject', text, index);
  // What PDFium adds between words and lines belongs to no object of the page.
  const font = object === 0 ? 0 : call('TextObj_GetFont', object);
  const [ascent = 0] = font === 0 ? [] : numbersFrom('Font_GetAscent', 'f4', 1, font, size);
  const [descent = 0] = font === 0 ? [] : numbersFrom('Font_GetDescent', 'f4', 1, font, size);
  const [, baseline = 0] = numbersFrom('Text_GetCharOrigin', 'f8', 2, text, index);
  const [left = 0, , right = 0] = numbersFrom('Text_GetLooseCharBox', 'f4 together', 4, text, index);
  return {
    text: String.fromCodePoint(call('Text_GetUnicode', text, index)),
    left,
    top: pageHeight - (baseline + ascent),
    right,
    bottom: pageHeight - (baseline + descent),
  };
}

/**
 * The numbers that a function writes where its last arguments point: each to a pointer of its own,
 * or all together to one.
 */
function numbersFrom(
  name: string,
  kind: 'f4' | 'f8' | 'f4 together',
  count: number,
  ...args: readonly number[]
): readonly number[] {
  const bytes = kind === 'f8' ? 8 : 4;
  return inMemory(count * bytes, (address) => {
    const pointers = Array.from({ length: kind === 'f4 together' ? 1 : count }, (_, index) => address + index * bytes);
    call(name, ...args, ...pointers);
    const view = new DataView(pdfium.HEAPU8.buffer, address, count * bytes);
    return Array.from({ length: count }, (_, index) =>
      kind === 'f8' ? view.getFloat64(index * bytes, true) : view.getFloat32(index * bytes, true),
    );
  });
}

const [WHITE, BGRX, WITH_LINKS] = [0xffffffff, 3, 1] as const;

function draw(page: number, scale: number): Picture {
  const width = Math.ceil(call('_GetPageWidthF', page) * scale);
  const height = Math.ceil(call('_GetPageHeightF', page) * scale);
  const bitmap = call('Bitmap_CreateEx', width, height, BGRX, 0, 0);
  call('Bitmap_FillRect', bitmap, 0, 0, width, height, WHITE);
  call('_RenderPageBitmap', bitmap, page, 0, 0, width, height, 0, WITH_LINKS);
  const start = call('Bitmap_GetBuffer', bitmap);
  const drawn = pdfium.HEAPU8.subarray(start, start + 4 * width * height);
  const pixels = Buffer.alloc(3 * width * height);
  for (let pixel = 0; pixel < width * height; pixel += 1)
    for (const colour of [0, 1, 2]) pixels[3 * pixel + colour] = drawn[4 * pixel + 2 - colour] ?? 0;
  call('Bitmap_Destroy', bitmap);
  return { width, height, pixels };
}

function eachPage<T>(pdf: Uint8Array, read: (page: number, index: number) => T): readonly T[] {
  return inMemory(pdf.length, (address) => {
    pdfium.HEAPU8.set(pdf, address);
    const file = call('_LoadMemDocument', address, pdf.length, 0);
    if (file === 0) throw new Error('PDFium cannot open this PDF');
    const all = Array.from({ length: call('_GetPageCount', file) }, (_, index) => {
      const page = call('_LoadPage', file, index);
      const made = read(page, index);
      call('_ClosePage', page);
      return made;
    });
    call('_CloseDocument', file);
    return all;
  });
}

function inMemory<T>(bytes: number, use: (address: number) => T): T {
  const address = pdfium.wasmExports.malloc(bytes);
  try {
    return use(address);
  } finally {
    pdfium.wasmExports.free(address);
  }
}
