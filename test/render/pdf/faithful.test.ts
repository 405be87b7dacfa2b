import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, BodyBlock, Letter, Run } from '../../../src/letter/letter.js';
import { loadHyphenation } from '../../../src/layout/hyphenation.js';
import { createTypesetter } from '../../../src/render/pdf/typesetter.js';
import { faces, fonts, letter, style, text } from '../../layout/letters.js';
import { ask } from './read-pdf.js';

/** LETTERS=2000 for a long look; the seed is the test runner's to choose. */
const LETTERS = Number(process.env['LETTERS'] ?? 100);

const all = [faces.serif.regular, faces.serif.bold, faces.serif.italic, faces.serif.boldItalic, faces.sans.regular];
const characters = [...faces.sans.bold.glyphs.keys()]
  .filter((codePoint) => all.every((face) => face.has(codePoint)))
  .map((codePoint) => String.fromCodePoint(codePoint))
  // What joins what stands before it, and what goes from right to left, a reader of the page may put otherwise.
  .filter((character) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) && character === character.normalize('NFC'));
const word = fc.oneof(
  fc.array(fc.constantFrom(...characters), { minLength: 1, maxLength: 12 }).map((parts) => parts.join('')),
  fc.stringMatching(/^[a-z]{1,14}$/u),
  fc.constantFrom('24\u00a0June', 'representatives', 'devolution', 'x'.repeat(120)),
);
const phrase = fc.array(word, { minLength: 1, maxLength: 25 }).map((words) => words.join(' '));
const run: fc.Arbitrary<Run> = fc
  .record({ characters: phrase, strong: fc.boolean(), emphasis: fc.boolean() })
  .map(({ characters: said, ...marks }) => text(`${said} `, marks));
const runs = fc.array(run, { minLength: 1, maxLength: 5 });
const paragraph: fc.Arbitrary<BodyBlock> = runs.map((said) => ({ kind: 'paragraph', runs: said }));
const block: fc.Arbitrary<Block> = fc.oneof(
  { weight: 5, arbitrary: paragraph },
  runs.map((said): Block => ({ kind: 'heading', level: 2, runs: said })),
  fc.array(phrase, { minLength: 1, maxLength: 6 }).map((lines): Block => ({ kind: 'recipient', lines })),
  fc.array(paragraph, { maxLength: 3 }).map((blocks): Block => ({ kind: 'quotation', blocks })),
  fc.record({ closing: phrase, name: phrase }).map((said): Block => ({ kind: 'signature', ...said })),
);
const arbitraryLetter: fc.Arbitrary<Letter> = fc
  .record({ blocks: fc.array(block, { minLength: 1, maxLength: 8 }), largePrint: fc.boolean() })
  .map(({ blocks, largePrint }) => ({ ...letter(...blocks), largePrint }));

function saidBy(one: Block): string {
  switch (one.kind) {
    case 'paragraph':
    case 'heading':
      return one.runs.map((said) => (said.kind === 'text' ? said.text : '')).join('');
    case 'recipient':
      return one.lines.join(' ');
    case 'quotation':
      return one.blocks.map(saidBy).join(' ');
    case 'signature':
      return `${one.closing} ${one.name}`;
    default:
      return '';
  }
}

/** What a screen reader gets, without the names of what it stands in. */
function readAloud(pdf: Uint8Array): string {
  const lines = ask(pdf, 'pdfinfo', '-struct-text', 'FILE').split('\n');
  return lines.flatMap((line) => /^\s*"(.*)"$/su.exec(line)?.slice(1) ?? []).join('');
}

const bare = (said: string): string => said.replace(/\s+/gu, '');

describe('every character of a letter', () => {
  it.each(['left', 'justified'] as const)('stands in the PDF exactly once and in order: %s', async (align) => {
    const typesetter = createTypesetter(fonts, { ...style, align }, await loadHyphenation());
    fc.assert(
      fc.property(arbitraryLetter, (one) => {
        expect(bare(readAloud(typesetter.setLetter(one, new Map())))).toBe(bare(one.blocks.map(saidBy).join(' ')));
      }),
      { numRuns: LETTERS },
    );
  });
});
