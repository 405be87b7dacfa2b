import type { LetterSetting } from '../layout-letter.js';
import type { Page } from './numbered-pages.js';
import { layoutRunList, type RunLetter } from '../run-list.js';
import { layoutWindowLetter } from './window-letter.js';

const EMPTY: Page = { boxes: [], folio: null };

/**
 * Sets the letters one after the other below a list of who is in the run. The list and each letter begin on an odd page,
 * which is a right-hand one where the run is printed on both sides.
 */
export function layoutPrintRun(
  title: string,
  letters: readonly RunLetter[],
  setting: LetterSetting,
): { readonly pages: readonly Page[]; readonly firstPages: readonly number[] } {
  const set = letters.map(({ letter, address }) =>
    layoutWindowLetter(letter, address, { tag: 'Part', parent: null, language: letter.language }, setting),
  );
  // How many pages the list takes does not depend on the numbers in it.
  const listed = (firstPages: readonly number[]): readonly Page[] =>
    toFullSheets(layoutRunList(title, letters, firstPages, setting));
  const firstPages: number[] = [];
  let next = listed(set.map(() => 0)).length + 1;
  for (const pages of set) {
    firstPages.push(next);
    next += toFullSheets(pages).length;
  }
  const lastLetter = set.at(-1) ?? [];
  return { pages: [...listed(firstPages), ...set.slice(0, -1).flatMap(toFullSheets), ...lastLetter], firstPages };
}

/** With an empty page behind the last one where it would stand alone on its sheet. */
function toFullSheets(pages: readonly Page[]): readonly Page[] {
  return pages.length % 2 === 0 ? pages : [...pages, EMPTY];
}
