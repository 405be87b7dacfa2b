import { isAscii, isUtf8 } from 'node:buffer';
import { errorAt, type Problem } from '../../problem.js';
import { inBlocks } from './blocks.js';
import { encodingOf, firstBeyondAscii, isBinary, isSingleByte, otherThanNamed, wholeCharacters } from './encoding.js';
import { insteadOf, whatElse, WORKBOOK } from './not-a-list.js';
import type { SingleByteEncoding } from './single-byte.js';

/** A list's bytes become: its encoding, once; then text, as valid UTF-8 cut anywhere, and problems. After an error nothing follows. */
export type Decoded =
  | { readonly kind: 'encoding'; readonly encoding: string }
  | { readonly kind: 'text'; readonly bytes: Buffer }
  /** The whole file, which is no text; nothing else follows. */
  | { readonly kind: 'workbook'; readonly bytes: Uint8Array }
  | { readonly kind: 'problem'; readonly problem: Problem };

const LF = 10;
const CR = 13;
const BOM_BYTES = 3;

/** Counts line ends (CRLF, LF or CR); `before` is the byte that went before. */
function countLines(bytes: Buffer, before: number): number {
  let lines = 0;
  if (before !== CR && !bytes.includes(CR)) {
    for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) lines += 1;
    return lines;
  }
  let previous = before;
  for (const byte of bytes) {
    if (byte === CR || (byte === LF && previous !== CR)) lines += 1;
    previous = byte;
  }
  return lines;
}

/** Cuts before the first line that is no UTF-8. */
function validLines(bytes: Buffer): Buffer {
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(LF, start) + 1;
    if (end === 0 || !isUtf8(bytes.subarray(start, end))) return bytes.subarray(0, start);
    start = end;
  }
}

function notAList(file: string, what: string): Problem {
  return errorAt({ file, line: null, column: null }, 'not-a-list', `This is ${what}, not a CSV file.`, insteadOf(what));
}

/** The error of an encoding that was named for a list which is in another one. */
function otherEncoding(file: string, named: string, found: string): Problem {
  const message = `--encoding says ${named}, but the list is in ${found}.`;
  return errorAt({ file, line: null, column: null }, 'other-encoding', message, 'Leave --encoding out.');
}

function notUtf8(file: string, line: number): Problem {
  return errorAt(
    { file, line, column: null },
    'mixed-encodings',
    'The list begins in UTF-8, but this line is in another encoding. Nothing after it was read.',
    'Open the list in the spreadsheet, look at the accented letters and the £ signs on this line, type them again, and save the list as "CSV UTF-8".',
  );
}

async function* decodeUtf16(blocks: AsyncIterable<Buffer>, label: string): AsyncGenerator<Decoded> {
  const decoder = new TextDecoder(label);
  for await (const block of blocks) yield { kind: 'text', bytes: Buffer.from(decoder.decode(block, { stream: true })) };
  yield { kind: 'text', bytes: Buffer.from(decoder.decode()) };
}

/** In an encoding of one byte a character from a block on. */
async function* decodeFrom(
  first: Buffer,
  blocks: AsyncIterable<Buffer>,
  encoding: SingleByteEncoding,
): AsyncGenerator<Decoded> {
  const { decodeSingleByte } = await import('./single-byte.js');
  for await (const block of startingWith(first, blocks))
    yield { kind: 'text', bytes: Buffer.from(decodeSingleByte(block, encoding)) };
}

