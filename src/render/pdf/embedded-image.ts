import type { PdfReference, PdfValue } from 'pdfkit';
import { readImage } from '../../layout/image.js';
import type { PdfFile } from './pdf-file.js';
import { readPng, type Png } from './png.js';

/** An image object (ISO 32000-1, 8.9.5) and the mask of what shines through it. */
interface PreparedImage {
  readonly data: Record<string, PdfValue>;
  readonly bytes: Uint8Array;
  readonly mask: PreparedImage | null;
}

/** An image stands in every letter of a mailing: it is read once for as long as its bytes are held. */
const prepared = new WeakMap<Uint8Array, PreparedImage>();

/** Puts an image file into a PDF. Throws where it is not one that readImage takes, or is damaged. */
export function embedImage(bytes: Uint8Array, file: PdfFile): PdfReference {
  const image = prepared.get(bytes) ?? prepare(bytes);
  prepared.set(bytes, image);
  return write(image, file);
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
