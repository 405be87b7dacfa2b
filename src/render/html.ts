import type { LetterStyle } from '../campaign.js';
import { headingRanks, headingsIn, type Block, type Letter } from '../letter/letter.js';
import { createBlockRenderer, type BlockContext, type SizeOf } from './html/blocks.js';
import { escapeHtml } from './html/escape.js';
import { paletteFor, type Palette } from './html/palette.js';
import { typographyFor, type Typography } from './html/typography.js';
import { computedOnce } from '../kept/computed-once.js';

/**
 * A whole HTML document for e-mail: styles stand inline, because mail clients drop much else, and the one style block
 * holds only what cannot: dark mode and phones. It loads nothing from outside and runs nothing.
 * Outlook knows neither <main> nor its styles, hence the <div role="main">; web mail drops <html>, hence the second lang.
 * @param imageAddress the address of an image by its source, such as cid:…
 * @param sizeOf its size, without which Outlook shows a picture as large as it is
 */
export function renderHtml(
  letter: Letter,
  style: LetterStyle,
  imageAddress: (source: string) => string,
  sizeOf: SizeOf = () => null,
): string {
  return htmlInPieces(letter, style, imageAddress, sizeOf).join('');
}

/** The same in pieces, each of whole lines: what letters have in common are the very same pieces. */
export function htmlInPieces(
  letter: Letter,
  style: LetterStyle,
  imageAddress: (source: string) => string,
  sizeOf: SizeOf,
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
${FOR_OUTLOOK.before}
<div role="main" class="paper sheet" lang="${language}" style="box-sizing:border-box;max-width:600px;margin:0 auto;padding:32px 20px;background-color:${paper};color:${ink};font-family:${typography.font};font-size:${typography.size}px;line-height:1.5;text-align:left;overflow-wrap:break-word">
`,
    ...renderBlocks(letter, { palette, typography, imageAddress, sizeOf }),
    `</div>
${FOR_OUTLOOK.after}
</body>
</html>
`,
  ];
}

/** Outlook for Windows knows no greatest width, and no padding of a <div>: it alone gets a table around the letter. */
const FOR_OUTLOOK = {
  before:
    '<!--[if mso]><table role="presentation" align="center" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td style="padding:32px 20px"><![endif]-->',
  after: '<!--[if mso]></td></tr></table><![endif]-->',
} as const;

const paletteOf = computedOnce(({ accent }: LetterStyle) => paletteFor(accent));

/** What a block was rendered as when it was last met, and with what. */
interface Kept {
  readonly palette: Palette;
  readonly typography: Typography;
  /** Of the headings in it. */
  readonly ranks: string;
  readonly html: string;
}

const kept = new WeakMap<Block, Kept>();

/**
 * A block whose values do not change is the very same object in all letters of a mailing (`letter/markdown/refill.ts`), and is rendered
 * once; but not one with an image, whose address differs from message to message.
 */
function renderBlocks(letter: Letter, context: Omit<BlockContext, 'ranks'>): readonly string[] {
  const { palette, typography, sizeOf } = context;
  const ranks = headingRanks(letter);
  let addressesGiven = 0;
  const imageAddress = (source: string): string => {
    addressesGiven += 1;
    return context.imageAddress(source);
  };
  const render = createBlockRenderer({ palette, typography, ranks, imageAddress, sizeOf });
  return letter.blocks.map((block) => {
    const before = kept.get(block);
    const own = headingsIn(block)
      .map((heading) => ranks.get(heading))
      .join();
    if (before?.palette === palette && before.typography === typography && before.ranks === own) return before.html;
    const givenBefore = addressesGiven;
    const html = `${render([block])}\n`;
    if (addressesGiven === givenBefore) kept.set(block, { palette, typography, ranks: own, html });
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