/** In the encoding that the organiser names. What is none of it becomes U+FFFD, which refuses the list at its cell. */
async function* decodeAs(blocks: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Decoded> {
  const { default: iconv } = await import('iconv-lite');
  const decoder = iconv.getDecoder(encoding);
  for await (const block of blocks) yield { kind: 'text', bytes: Buffer.from(decoder.write(block)) };
  yield { kind: 'text', bytes: Buffer.from(decoder.end() ?? '') };
}

async function wholeFile(blocks: AsyncIterable<Buffer>): Promise<Uint8Array> {
  const all: Buffer[] = [];
  for await (const block of blocks) all.push(block);
  return Buffer.concat(all);
}

/** ASCII leaves UTF-8 and the other encodings open: the first block with anything else in it decides. */
async function* decodeBytes(blocks: AsyncGenerator<Buffer>, file: string, hasBom: boolean): AsyncGenerator<Decoded> {
  let isDecided = hasBom;
  let line = 1;
  let last = LF;
  let rest: Buffer = Buffer.alloc(0);
  let start = hasBom ? BOM_BYTES : 0;
  for (let next = await blocks.next(); next.done !== true || rest.length > 0; next = await blocks.next()) {
    const bytes = next.done === true ? rest : Buffer.concat([rest, next.value.subarray(start)]);
    const text = next.done === true ? bytes : wholeCharacters(bytes);
    start = 0;
    if (!isDecided && isSingleByte(text)) {
      const { singleByteEncoding, singleByteWarning } = await import('./single-byte.js');
      const encoding = singleByteEncoding(bytes);
      const first = line + countLines(text.subarray(0, firstBeyondAscii(text)), last);
      yield { kind: 'problem', problem: singleByteWarning(file, first, bytes, encoding) };
      yield* decodeFrom(bytes, blocks, encoding);
      return;
    }
    isDecided ||= !isAscii(text);
    if (!isUtf8(text)) {
      const valid = validLines(text);
      yield { kind: 'text', bytes: valid };
      yield { kind: 'problem', problem: notUtf8(file, line + countLines(valid, last)) };
      return;
    }
    line += countLines(text, last);
    last = text.at(-1) ?? last;
    rest = bytes.subarray(text.length);
    yield { kind: 'text', bytes: text };
  }
}

async function* startingWith(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

async function* decodeBlocks(
  blocks: AsyncGenerator<Buffer>,
  file: string,
  named: string | undefined,
): AsyncGenerator<Decoded> {
  const first = await blocks.next();
  if (first.done === true) return;
  const all = startingWith(first.value, blocks);
  const what = whatElse(first.value);
  if (what === WORKBOOK) {
    yield { kind: 'workbook', bytes: await wholeFile(all) };
    return;
  }
  if (what !== null) {
    yield { kind: 'problem', problem: notAList(file, what) };
    return;
  }
  const encoding = named ?? (await encodingOf(first.value));
  if (named === undefined && !encoding.startsWith('UTF-16') && isBinary(first.value)) {
    yield { kind: 'problem', problem: notAList(file, 'a file without text') };
    return;
  }
  const found = named === undefined ? null : await otherThanNamed(first.value, named);
  if (found !== null) {
    yield { kind: 'problem', problem: otherEncoding(file, encoding, found) };
    return;
  }
  yield { kind: 'encoding', encoding };
  if (named !== undefined) yield* decodeAs(all, named);
  else if (encoding.startsWith('UTF-16')) yield* decodeUtf16(all, encoding.toLowerCase());
  else yield* decodeBytes(all, file, encoding === 'UTF-8 with BOM');
}

/**
 * Decodes a list. Where no encoding is named, a byte-order mark decides, else NUL bytes tell UTF-16, else strict UTF-8, else Windows-1252,
 * Mac Roman or MS-DOS with a warning. Errors: `not-a-list` (a PDF, a web page …), `mixed-encodings` (UTF-8 that stops being so), `other-encoding` (than the one that is named). An empty file yields nothing.
 */
export async function* decodeList(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
  encoding?: string,
): AsyncGenerator<Decoded> {
  const blocks = inBlocks(chunks);
  try {
    yield* decodeBlocks(blocks, file, encoding);
  } finally {
    // Lets go of the file, also where the rest of it is refused.
    await blocks.return(undefined);
  }
}
