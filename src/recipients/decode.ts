import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { errorAt, warningAt, type Problem } from '../problem.js';
import { whatElse } from './not-a-list.js';
import { quoteCell } from './quote-cell.js';

/** A list's bytes become: its encoding, once; then text, as valid UTF-8 cut anywhere, and problems. After an error nothing follows. */
export type Decoded =
  | { readonly kind: 'encoding'; readonly encoding: string }
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** Decisions are made block by block, so that they never depend on how the bytes arrived. */
const BLOCK_BYTES = 65_536;
const SAMPLES = 4;
const LF = 10;
const CR = 13;

async function* inBlocks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let block = Buffer.allocUnsafe(BLOCK_BYTES);
  let filled = 0;
  for await (const chunk of chunks) {
    for (let taken = 0; taken < chunk.length; ) {
      const part = chunk.subarray(taken, taken + BLOCK_BYTES - filled);
      block.set(part, filled);
      filled += part.length;
      taken += part.length;
      if (filled < BLOCK_BYTES) continue;
      yield block;
      block = Buffer.allocUnsafe(BLOCK_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield block.subarray(0, filled);
}

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

function encodingOf(block: Buffer): string {
  if (block[0] === 0xff && block[1] === 0xfe) return 'UTF-16LE';
  if (block[0] === 0xfe && block[1] === 0xff) return 'UTF-16BE';
  if (block[0] === 0xef && block[1] === 0xbb && block[2] === 0xbf) return 'UTF-8 with BOM';
  return utf16ByNuls(block) ?? (isWindows1252(block) ? 'Windows-1252' : 'UTF-8');
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

function firstBeyondAscii(bytes: Buffer): number {
  return bytes.findIndex((byte) => byte > 0x7f);
}

/** The first line that is not ASCII decides: strict UTF-8 is never right by accident, and what fails it is the other encoding that spreadsheets write. */
function isWindows1252(bytes: Buffer): boolean {
  if (isAscii(bytes)) return false;
  const at = firstBeyondAscii(bytes);
  const end = bytes.indexOf(LF, at);
  const line = bytes.subarray(bytes.lastIndexOf(LF, at) + 1, end === -1 ? bytes.length : end);
  return !isUtf8(end === -1 ? line.subarray(0, line.length - unfinished(line)) : line);
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index];
    if (byte === LF || (byte === CR && bytes[index + 1] !== LF)) lines += 1;
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

function windows1252Warning(file: string, line: number, text: string): Problem {
  const words = [...new Set(text.match(/[^\s,;"]*[^\x00-\x7f][^\s,;"]*/gu))].slice(0, SAMPLES);
  return warningAt(
    { file, line, column: null },
    'windows-1252',
    `The list is not in UTF-8, and was read as Windows-1252: ${words.map(quoteCell).join(', ')}.`,
    'Look whether these words are right. Letters such as ŵ and ŷ may already be lost; saving the list again from the spreadsheet as "CSV UTF-8" keeps them.',
  );
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

/** ASCII leaves UTF-8 and Windows-1252 both open: the first block with anything else in it decides. */
async function* decodeOneByteOrUtf8(blocks: AsyncIterable<Buffer>, file: string, hasBom: boolean): AsyncGenerator<Decoded> {
  let decided: 'UTF-8' | 'Windows-1252' | null = hasBom ? 'UTF-8' : null;
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  let start = hasBom ? 3 : 0;
  for await (const block of blocks) {
    const bytes = Buffer.concat([rest, block.subarray(start)]);
    start = 0;
    if (decided === null && !isAscii(bytes)) {
      decided = isWindows1252(bytes) ? 'Windows-1252' : 'UTF-8';
      if (decided === 'Windows-1252') {
        const first = line + countLines(bytes.subarray(0, firstBeyondAscii(bytes)));
        yield { kind: 'problem', problem: windows1252Warning(file, first, iconv.decode(bytes, 'win1252')) };
      }
    }
    if (decided === 'Windows-1252') {
      rest = Buffer.alloc(0);
      yield { kind: 'text', bytes: Buffer.from(iconv.decode(bytes, 'win1252')) };
      continue;
    }
    const whole = bytes.subarray(0, bytes.length - unfinished(bytes));
    rest = bytes.subarray(whole.length);
    if (!isUtf8(whole)) {
      const valid = validLines(whole);
      yield { kind: 'text', bytes: valid };
      yield { kind: 'problem', problem: notUtf8(file, line + countLines(valid)) };
      return;
    }
    line += countLines(whole);
    yield { kind: 'text', bytes: whole };
  }
  if (rest.length > 0) yield { kind: 'problem', problem: notUtf8(file, line) };
}

async function* startingWith(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

/**
 * Decodes a list: a byte-order mark decides, else NUL bytes tell UTF-16, else strict UTF-8, else Windows-1252 with a warning.
 * Errors: `not-a-list` (a workbook, a web page …), `mixed-encodings` (UTF-8 that stops being so). An empty file yields nothing.
 */
export async function* decodeList(chunks: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Decoded> {
  const blocks = inBlocks(chunks);
  const first = await blocks.next();
  if (first.done === true) return;
  const what = whatElse(first.value);
  if (what !== null) {
    const hint = 'Open it in the program that made it, and save the sheet with the list as "CSV UTF-8".';
    yield { kind: 'problem', problem: errorAt({ file, line: null, column: null }, 'not-a-list', `This is ${what}, not a CSV file.`, hint) };
    return;
  }
  const encoding = encodingOf(first.value);
  yield { kind: 'encoding', encoding };
  const all = startingWith(first.value, blocks);
  if (encoding.startsWith('UTF-16')) yield* decodeUtf16(all, encoding.toLowerCase());
  else yield* decodeOneByteOrUtf8(all, file, encoding === 'UTF-8 with BOM');
}
