import { unzipSync } from 'fflate';
import { readXml } from './xml.js';

/** Far more than any list needs, and little enough to unpack. Bytes. */
const PART_LIMIT = 200 * 2 ** 20;

/** A part that would take more memory than a list can be worth. */
export class PartTooLarge extends Error {}

/** The parts of a workbook (ECMA-376 part 2): XML files in a zip archive. */
export interface Package {
  /** A part as text; null where there is none. @throws where the archive is broken, or PartTooLarge. */
  readonly part: (path: string) => string | null;
}

/** Opens the bytes of a whole .xlsx file. Parts are unpacked when they are asked for. */
export function openPackage(bytes: Uint8Array): Package {
  return {
    part(path) {
      const found = unzipSync(bytes, {
        filter: ({ name, originalSize }) => {
          if (name !== path) return false;
          if (originalSize > PART_LIMIT) throw new PartTooLarge(path);
          return true;
        },
      })[path];
      return found === undefined ? null : new TextDecoder().decode(found);
    },
  };
}

/** The targets of a part's relationships by id, as paths in the package. */
export function relationships(source: Package, folder: string, part: string): ReadonlyMap<string, string> {
  const targets = new Map<string, string>();
  readXml(source.part(`${folder}/_rels/${part}.rels`) ?? '<none/>', {
    open(name, { Id: id, Target: target }) {
      if (name !== 'Relationship' || id === undefined || target === undefined) return;
      targets.set(id, target.startsWith('/') ? target.slice(1) : `${folder}/${target}`);
    },
  });
  return targets;
}
