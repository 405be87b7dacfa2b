import type { LetterStyle } from '../../campaign.js';
import type { LabelSheet } from '../../campaign/labels.js';
import type { Letter } from '../../letter/letter.js';
import { setAddress } from '../../layout/page/address-block.js';
import { openFace, type Face } from '../../layout/text/face.js';
import type { Hyphenation } from '../../layout/text/hyphenation.js';
import { readImage, type LetterImage } from '../../layout/page/image.js';
import { layoutLabels } from '../../layout/page/labels.js';
import {
  designOf,
  layoutLetter,
  linesTooMany,
  plainly,
  settingFor,
  type LetterSetting,
} from '../../layout/layout-letter.js';
import { missingCharacters } from '../../layout/page/missing-characters.js';
import { usualDesign, type Faces } from '../../layout/text/typography.js';
import { layoutPrintRun } from '../../layout/page/print-run.js';
import { withPrintedLinks } from '../../layout/printed-links.js';
import type { RunLetter } from '../../layout/run-list.js';
import { inWindow, layoutWindowLetter } from '../../layout/page/window-letter.js';
import type { Area } from '../../layout/page/window.js';
import { createLineDrawer } from './draw-line.js';
import { embeddableFace, type EmbeddableFace } from './font-embedding.js';
import type { PdfHead } from './pdf-file.js';
import { writePages, type PageMaterials } from './write-pages.js';

/** The bytes of the TrueType files that letters are set in. */
export interface FontFiles {
  readonly serif: {
    readonly regular: Uint8Array;
    readonly italic: Uint8Array;
    readonly bold: Uint8Array;
    readonly boldItalic: Uint8Array;
  };
  readonly sans: { readonly regular: Uint8Array; readonly bold: Uint8Array };
  /** For characters that the others lack: one that refusalOfFont does not refuse. */
  readonly fallback?: Uint8Array;
}

/** The files of images, by the sources that letters name. */
export type Images = ReadonlyMap<string, Uint8Array>;

/** Makes PDF letters. Fonts are opened once; words and subsets are kept from letter to letter, and show in no byte of any. */
export interface Typesetter {
  /** The characters of the letter that cannot be set: in reading order, each once. */
  missingCharacters(letter: Letter): readonly string[];
  /** The file of the fallback font, where the letter or its address in a window is set in it; null where neither is. */
  fallbackFor(letter: Letter, address: readonly string[] | null): Uint8Array | null;
  /** By how many lines a letter runs over the pages that the campaign allows, however tight it is set. Takes and throws as setLetter. */
  linesTooMany(letter: Letter, images: Images, address: readonly string[] | null): number;
  /** Whether an address fits what an envelope's window shows, or a label. */
  addressFits(lines: readonly string[], area: Area): boolean;
  /**
   * A whole PDF file, tagged after PDF/UA. `images` holds the files of image blocks by their source.
   * Throws where an image is not given or cannot be read, or a character is missing.
   * @param address the lines for an envelope's window, which must fit it; null for a letter that goes by e-mail
   */
  setLetter(letter: Letter, images: Images, address?: readonly string[] | null): Uint8Array;
  /** A list of who is in the run, and the letters, page by page as `setLetter` sets them with their addresses. Throws as it does. */
  setPrintRun(head: PdfHead, letters: readonly RunLetter[], images: Images): PrintRun;
  /** Addresses on sheets of labels. Throws where one does not fit, or a character is missing. */
  setLabels(head: PdfHead, sheet: LabelSheet, from: number, addresses: readonly (readonly string[])[]): Uint8Array;
}

/** The letters of a run in one file. */
export interface PrintRun {
  readonly pdf: Uint8Array;
  /** The page of the file on which each letter begins, from 1. */
  readonly firstPages: readonly number[];
  readonly pages: number;
}

/** @param hyphenation for justified letters; words of a language that is not in it are not parted */
export function createTypesetter(
  { serif, sans, fallback }: FontFiles,
  style: LetterStyle,
  hyphenation: Hyphenation,
): Typesetter {
  const faces: Faces = {
    serif: {
      regular: openFace(serif.regular),
      italic: openFace(serif.italic),
      bold: openFace(serif.bold),
      boldItalic: openFace(serif.boldItalic),
    },
    sans: { regular: openFace(sans.regular), bold: openFace(sans.bold) },
    fallback: fallback === undefined ? null : openFace(fallback),
  };
  const order = [...Object.values(faces.serif), ...Object.values(faces.sans), faces.fallback];
  const embeddable = new Map<Face, EmbeddableFace>();
  const faceOf = (face: Face): EmbeddableFace => {
    const known = embeddable.get(face);
    if (known !== undefined) return known;
    const made = embeddableFace(face, `F${order.indexOf(face) + 1}`);
    embeddable.set(face, made);
    return made;
  };
  const drawLine = createLineDrawer(faceOf);
  const settingWith = (images: Images): LetterSetting & PageMaterials => {
    const bytesOf = (source: string): Uint8Array => {
      const bytes = images.get(source);
      if (bytes === undefined) throw new Error(`the image "${source}" was not given`);
      return bytes;
    };
    const imageOf = (source: string): LetterImage => {
      const image = readImage(bytesOf(source));
      if (image === null) throw new TypeError(`"${source}" is neither a PNG without interlacing nor a JPEG`);
      return image;
    };
    return { faces, style, hyphenation, imageOf, bytesOf, drawLine };
  };
  // Addresses are set alike in every language.
  const words = settingFor(usualDesign(style, 0), 'en-GB', settingWith(new Map()));

  return {
    missingCharacters: (letter) => missingCharacters(withPrintedLinks(letter), faces, designOf(letter, style)),
    fallbackFor: (letter, address) => {
      if (fallback === undefined) return null;
      const { blocks } = withPrintedLinks(letter);
      const shown: Letter['blocks'] = [...blocks, { kind: 'recipient', lines: address ?? [] }];
      const others = { ...faces, fallback: null };
      const lacking = missingCharacters({ ...letter, blocks: shown }, others, designOf(letter, style));
      return lacking.length > 0 ? fallback : null;
    },
    linesTooMany: (letter, images, address) => {
      const printed = withPrintedLinks(letter);
      const arrangement = address === null ? plainly(printed) : inWindow(printed, address, null);
      return linesTooMany(printed, settingWith(images), arrangement);
    },
    addressFits: (lines, area) => setAddress(lines, area, { tag: 'P', parent: null }, words) !== null,
    setLetter: (letter, images, address = null) => {
      const setting = settingWith(images);
      const printed = withPrintedLinks(letter);
      const pages =
        address === null ? layoutLetter(printed, setting) : layoutWindowLetter(printed, address, null, setting);
      return writePages(letter, pages, setting);
    },
    setPrintRun: (head, letters, images) => {
      const setting = settingWith(images);
      const printed = letters.map((one) => ({ ...one, letter: withPrintedLinks(one.letter) }));
      const { pages, firstPages } = layoutPrintRun(head.subject, printed, setting);
      return { pdf: writePages(head, pages, setting), firstPages, pages: pages.length };
    },
    setLabels: (head, sheet, from, addresses) =>
      writePages(head, layoutLabels(sheet, from, addresses, words), settingWith(new Map())),
  };
}
