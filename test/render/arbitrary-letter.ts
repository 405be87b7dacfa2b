import fc from 'fast-check';
import type { Block, BodyBlock, Letter, LinkRun, ListBlock, Run, TextRun } from '../../src/letter/letter.js';

/**
 * Words that some renderer might take for markup, break or lose. Each holds a letter, by which tests tell words from
 * list markers, underlines and quotation marks.
 */
const word = fc.oneof(
  fc.constantFrom(
    'Ynys',
    'Môn',
    'Ŵyn',
    'o’r',
    'e\u0302n',
    'Łódź',
    '👩🏽‍🌾x',
    'From',
    '.x',
    '-x',
    '*x*',
    '<b>x</b>',
    '&amp;x',
    '"x"',
    "'x'",
    '=?x?=',
    '{{x}}',
    '[x](y)',
    '>x',
    '1.x',
    '#x',
    'a\u00a0b',
  ),
  fc.stringMatching(/^[a-z]{1,80}$/u),
  fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => `x${text.replace(/[\p{C}\p{Z}()]/gu, '')}`),
);
const phrase = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));

const text: fc.Arbitrary<TextRun> = fc.record(
  {
    kind: fc.constant('text'),
    text: fc.tuple(fc.constantFrom('', ' '), phrase, fc.constantFrom('', ' ')).map((parts) => parts.join('')),
    strong: fc.boolean(),
    emphasis: fc.boolean(),
    superscript: fc.boolean(),
    language: fc.constantFrom('cy', 'gd', 'en-GB'),
  },
  { requiredKeys: ['kind', 'text', 'strong', 'emphasis', 'superscript'] },
);
const lineBreak = fc.constant({ kind: 'break' } as const);
const link: fc.Arbitrary<LinkRun> = fc.oneof(
  fc.record({
    kind: fc.constant('link'),
    href: fc.stringMatching(/^https:\/\/example\.org\/[a-z]{0,90}$/u),
    runs: fc.array(fc.oneof(text, lineBreak), { minLength: 1, maxLength: 3 }),
  }),
  fc.constantFrom('https://example.org/same', 'example.org', 'mailto:a@example.org').map((href): LinkRun => ({
    kind: 'link',
    href: href === 'example.org' ? 'https://example.org/' : href,
    runs: [{ kind: 'text', text: href.replace('mailto:', ''), strong: false, emphasis: false, superscript: false }],
  })),
);
const runs: fc.Arbitrary<Run[]> = fc.array(fc.oneof({ weight: 4, arbitrary: text }, lineBreak, link), {
  minLength: 1,
  maxLength: 6,
});

const { block: body } = fc.letrec<{ block: BodyBlock; blocks: BodyBlock[]; list: ListBlock }>((tie) => ({
  blocks: fc.array(tie('block'), { maxLength: 3 }),
  list: fc.record({
    kind: fc.constant('list'),
    start: fc.option(fc.nat(1000)),
    items: fc.array(tie('blocks'), { minLength: 1, maxLength: 4 }),
  }),
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constant('paragraph'), runs }),
    fc.record({ kind: fc.constant('heading'), level: fc.constantFrom(1, 2, 3), runs }),
    fc.record({ kind: fc.constant('image'), source: fc.constant('a.png'), alternative: phrase }),
    fc.constant({ kind: 'rule' } as const),
    tie('list'),
    fc.record({ kind: fc.constant('quotation'), blocks: tie('blocks') }),
  ),
}));
const block: fc.Arbitrary<Block> = fc.oneof(
  { weight: 6, arbitrary: body },
  fc.record({ kind: fc.constant('sender'), name: phrase, lines: fc.array(runs, { maxLength: 3 }) }),
  fc.record({ kind: fc.constant('recipient'), lines: fc.array(phrase, { minLength: 1, maxLength: 8 }) }),
  fc.record({ kind: fc.constant('date'), text: phrase }),
  fc.record({ kind: fc.constant('signature'), closing: phrase, name: phrase }),
);

/** Any letter at all, made of words that are hard to carry. */
export const arbitraryLetter: fc.Arbitrary<Letter> = fc.record({
  language: fc.constantFrom('en-GB', 'cy'),
  largePrint: fc.boolean(),
  subject: phrase,
  author: phrase,
  blocks: fc.array(block, { maxLength: 8 }),
  attach: fc.constant([]),
});
