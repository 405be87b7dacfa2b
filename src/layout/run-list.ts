import type { Letter } from '../letter/letter.js';
import type { LineBox, LinePart } from './page/boxes.js';
import type { Element } from './element.js';
import { settingFor, type LetterSetting } from './layout-letter.js';
import { numberPages, type Page } from './page/numbered-pages.js';
import { fillPages, frameOf } from './page/pages.js';
import { columnOf, plainRun, setParagraph, type Column } from './page/paragraph.js';
import { MM, PAPER, SIDE_MARGIN, usualDesign } from './text/typography.js';
import { lowered } from './blocks.js';
import type { Setting } from './text/words.js';

/** One letter of a print run. */
export interface RunLetter {
  readonly letter: Letter;
  /** For the window, top to bottom. */
  readonly address: readonly string[];
  readonly clp: string;
}

const WIDTH = PAPER.width - 2 * SIDE_MARGIN;
const SPACE = { belowTitle: 4, aboveTable: 10, belowHead: 2 } as const;

/** The columns of the list, from left to right. */
const COLUMNS = [
  { title: 'Page', x: 0, width: 12 * MM, align: 'right' },
  { title: 'CLP', x: 16 * MM, width: 66 * MM, align: 'left' },
  { title: 'To', x: 85 * MM, width: 50 * MM, align: 'left' },
  { title: 'Postcode', x: 138 * MM, width: WIDTH - 138 * MM, align: 'left' },
] as const;

/** Sets the list of who is in a print run: on which page of the file each letter begins, for which CLP, to whom and where. */
export function layoutRunList(
  title: string,
  letters: readonly RunLetter[],
  firstPages: readonly number[],
  letterSetting: LetterSetting,
): readonly Page[] {
  const design = usualDesign(letterSetting.style, 0);
  const setting = settingFor(design, 'en-GB', letterSetting);
  const part: Element = { tag: 'Part', parent: null };
  const whole = columnOf(design);
  const heading = setParagraph([plainRun(title)], design.headings[1], { tag: 'H1', parent: part }, whole, setting);
  const advice = setParagraph(
    [plainRun(adviceFor(letters.length))],
    design.small,
    { tag: 'P', parent: part },
    whole,
    setting,
  );
  const table: Element = { tag: 'Table', parent: part };
  const head = setRow(
    COLUMNS.map((column) => column.title),
    'TH',
    table,
    setting,
  );
  const rows = letters.flatMap(({ clp, address }, index) =>
    setRow([String(firstPages[index] ?? ''), clp, address[0] ?? '', address.at(-1) ?? ''], 'TD', table, setting),
  );
  const boxes = [
    ...heading,
    ...lowered(advice, SPACE.belowTitle),
    ...lowered(head, SPACE.aboveTable),
    ...lowered(rows, SPACE.belowHead),
  ];
  return numberPages(fillPages(boxes, frameOf(design)), setting, null);
}

function adviceFor(count: number): string {
  const letters = count === 1 ? 'One letter' : `${count.toLocaleString('en-GB')} letters`;
  return `${letters}. Print on both sides of A4, turned over the long edge, at actual size: each letter then begins on a sheet of its own, and folded at the two marks it shows its address in the window of a DL envelope.`;
}

/** The cells of a row side by side; a cell that is too long goes on below. */
function setRow(cells: readonly string[], tag: 'TH' | 'TD', table: Element, setting: Setting): readonly LineBox[] {
  const row: Element = { tag: 'TR', parent: table };
  const { small } = setting.design;
  const style = tag === 'TH' ? { ...small, strong: true } : small;
  const set = COLUMNS.map(({ x, width, align }, index) => {
    const column: Column = { x: SIDE_MARGIN + x, width };
    return setParagraph(
      [plainRun(cells[index] ?? ''), plainRun(' ')],
      style,
      { tag, parent: row },
      column,
      setting,
      align,
    );
  });
  const lines = Math.max(...set.map((cell) => cell.length));
  return Array.from({ length: lines }, (_, line): LineBox => {
    const parts = set.flatMap((cell): readonly LinePart[] => cell[line]?.parts ?? []);
    return {
      kind: 'line',
      parts,
      spaceBefore: 0,
      height: style.leading,
      baseline: set[0]?.[0]?.baseline ?? 0,
      onGrid: false,
      keepWithNext: tag === 'TH' || line < lines - 1,
      position: 'inner',
      role: 'text',
    };
  });
}
