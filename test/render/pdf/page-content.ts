import { streamOf } from '../../tools/qpdf.js';
import { dictionariesOf } from './pdf-objects.js';

/** Something that a page shows, with what is set where it stands. */
export interface Shown {
  /** TJ for text, f for a filled rectangle, Do for a picture. */
  readonly operator: string;
  readonly operands: readonly string[];
  /** The tag and the properties of the marked content around it, such as "/P <</MCID 0>>"; "" where there is none. */
  readonly mark: string;
  /** The operands of the rg operator before it. */
  readonly colour: string;
}

/** What each page shows, in the order of its content stream (ISO 32000-1, annex A). */
export function shownOnPages(pdf: Uint8Array): readonly (readonly Shown[])[] {
  const pages = [...dictionariesOf(pdf).values()].filter((entries) => entries['/Type'] === '/Page');
  return pages.map((page) => {
    const content = streamOf(pdf, String(page['/Contents']));
    return shownIn(content.toString('latin1'));
  });
}

/** Literal strings, arrays with literal strings in them, dictionaries, and words. */
const TOKEN = /\[(?:\((?:\\[^]|[^\\)])*\)|[^(\]])*\]|<<.*?>>|[^\s[<]+/gu;

function shownIn(content: string): readonly Shown[] {
  const shown: Shown[] = [];
  let operands: string[] = [];
  let rectangle: readonly string[] = [];
  let [mark, colour] = ['', ''];
  for (const [token] of content.matchAll(TOKEN)) {
    if (!/^[A-Za-z]+$/u.test(token)) {
      operands.push(token);
      continue;
    }
    if (token === 'BDC') mark = operands.join(' ');
    else if (token === 'EMC') mark = '';
    else if (token === 'rg') colour = operands.join(' ');
    else if (token === 're') rectangle = operands;
    else if (token === 'f') shown.push({ operator: token, operands: rectangle, mark, colour });
    else if (token === 'TJ' || token === 'Do') shown.push({ operator: token, operands, mark, colour });
    operands = [];
  }
  return shown;
}

/** How many glyphs a TJ array shows (codes of two bytes), and the moves between them, in thousandths of the size. */
export function glyphsAndMoves(array: string): { readonly glyphs: number; readonly moves: readonly number[] } {
  const strings = [...array.matchAll(/\(((?:\\[^]|[^\\)])*)\)/gu)].map(([, bytes = '']) =>
    bytes.replace(/\\([^])/gu, '.'),
  );
  const between = array.replaceAll(/\((?:\\[^]|[^\\)])*\)/gu, ' ').replaceAll(/[[\]]/gu, '');
  return {
    glyphs: strings.join('').length / 2,
    moves: between.split(' ').flatMap((move) => (move.trim() === '' ? [] : [Number(move)])),
  };
}
