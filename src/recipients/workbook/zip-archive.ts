import { crc32, inflateRawSync } from 'node:zlib';

/** A file in a zip archive, packed. */
export interface ZipEntry {
  readonly name: string;
  /** Bytes when unpacked, as the archive says; `unpack` gives exactly so many, or throws. */
  readonly size: number;
  readonly packedSize: number;
  readonly method: number;
  readonly crc: number;
  /** Where its own header begins in the archive. */
  readonly offset: number;
}

/** APPNOTE.TXT of PKWARE, §4.3.7, §4.3.12, §4.3.14, §4.3.15 and §4.3.16. */
const [LOCAL, CENTRAL, END_64, LOCATOR_64, END] = [0x04034b50, 0x02014b50, 0x06064b50, 0x07064b50, 0x06054b50] as const;
const [LOCAL_BYTES, CENTRAL_BYTES, LOCATOR_64_BYTES, END_BYTES] = [30, 46, 20, 22] as const;
const LONGEST_COMMENT = 65_535;
const [STORED, DEFLATED] = [0, 8] as const;
const IS_ENCRYPTED = 1;
/** A number that does not fit here, and stands in the field of zip64 (§4.5.3). */
const ELSEWHERE = 0xffffffff;
const ZIP64 = 1;

function expectAt(archive: Buffer, offset: number, signature: number): void {
  if (archive.readUInt32LE(offset) !== signature) throw new RangeError(`no zip record at ${offset}`);
}

function endOf(archive: Buffer): number {
  const first = Math.max(0, archive.length - END_BYTES - LONGEST_COMMENT);
  for (let at = archive.length - END_BYTES; at >= first; at -= 1) if (archive.readUInt32LE(at) === END) return at;
  throw new RangeError('a zip archive without an end');
}

/** Where the list of entries begins, and how many there are. */
function directoryOf(archive: Buffer): { readonly offset: number; readonly entries: number } {
  const end = endOf(archive);
  const locator = end - LOCATOR_64_BYTES;
  if (locator < 0 || archive.readUInt32LE(locator) !== LOCATOR_64)
    return { offset: archive.readUInt32LE(end + 16), entries: archive.readUInt16LE(end + 10) };
  const end64 = Number(archive.readBigUInt64LE(locator + 8));
  expectAt(archive, end64, END_64);
  return {
    offset: Number(archive.readBigUInt64LE(end64 + 48)),
    entries: Number(archive.readBigUInt64LE(end64 + 32)),
  };
}

/**
 * The numbers of an entry's zip64 field, in the order in which they are missing from its header.
 */
function zip64Numbers(extra: Buffer): readonly number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== ZIP64) continue;
    const field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
    return Array.from({ length: Math.floor(field.length / 8) }, (_, index) => Number(field.readBigUInt64LE(8 * index)));
  }
  return [];
}

function entryAt(archive: Buffer, at: number): { readonly entry: ZipEntry; readonly next: number } {
  expectAt(archive, at, CENTRAL);
  if ((archive.readUInt16LE(at + 8) & IS_ENCRYPTED) !== 0) throw new RangeError('an encrypted entry');
  const extraAt = at + CENTRAL_BYTES + archive.readUInt16LE(at + 28);
  const commentAt = extraAt + archive.readUInt16LE(at + 30);
  const large = [...zip64Numbers(archive.subarray(extraAt, commentAt))];
  const [size = 0, packedSize = 0, offset = 0] = [at + 24, at + 20, at + 42].map((field) => {
    const number = archive.readUInt32LE(field);
    return number === ELSEWHERE ? (large.shift() ?? number) : number;
  });
  const name = archive.toString('utf8', at + CENTRAL_BYTES, extraAt);
  const method = archive.readUInt16LE(at + 10);
  const entry = { name, size, packedSize, method, crc: archive.readUInt32LE(at + 16), offset };
  return { entry, next: commentAt + archive.readUInt16LE(at + 32) };
}

/**
 * The entries of a whole zip archive, in its order; nothing is unpacked. @throws RangeError where
 * it is broken.
 */
export function zipEntries(archive: Buffer): readonly ZipEntry[] {
  const { offset, entries: count } = directoryOf(archive);
  const entries: ZipEntry[] = [];
  for (let at = offset; entries.length < count;) {
    const { entry, next } = entryAt(archive, at);
    entries.push(entry);
    at = next;
  }
  return entries;
}

/**
 * The bytes of an entry, as they were packed. @throws where they are no longer so (CRC-32), or
 * packed in a way not known.
 */
export function unpack(archive: Buffer, { offset, size, packedSize, method, crc }: ZipEntry): Buffer {
  expectAt(archive, offset, LOCAL);
  const start = offset + LOCAL_BYTES + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
  const packed = archive.subarray(start, start + packedSize);
  if (method !== STORED && method !== DEFLATED) throw new RangeError(`a zip entry packed by method ${method}`);
  const bytes = method === STORED ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  if (bytes.length !== size || crc32(bytes) !== crc) throw new RangeError('a zip entry that was damaged');
  return bytes;
}
