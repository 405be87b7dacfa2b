import type { LetterStyle } from '../campaign.js';
import type { BodyBlock, HeadingBlock, Letter } from '../letter/letter.js';
import { createBlockRenderer } from './html/blocks.js';
import { escapeHtml } from './html/escape.js';
import { paletteFor, type Palette } from './html/palette.js';
import { typographyFor } from './html/typography.js';

/**
 * A whole HTML document for e-mail: styles stand inline, because mail clients drop much else, and the one style block
 * holds only what cannot: dark mode and phones. It loads nothing from outside and runs nothing.
 * Outlook knows neither <main> nor its styles, hence the <div role="main">; web mail drops <html>, hence the second lang.
 * `imageAddress` gives the address of an image by its source, such as cid:….
 */
export function renderHtml(letter: Letter, style: LetterStyle, imageAddress: (source: string) => string): string {
  const palette = paletteFor(style.accent);
  const typography = typographyFor(letter.largePrint);
  const render = createBlockRenderer({ palette, typography, imageAddress, rankOf: headingRanks(letter) });
  const language = escapeHtml(letter.language);
  const { paper, ink } = palette.light;
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(letter.subject)}</title>
<style>
${styleSheet(palette)}
</style>
</head>
<body class="paper" style="margin:0;padding:0;background-color:${paper}">
<div role="main" class="paper sheet" lang="${language}" style="box-sizing:border-box;max-width:600px;margin:0 auto;padding:32px 20px;background-color:${paper};color:${ink};font-family:${typography.font};font-size:${typography.size}px;line-height:1.5;text-align:left;overflow-wrap:break-word">
${render(letter.blocks)}
</div>
</body>
</html>
`;
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
