/** An image that a PDF can hold: its kind, and its size in pixels. */
export type LetterImage =
  | { readonly kind: 'png'; readonly width: number; readonly height: number }
  | { readonly kind: 'jpeg'; readonly width: number; readonly height: number; readonly channels: 1 | 3 | 4 };

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * Looks at the head of an image file. Null where it is neither a PNG without interlacing (ISO/IEC 15948) nor a JPEG
 * of eight bits a channel (ISO/IEC 10918-1), or ends before it has told its size.
 */
export function readImage(bytes: Uint8Array): LetterImage | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const image = PNG_SIGNATURE.every((byte, index) => bytes[index] === byte) ? readPng(view) : readJpeg(view);
  return image !== null && image.width > 0 && image.height > 0 ? image : null;
}

/** The header chunk comes first: width, height, depth, colour type, compression, filter, interlacing. */
function readPng(view: DataView): LetterImage | null {
  if (view.byteLength < 33 || view.getUint8(28) !== 0) return null;
  return { kind: 'png', width: view.getUint32(16), height: view.getUint32(20) };
}

/** The size stands in the first start-of-frame segment. */
function readJpeg(view: DataView): LetterImage | null {
  if (view.byteLength < 2 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 < view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (isStartOfFrame(marker)) {
      const channels = view.getUint8(at + 9);
      if (view.getUint8(at + 4) !== 8 || (channels !== 1 && channels !== 3 && channels !== 4)) return null;
      return { kind: 'jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5), channels };
    }
    // 0xff may be repeated before a marker.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

/** SOF0 to SOF15, without the markers for tables that share their range. */
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
