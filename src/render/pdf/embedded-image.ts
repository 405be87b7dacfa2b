import type { PdfReference, PdfValue } from 'pdfkit';
import { computedOnce } from '../../kept/computed-once.js';
import { readImage } from '../../layout/page/image.js';
import type { PdfFile } from './pdf-file.js';
import { DamagedImage, readPng, type Png } from './png.js';

/** An image object (ISO 32000-1, 8.9.5) and the mask of what shines through it. */
interface PreparedImage {
  readonly data: Record<string, PdfValue>;
  readonly bytes: Uint8Array;
  readonly mask: PreparedImage | null;
}

/** An image stands in every letter of a mailing: it is read once for as long as its bytes are held. */
const preparedImage = computedOnce(prepare);

/** Puts an image file into a PDF. Throws where it is not one that readImage takes, or is not whole. */
export function embedImage(bytes: Uint8Array, file: PdfFile): PdfReference {
  return write(preparedImage(bytes), file);
}

/** Whether an image file that readImage takes is there to its end, and not one that was copied or loaded in part. */
export function isWholeImage(bytes: Uint8Array): boolean {
  try {
    preparedImage(bytes);
    return true;
  } catch (error) {
    if (error instanceof DamagedImage) return false;
    throw error;
  }
}

function write({ data, bytes, mask }: PreparedImage, file: PdfFile): PdfReference {
  const more = mask === null ? {} : { SMask: write(mask, file) };
  const reference = file.ref({ Type: 'XObject', Subtype: 'Image', ...data, ...more, Length: bytes.length });
  reference.end(bytes);
  return reference;
}

function prepare(bytes: Uint8Array): PreparedImage {
  const image = readImage(bytes);
  if (image === null) throw new TypeError('the image is neither a PNG without interlacing nor a JPEG');
  if (image.kind === 'png') return fromPng(readPng(bytes));
  if (!endsAsJpeg(bytes)) throw new DamagedImage('the JPEG has no end');
  const data = {
    Width: image.width,
    Height: image.height,
    BitsPerComponent: 8,
    ColorSpace: ({ 1: 'DeviceGray', 3: 'DeviceRGB', 4: 'DeviceCMYK' } as const)[image.channels],
    Filter: 'DCTDecode',
    // Adobe's programs write CMYK inverted.
    ...(image.channels === 4 ? { Decode: [1, 0, 1, 0, 1, 0, 1, 0] } : {}),
  };
  return { data, bytes, mask: null };
}

const START_OF_SCAN = Uint8Array.of(0xff, 0xda);
const END_OF_IMAGE = Uint8Array.of(0xff, 0xd9);

/** Whether the marker of the end (ISO/IEC 10918-1, B.1.1.3) stands behind the pixels; a thumbnail in the head has one of its own. */
function endsAsJpeg(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return file.indexOf(END_OF_IMAGE, file.lastIndexOf(START_OF_SCAN)) !== -1;
}

function fromPng(png: Png): PreparedImage {
  const { width, height, depth, channels, palette, rows, alpha } = png;
  const size = { Width: width, Height: height };
  const colours = channels === 3 ? 'DeviceRGB' : 'DeviceGray';
  return {
    data: {
      ...size,
      BitsPerComponent: depth,
      ColorSpace: palette === null ? colours : ['Indexed', 'DeviceRGB', palette.length / 3 - 1, palette],
      Filter: 'FlateDecode',
      DecodeParms: { Predictor: 15, Colors: channels, BitsPerComponent: depth, Columns: width },
    },
    bytes: rows,
    mask:
      alpha === null
        ? null
        : {
            data: { ...size, BitsPerComponent: 8, ColorSpace: 'DeviceGray', Filter: 'FlateDecode' },
            bytes: alpha,
            mask: null,
          },
  };
}
