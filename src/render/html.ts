import type { LetterStyle } from '../campaign.js';
import type { Block, BodyBlock, HeadingBlock, Letter } from '../letter/letter.js';
import { createBlockRenderer, type BlockContext } from './html/blocks.js';
import { escapeHtml } from './html/escape.js';
import { paletteFor, type Palette } from './html/palette.js';
import { typographyFor, type Typography } from './html/typography.js';
import { computedOnce } from '../kept/computed-once.js';

const HEADING_LEVELS = [1, 2, 3] as const;

/**
 * A whole HTML document for e-mail: styles stand inline, because mail clients drop much else, and the one style block
 * holds only what cannot: dark mode and phones. It loads nothing from outside and runs nothing.
 * Outlook knows neither <main> nor its styles, hence the <div role="main">; web mail drops <html>, hence the second lang.
 * `imageAddress` gives the address of an image by its source, such as cid:….
 */
export function renderHtml(letter: Letter, style: LetterStyle, imageAddress: (source: string) => string): string {
  return htmlInPieces(letter, style, imageAddress).join('');
}

/** The same in pieces, each of whole lines: what letters have in common are the very same pieces. */
export function htmlInPieces(
  letter: Letter,
  style: LetterStyle,
  imageAddress: (source: string) => string,
): readonly string[] {
  const palette = paletteOf(style);
  const typography = typographyFor(letter.largePrint);
  const language = escapeHtml(letter.language);
  const { paper, ink } = palette.light;
  return [
    `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
`,
    `<title>${escapeHtml(letter.subject)}</title>
`,
    `<style>
${styleSheet(palette)}
</style>
</head>
<body class="paper" style="margin:0;padding:0;background-color:${paper}">
<div role="main" class="paper sheet" lang="${language}" style="box-sizing:border-box;max-width:600px;margin:0 auto;padding:32px 20px;background-color:${paper};color:${ink};font-family:${typography.font};font-size:${typography.size}px;line-height:1.5;text-align:left;overflow-wrap:break-word">
`,
    ...renderBlocks(letter, { palette, typography, imageAddress }),
    `</div>
</body>
</html>
`,
  ];
}

const paletteOf = computedOnce(({ accent }: LetterStyle) => paletteFor(accent));

/** What a block was rendered as when it was last met, and with what. */
interface Kept {
  readonly palette: Palette;
  readonly typography: Typography;
  readonly ranks: string;
  readonly html: string;
}

const kept = new WeakMap<Block, Kept>();

/**
 * A block whose values do not change is the very same object in all letters of a mailing (`letter/markdown/refill.ts`), and is rendered
 * once; but not one with an image, whose address differs from message to message.
 */
function renderBlocks(letter: Letter, context: Omit<BlockContext, 'rankOf'>): readonly string[] {
  const { palette, typography } = context;
  const rankOf = headingRanks(letter);
  const ranks = HEADING_LEVELS.map(rankOf).join();
  let addressesGiven = 0;
  const imageAddress = (source: string): string => {
    addressesGiven += 1;
    return context.imageAddress(source);
  };
  const render = createBlockRenderer({ palette, typography, rankOf, imageAddress });
  return letter.blocks.map((block) => {
    const before = kept.get(block);
    if (before?.palette === palette && before.typography === typography && before.ranks === ranks) return before.html;
    const givenBefore = addressesGiven;
    const html = `${render([block])}\n`;
    if (addressesGiven === givenBefore) kept.set(block, { palette, typography, ranks, html });
    return html;
  });
}

/**
 * Inline styles win over a style block, hence the !important. A logo or a signature is mostly dark lines on nothing, so it
 * keeps white paper behind it.
 */
function styleSheet({ dark }: Palette): string {
  return `:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){.paper{background-color:${dark.paper}!important;color:${dark.ink}!important}.accent{color:${dark.accent}!important}.drawing{background-color:#ffffff!important;padding:6px!important}}
@media (max-width:480px){.sheet{padding:20px 16px!important}}`;
}

/**
 * Readers who go from heading to heading expect no rank to be left out, whatever levels the template uses: the levels
 * in use are numbered through, from h1 where no sender's name stands above them.
 */
function headingRanks(letter: Letter): (level: HeadingBlock['level']) => number {
  const levels = new Set<number>();
  const collect = (blocks: Letter['blocks'] | readonly BodyBlock[]): void => {
    for (const block of blocks) {
      if (block.kind === 'heading') levels.add(block.level);
      if (block.kind === 'quotation') collect(block.blocks);
      if (block.kind === 'list') block.items.forEach(collect);
    }
  };
  collect(letter.blocks);
  const first = letter.blocks.some((block) => block.kind === 'sender') ? 2 : 1;
  const sorted = [...levels].toSorted((a, b) => a - b);
  return (level) => first + sorted.indexOf(level);
}
