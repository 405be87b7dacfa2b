import { isAscii, isUtf8 } from 'node:buffer';

const LF = 10;

/** UTF-16 of mostly Latin letters has a NUL in every second byte. */
function utf16ByNuls(block: Buffer): 'UTF-16LE' | 'UTF-16BE' | null {
  const sample = block.subarray(0, 1024);
  const nuls = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) nuls[index % 2] = (nuls[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = nuls;
  const many = sample.length / 5;
  if (odd > many && even < odd / 8) return 'UTF-16LE';
  return even > many && odd < even / 8 ? 'UTF-16BE' : null;
}

/** Whether a block of no UTF-16 holds so many NULs that it is no text at all. */
export function isBinary(block: Buffer): boolean {
  const sample = block.subarray(0, 1024);
  return sample.filter((byte) => byte === 0).length > sample.length / 20;
}

/** How many bytes of a UTF-8 character stand unfinished at the end (RFC 3629 §3). */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= 3; back += 1) {
    const byte = bytes.at(-back) ?? 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/** The bytes without a UTF-8 character that stands unfinished at their end. */
export function wholeCharacters(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length - unfinished(bytes));
}

/** Where the first byte stands that is not ASCII; -1 where all are. */
export function firstBeyondAscii(bytes: Buffer): number {
  return bytes.findIndex((byte) => byte > 0x7f);
}

/**
 * Whether bytes are in an encoding of one byte a character and not in UTF-8, by the first line that is not ASCII: strict UTF-8 is never
 * right by accident.
 */
export function isSingleByte(bytes: Buffer): boolean {
  if (isAscii(bytes)) return false;
  const at = firstBeyondAscii(bytes);
  const end = bytes.indexOf(LF, at);
  return !isUtf8(bytes.subarray(bytes.lastIndexOf(LF, at) + 1, end === -1 ? bytes.length : end));
}

/** The encoding of a list by its first block: "UTF-16LE", "UTF-16BE", "UTF-8 with BOM", "Windows-1252", "Mac Roman", "MS-DOS", else "UTF-8". */
export async function encodingOf(block: Buffer): Promise<string> {
  if (block[0] === 0xff && block[1] === 0xfe) return 'UTF-16LE';
  if (block[0] === 0xfe && block[1] === 0xff) return 'UTF-16BE';
  if (block[0] === 0xef && block[1] === 0xbb && block[2] === 0xbf) return 'UTF-8 with BOM';
  const utf16 = utf16ByNuls(block);
  if (utf16 !== null) return utf16;
  if (!isSingleByte(wholeCharacters(block))) return 'UTF-8';
  // iconv-lite has tables of all scripts, and is loaded for a list that needs them only.
  const { singleByteEncoding } = await import('./single-byte.js');
  return singleByteEncoding(block);
}

/** Whether there is an encoding of this name, such as "Windows-1252", "macroman" or "utf-16le". */
export async function isEncoding(name: string): Promise<boolean> {
  const { default: iconv } = await import('iconv-lite');
  return iconv.encodingExists(name);
}

/** Names of the encodings that bytes tell of themselves, in small letters and without signs. */
const SAYS_UTF8 = /^(?:utf8|unicode11utf8|cesu8)$/u;
const SAYS_UTF16 = /^(?:utf16(?:le|be)?|ucs2)$/u;

/**
 * What a list is in for certain, by its first block, where it is not what the organiser names: "UTF-8", "UTF-16LE", "UTF-16BE", or
 * "another encoding" than the UTF-8 that was named. Null where the bytes do not say.
 */
export async function otherThanNamed(block: Buffer, named: string): Promise<string | null> {
  const name = named.toLowerCase().replaceAll(/[^a-z0-9]/gu, '');
  const found = await encodingOf(block);
  if (found.startsWith('UTF-16')) return SAYS_UTF16.test(name) ? null : found;
  const text = wholeCharacters(block);
  if (isSingleByte(text)) return SAYS_UTF8.test(name) ? 'another encoding' : null;
  // Letters that are no ASCII, and UTF-16 without a NUL among Latin headers, are not what they seem by accident.
  const tells = !isAscii(text) || (SAYS_UTF16.test(name) && !text.includes(0));
  return tells && !SAYS_UTF8.test(name) ? 'UTF-8' : null;
}
