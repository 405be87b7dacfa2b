import { hash } from 'node:crypto';
import filenamify from 'filenamify';
import type { DueLetter } from '../plan.js';

/** Shorter than any file system's limit, with room for a suffix, even where each letter takes four octets. */
const LONGEST = 60;

/** Gives every letter of a plan a file name of its own, without its extension. */
export interface FileNames {
  /** Told of every letter first: which names are wanted more than once is only known then. */
  readonly expect: (due: DueLetter) => void;
  readonly nameFor: (due: DueLetter) => string;
}

/**
 * Names that depend on the CLP alone, so that a folder keeps its names when the list is sorted. Where the CLP's name had to
 * be altered, or two letters would have the same file on a disk that ignores case, part of the letter's key is added.
 */
export function createFileNames(): FileNames {
  // Fingerprints, not names: 48 bits a letter, whatever the length of its name.
  const wanted = new Set<number>();
  const shared = new Set<number>();
  return {
    expect(due) {
      const print = fingerprint(plainName(due));
      (wanted.has(print) ? shared : wanted).add(print);
    },
    nameFor(due) {
      const name = plainName(due);
      const exact = name === due.recipient.clp.normalize('NFC') && !shared.has(fingerprint(name));
      return exact ? name : `${name} (${due.key.slice(0, 8)})`;
    },
  };
}

function plainName(due: DueLetter): string {
  return filenamify(due.recipient.clp.normalize('NFC'), { replacement: '-', maxLength: LONGEST });
}

function fingerprint(name: string): number {
  return hash('sha256', name.toLowerCase(), 'buffer').readUIntBE(0, 6);
}
