import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { campaignSchema } from '../../src/campaign.js';
import type { Block, BodyBlock, Letter, Run, TextRun } from '../../src/letter/letter.js';
import { openFace } from '../../src/layout/text/face.js';
import type { LetterSetting } from '../../src/layout/layout-letter.js';
import { usualDesign, type Faces } from '../../src/layout/text/typography.js';
import type { Setting } from '../../src/layout/text/words.js';

const require = createRequire(import.meta.url);
const read = (path: string): Uint8Array => readFileSync(require.resolve(`@expo-google-fonts/${path}.ttf`));

/** The faces that nominate ships with. */
export const fonts = {
  serif: {
    regular: read('source-serif-4/400Regular/SourceSerif4_400Regular'),
    italic: read('source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic'),
    bold: read('source-serif-4/700Bold/SourceSerif4_700Bold'),
    boldItalic: read('source-serif-4/700Bold_Italic/SourceSerif4_700Bold_Italic'),
  },
  sans: {
    regular: read('source-sans-3/400Regular/SourceSans3_400Regular'),
    bold: read('source-sans-3/700Bold/SourceSans3_700Bold'),
  },
};

export const faces: Faces = {
  serif: {
    regular: openFace(fonts.serif.regular),
    italic: openFace(fonts.serif.italic),
    bold: openFace(fonts.serif.bold),
    boldItalic: openFace(fonts.serif.boldItalic),
  },
  sans: { regular: openFace(fonts.sans.regular), bold: openFace(fonts.sans.bold) },
  fallback: null,
};

/** A font of other scripts: full Greek and Cyrillic, and Hebrew. */
export const fallback = read('tinos/400Regular/Tinos_400Regular');

/** As it is without `letter:` in campaign.yaml. */
export const style = campaignSchema.shape.letter.parse({});

function noImages(source: string): never {
  throw new Error(source);
}

/** What layoutLetter and the blocks are set with. */
export const letterSetting: LetterSetting = { faces, style, hyphenation: new Map(), imageOf: noImages };
export const design = usualDesign(style, 0);
export const setting: Setting = { faces, design, language: 'en-GB', hyphenation: new Map() };

export function text(characters: string, marks: Partial<TextRun> = {}): TextRun {
  return { kind: 'text', text: characters, strong: false, emphasis: false, superscript: false, ...marks };
}

export function paragraph(...runs: readonly (Run | string)[]): BodyBlock {
  return { kind: 'paragraph', runs: runs.map((run) => (typeof run === 'string' ? text(run) : run)) };
}

/** A paragraph of exactly that many lines. */
export function paragraphOf(lines: number, word = 'line'): BodyBlock {
  const runs = Array.from({ length: lines }, (_, index): readonly Run[] => [
    text(`${word} ${index + 1}`),
    { kind: 'break' },
  ]);
  return { kind: 'paragraph', runs: runs.flat().slice(0, -1) };
}

export const heading: BodyBlock = { kind: 'heading', level: 2, runs: [text('A heading')] };
export const signature: Block = { kind: 'signature', closing: 'Yours fraternally,', name: 'Siân Prys' };

export function letter(...blocks: readonly Block[]): Letter {
  return {
    language: 'en-GB',
    subject: 'Will Ynys Môn nominate?',
    largePrint: false,
    author: 'Siân Prys',
    attach: [],
    blocks,
  };
}
