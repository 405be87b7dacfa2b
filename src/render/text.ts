import type { Block, Letter, ListBlock } from '../letter/letter.js';
import type { BlockOf, BlockTable } from './by-kind.js';
import { computedOnce } from '../kept/computed-once.js';
import { plainLines } from './text/runs.js';
import { columnsOf, wrap } from './text/wrap.js';

const WIDTH = 72;

/** However deep lists and quotations nest, lines keep this much room. */
const LEAST_WIDTH = 24;

type Lines = readonly string[];

/**
 * The letter as plain text: lines of at most 72 columns, but for single words that are longer; LF, one of them at the
 * end. No line ends in a space, so none can be taken for the "-- " that divides a message from its footer (RFC 3676 §4.3).
 */
export function renderText(letter: Letter): string {
  return `${stack(letter.blocks, WIDTH).join('\n')}\n`;
}

/**
 * The same as format=flowed (RFC 3676): paragraphs of the body are filled again to the width of the reader's window, a
 * telephone's too, because their lines end in a space where they go on. What is set in lines of its own stays so.
 * In pieces, each of whole lines, to be joined: blocks that letters have in common are the very same pieces.
 */
export function flowedTextInPieces(letter: Letter): readonly string[] {
  const pieces = letter.blocks.map(flowedPiece).filter((piece) => piece !== '\n');
  return pieces.length === 0 ? ['\n'] : pieces.flatMap((piece, index) => (index === 0 ? [piece] : ['\n', piece]));
}

const flowedPiece = computedOnce((block: Block): string => `${flowedLines(block).join('\n')}\n`);

function flowedLines(block: Block): Lines {
  if (block.kind === 'quotation') return render(block, WIDTH);
  if (block.kind !== 'paragraph') return stuffed(render(block, WIDTH));
  return plainLines(block.runs).flatMap((line) => stuffed(flowing(wrap(line, WIDTH))));
}

/** A space at the end of each line but the last. A lone "--" gets none: with it, it would begin the footer. */
function flowing(lines: Lines): Lines {
  return lines.map((line, index) => (index < lines.length - 1 && line !== '--' ? `${line} ` : line));
}

/** A space before what would be taken for a quotation, or lost on the way (RFC 3676 §4.4); readers take it off. */
function stuffed(lines: Lines): Lines {
  return lines.map((line) => (/^(?: |>|From )/u.test(line) ? ` ${line}` : line));
}

const table: BlockTable<Lines, [width: number]> = {
  sender: (block, width) => [
    ...wrap(block.name, width),
    ...block.lines.flatMap((runs) => wrapAll(plainLines(runs), width)),
  ],
  recipient: (block, width) => wrapAll(block.lines, width),
  date: (block, width) =>
    wrap(block.text, width).map((line) => ' '.repeat(Math.max(0, width - columnsOf(line))) + line),
  heading: (block, width) => underlined(wrapAll(plainLines(block.runs), width), block.level === 1 ? '=' : '-'),
  paragraph: (block, width) => wrapAll(plainLines(block.runs), width),
  list: (block, width) => listLines(block, width),
  quotation: (block, width) => stack(block.blocks, inner(width, 2)).map((line) => `> ${line}`.trimEnd()),
  image: (block, width) => wrap(`[${block.alternative}]`, width),
  rule: () => ['* * *'],
  signature: (block, width) => [...wrap(block.closing, width), '', ...wrap(block.name, width)],
};

function render<Kind extends Block['kind']>(block: BlockOf<Kind>, width: number): Lines {
  return table[block.kind](block, width);
}

/** Blocks below each other, a blank line between two. A block without text leaves no gap. */
function stack(blocks: readonly Block[], width: number): Lines {
  return parted(blocks.map((block) => render(block, width)));
}

function parted(groups: readonly Lines[]): Lines {
  return groups.filter((lines) => lines.length > 0).flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function wrapAll(lines: Lines, width: number): Lines {
  return lines.flatMap((line) => wrap(line, width));
}

/** At least three strokes: two alone could be taken for the start of a footer. */
function underlined(lines: Lines, stroke: string): Lines {
  if (lines.length === 0) return lines;
  return [...lines, stroke.repeat(Math.max(3, ...lines.map(columnsOf)))];
}

function listLines(block: ListBlock, width: number): Lines {
  const { start } = block;
  const markers = block.items.map((_, index) => (start === null ? '-' : `${String(start + index)}.`));
  const indent = Math.max(...markers.map((marker) => marker.length)) + 1;
  const tight = block.items.every((blocks) => blocks.filter(({ kind }) => kind !== 'list').length <= 1);
  const items = block.items.map((blocks, index) => {
    const room = inner(width, indent);
    const lines = tight ? blocks.flatMap((part) => render(part, room)) : stack(blocks, room);
    const marker = (markers[index] ?? '').padEnd(indent);
    return (lines.length === 0 ? [''] : lines).map((line, number) =>
      ((number === 0 ? marker : ' '.repeat(indent)) + line).trimEnd(),
    );
  });
  return tight ? items.flat() : parted(items);
}

function inner(width: number, indent: number): number {
  return Math.max(LEAST_WIDTH, width - indent);
}
