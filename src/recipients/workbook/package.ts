import { readXml } from './xml.js';
import { unpack, zipEntries, type ZipEntry } from './zip-archive.js';

/**
 * Ten times what a list of 65,000 rows takes, and little enough to read in seconds. Bytes, of all
 * parts together.
 */
export const UNPACKED_LIMIT = 100 * 2 ** 20;

/** The parts that are asked for would take more memory than a list can be worth. */
export class UnpacksTooLarge extends Error {}

/** What a part says of another one (ECMA-376 part 2, §9.3). */
export interface Relationship {
  readonly id: string;
  /** The last word of its type, the same in both editions: "worksheet". */
  readonly type: string;
  /** The part that it leads to. */
  readonly target: string;
}

/**
 * The parts of a workbook (ECMA-376 part 2): XML files in a zip archive. Their names are compared
 * without regard to case.
 */
export interface Package {
  readonly has: (name: string) => boolean;
  /** A part's bytes. @throws where there is none, where it is damaged, or UnpacksTooLarge. */
  readonly part: (name: string) => Buffer;
  /** Where a part leads to; '' is the package itself. */
  readonly relationships: (part: string) => readonly Relationship[];
}

/**
 * A name as it is compared: from the root, `..` resolved, in small letters. Some programs write
 * backslashes.
 */
function partName(written: string, from: string): string {
  const { pathname } = new URL(written.replaceAll('\\', '/'), `part:/${from}`);
  return pathname.slice(1).toLowerCase();
}

function byName(entries: readonly ZipEntry[]): ReadonlyMap<string, ZipEntry> {
  const parts = new Map<string, ZipEntry>();
  for (const entry of entries) {
    const name = partName(entry.name, '');
    // Which of two is meant cannot be known (part 2, §7.2.3.5).
    if (parts.has(name)) throw new RangeError(`two parts are called ${name}`);
    parts.set(name, entry);
  }
  return parts;
}

function relationshipsIn(xml: Buffer, from: string): readonly Relationship[] {
  const found: Relationship[] = [];
  readXml(xml, {
    open(name, { Id: id, Type: type = '', Target: target, TargetMode: mode }) {
      if (name !== 'rel:Relationship' || id === undefined || target === undefined || mode === 'External') return;
      found.push({ id, type: type.slice(type.lastIndexOf('/') + 1), target: partName(target, from) });
    },
  });
  return found;
}

/**
 * Opens the bytes of a whole .xlsx file. Parts are unpacked when they are asked for. @throws where
 * the archive is broken.
 */
export function openPackage(bytes: Uint8Array): Package {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = byName(zipEntries(archive));
  let unpacked = 0;

  function part(name: string): Buffer {
    const entry = parts.get(name.toLowerCase());
    if (entry === undefined) throw new RangeError(`there is no part ${name}`);
    unpacked += entry.size;
    if (unpacked > UNPACKED_LIMIT) throw new UnpacksTooLarge(name);
    return unpack(archive, entry);
  }

  return {
    has: (name) => parts.has(name.toLowerCase()),
    part,
    relationships(from) {
      const cut = from.lastIndexOf('/') + 1;
      const name = `${from.slice(0, cut)}_rels/${from.slice(cut)}.rels`.toLowerCase();
      return parts.has(name) ? relationshipsIn(part(name), from) : [];
    },
  };
}
