import type { LetterStyle } from '../campaign.js';
import { headingRanks, type Letter } from '../letter/letter.js';
import { setBlocks, type BlockSetting } from './blocks.js';
import type { Hyphenation } from './text/hyphenation.js';
import type { LetterImage } from './page/image.js';
import { numberPages, type Page } from './page/numbered-pages.js';
import { fillPages, frameOf, type PlacedBox } from './page/pages.js';
import { columnOf } from './page/paragraph.js';
import { largePrintDesign, PAPER, TIGHTNESS, usualDesign, type Design, type Faces } from './text/typography.js';
import type { Setting } from './text/words.js';

/** What every letter of a campaign is set with. */
export interface LetterSetting {
  readonly faces: Faces;
  readonly style: LetterStyle;
  readonly hyphenation: Hyphenation;
  /** Throws where the letter names an image that was not given. */
  readonly imageOf: (source: string) => LetterImage;
}

/** Puts a letter's blocks on pages, whatever its design. */
export type Arrangement = (setting: BlockSetting) => readonly (readonly PlacedBox[])[];

/** How much of a page may be taken by what runs over, if a letter is to be set tighter for it: no more could be gained. */
const LITTLE = 0.2;

/** The looks of a letter that is not set tighter than it need be. */
export function designOf(letter: Letter, style: LetterStyle): Design {
  return letter.largePrint ? largePrintDesign(style) : usualDesign(style, 0);
}

/** What text in this language (BCP 47) is set with. */
export function settingFor(design: Design, language: string, { faces, hyphenation }: LetterSetting): Setting {
  return { faces, design, language, hyphenation };
}

/** Sets a letter on pages. All measures are in points from the upper left corner of the paper. */
export function layoutLetter(letter: Letter, setting: LetterSetting): readonly Page[] {
  return layoutTightly(letter, setting, plainly(letter));
}

/** One block below the other, from the head of each page to its foot. */
export function plainly(letter: Letter): Arrangement {
  return (setting) =>
    fillPages(setBlocks(letter.blocks, null, columnOf(setting.design), setting), frameOf(setting.design));
}

/**
 * Sets a letter by an arrangement. Where it runs over by a few lines, or over the pages that the campaign allows, it is
 * set tighter, no more than needed.
 */
export function layoutTightly(letter: Letter, setting: LetterSetting, arrange: Arrangement): readonly Page[] {
  return numbered(tightened(letter, setting, arrange), letter);
}

function tightened(letter: Letter, setting: LetterSetting, arrange: Arrangement): Filled {
  const { style } = setting;
  const fill = filling(letter, setting, arrange);
  const roomy = fill(designOf(letter, style));
  if (letter.largePrint || !mayBeTightened(roomy, style)) return roomy;
  const wanted = Math.min(roomy.pages.length - 1, style.fit ?? Infinity);
  const tightest = fill(usualDesign(style, TIGHTNESS.length - 1));
  if (tightest.pages.length > wanted) return style.fit === undefined ? roomy : tightest;
  for (const tightness of TIGHTNESS.slice(1, -1)) {
    const tighter = fill(usualDesign(style, tightness));
    if (tighter.pages.length <= wanted) return tighter;
  }
  return tightest;
}

interface Filled {
  readonly setting: BlockSetting;
  readonly pages: readonly (readonly PlacedBox[])[];
}

/** Sets a letter in one design or another: its headings have the same ranks in all. */
function filling(letter: Letter, setting: LetterSetting, arrange: Arrangement): (design: Design) => Filled {
  const { imageOf } = setting;
  const ranks = headingRanks(letter);
  return (design) => {
    const blockSetting = { ...settingFor(design, letter.language, setting), imageOf, ranks };
    return { setting: blockSetting, pages: arrange(blockSetting) };
  };
}

function mayBeTightened({ pages, setting }: Filled, { fit }: LetterStyle): boolean {
  if (fit !== undefined && pages.length > fit) return true;
  return pages.length > 1 && usedHeight(pages.at(-1) ?? [], setting.design) < LITTLE * PAPER.height;
}

/** How much of a page its boxes take, from the top margin. */
function usedHeight(page: readonly PlacedBox[], { margin }: Design): number {
  const last = page.at(-1);
  return last === undefined ? 0 : last.top + last.box.height - margin.top;
}

/**
 * By how many lines of the body a letter runs over the pages that the campaign allows, as tight as it can be set, which
 * large print cannot; 0 where it does not.
 */
export function linesTooMany(letter: Letter, setting: LetterSetting, arrange: Arrangement): number {
  const { fit } = setting.style;
  if (fit === undefined) return 0;
  const design = letter.largePrint ? largePrintDesign(setting.style) : usualDesign(setting.style, TIGHTNESS.length - 1);
  const { pages } = filling(letter, setting, arrange)(design);
  const over = pages.slice(fit).reduce((sum, page) => sum + usedHeight(page, design), 0);
  return Math.ceil(over / design.body.leading);
}

function numbered({ pages, setting }: Filled, { author, blocks }: Letter): readonly Page[] {
  const date = blocks.find((block) => block.kind === 'date')?.text ?? null;
  return numberPages(pages, setting, { name: author, date });
}
