import type { Block, BodyBlock, HeadingBlock, ImageBlock } from '../../letter/letter.js';
import type { BlockOf, BlockTable } from '../by-kind.js';
import { escapeHtml } from './escape.js';
import { FAINT, type Palette } from './palette.js';
import { createRunRenderer } from './runs.js';
import type { Typography } from './typography.js';

/** The size of an image in pixels, by its source; null where it is not known. */
export type SizeOf = (source: string) => { readonly width: number; readonly height: number } | null;

export interface BlockContext {
  readonly palette: Palette;
  readonly typography: Typography;
  /** From an image's source to the address that the document gives it, such as cid:…. */
  readonly imageAddress: (source: string) => string;
  readonly sizeOf: SizeOf;
  /** Of the letter's headings (h1 to h4). */
  readonly ranks: ReadonlyMap<HeadingBlock, number>;
}

const GAP = '0 0 16px';

/** Pictures of the letter's frame are no higher than on paper. */
const HIGHEST = { logo: 76, signature: 60 } as const;

/** Of a sheet of 600 pixels, between its margins. */
const COLUMN = 560;

/** Renders blocks one a line, in their order. */
export function createBlockRenderer(context: BlockContext): (blocks: readonly Block[]) => string {
  const { palette, typography, imageAddress, sizeOf, ranks } = context;
  const small = `font-family:${typography.small.font};font-size:${typography.small.size}px;line-height:1.45`;
  const runs = createRunRenderer(palette);

  const paragraph = (content: string, style = `margin:${GAP}`): string => `<p style="${style}">${content}</p>`;
  const lines = (rendered: readonly string[]): string => rendered.join('<br>');

  const widthOf = (source: string, highest: number): string => {
    const size = sizeOf(source);
    if (size === null) return '';
    const scale = Math.min(1, COLUMN / size.width, highest / size.height);
    return ` width="${String(Math.max(1, Math.round(size.width * scale)))}"`;
  };
  const image = (block: ImageBlock, more: string, style: string, highest: number): string =>
    paragraph(
      `<img${more} src="${escapeHtml(imageAddress(block.source))}" alt="${escapeHtml(block.alternative)}"${widthOf(block.source, highest)} style="display:block;max-width:100%;height:auto;border:0${style}">`,
    );
  const drawing = (block: ImageBlock, highest: number): string =>
    image(block, ' class="drawing"', `;max-height:${String(highest)}px;width:auto`, highest);

  const table: BlockTable<string> = {
    sender: (block) =>
      [
        ...(block.logo === undefined ? [] : [drawing(block.logo, HIGHEST.logo)]),
        `<h1 class="accent" style="margin:0 0 4px;font-size:${typography.nameSize}px;line-height:1.2;font-weight:bold;color:${palette.light.accent}">${escapeHtml(block.name)}</h1>`,
        ...(block.lines.length === 0 ? [] : [paragraph(lines(block.lines.map(runs)), `margin:0;${small}`)]),
        // A border without a colour takes the text's, and with it the dark twin.
        `<hr role="presentation" class="accent" style="margin:12px 0 24px;border:0;border-top:1px solid;color:${palette.light.accent}">`,
      ].join('\n'),
    recipient: (block) => paragraph(lines(block.lines.map(escapeHtml)), 'margin:0 0 24px'),
    date: (block) => paragraph(escapeHtml(block.text), 'margin:0 0 24px;text-align:right'),
    heading: (block) => {
      const tag = `h${String(ranks.get(block) ?? 1)}`;
      const style = `margin:28px 0 8px;font-size:${typography.headingSizes[block.level]}px;line-height:1.3;font-weight:bold`;
      // As on paper, the least heading is of the text's own colour.
      return block.level === 3
        ? `<${tag} style="${style}">${runs(block.runs)}</${tag}>`
        : `<${tag} class="accent" style="${style};color:${palette.light.accent}">${runs(block.runs)}</${tag}>`;
    },
    paragraph: (block) => paragraph(runs(block.runs)),
    list: (block) => {
      const tag = block.start === null ? 'ul' : 'ol';
      const start = block.start === null || block.start === 1 ? '' : ` start="${String(block.start)}"`;
      const items = block.items.map((blocks) => `<li style="margin:0 0 6px">${item(blocks)}</li>`);
      return [`<${tag}${start} style="margin:${GAP};padding:0 0 0 28px">`, ...items, `</${tag}>`].join('\n');
    },
    quotation: (block) =>
      `<blockquote style="margin:${GAP};padding:0 0 0 16px;border-left:3px solid ${FAINT}">\n${all(block.blocks)}\n</blockquote>`,
    image: (block) => image(block, '', '', Infinity),
    rule: () => `<hr style="margin:24px 0;border:0;border-top:1px solid ${FAINT}">`,
    signature: (block) =>
      [
        paragraph(escapeHtml(block.closing), 'margin:28px 0 8px'),
        ...(block.picture === undefined ? [] : [drawing(block.picture, HIGHEST.signature)]),
        paragraph(escapeHtml(block.name), 'margin:0 0 16px'),
      ].join('\n'),
  };
  const render = <Kind extends Block['kind']>(block: BlockOf<Kind>): string => table[block.kind](block);
  const all = (blocks: readonly Block[]): string => blocks.map((block) => render(block)).join('\n');

  /** A single paragraph, with or without a list below it, stands beside its marker without a margin of its own. */
  const item = (blocks: readonly BodyBlock[]): string => {
    const [first, ...others] = blocks;
    if (first?.kind !== 'paragraph' || others.some(({ kind }) => kind !== 'list')) return all(blocks);
    return runs(first.runs) + all(others);
  };
  return all;
}
