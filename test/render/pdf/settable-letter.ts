import fc from 'fast-check';
import type { Block, BodyBlock, Letter, LinkRun, Run, TextRun } from '../../../src/letter/letter.js';
import { openFace, type Face } from '../../../src/layout/text/face.js';
import { scriptRefusal } from '../../../src/layout/text/face-choice.js';
import { faces, fallback, letter, text } from '../../layout/letters.js';

const own = [...Object.values(faces.serif), ...Object.values(faces.sans)];
const other = openFace(fallback);

/** Marks on letters are made below; what goes from right to left cannot be set. */
function charactersOf(face: Face, kind: RegExp): readonly string[] {
  return [...face.glyphs.keys()]
    .map((codePoint) => String.fromCodePoint(codePoint))
    .filter((character) => kind.test(character) && character === character.normalize('NFC'))
    .filter((character) => scriptRefusal(character) === null);
}

const has = (face: Face, character: string): boolean => face.has(character.codePointAt(0) ?? 0);
const SHOWN = /^[\p{L}\p{N}\p{P}\p{S}]$/u;
const inAll = charactersOf(faces.sans.bold, SHOWN).filter((character) => own.every((face) => has(face, character)));
const inNone = charactersOf(other, SHOWN).filter((character) => !own.some((face) => has(face, character)));
const marks = charactersOf(faces.sans.bold, /^\p{Mn}$/u).filter((mark) => own.every((face) => has(face, mark)));

const joined = (parts: readonly string[]): string => parts.join('');
const marked = fc
  .tuple(
    fc.constantFrom(...Array.from('aeinouwyxqztdAEW')),
    fc.array(fc.constantFrom(...marks), { minLength: 1, maxLength: 3 }).map(joined),
  )
  .map(joined);

const word = fc.oneof(
  fc.array(fc.constantFrom(...inAll), { minLength: 1, maxLength: 12 }).map(joined),
  fc.array(fc.constantFrom(...inNone), { minLength: 1, maxLength: 6 }).map(joined),
  fc
    .array(fc.oneof(marked, fc.constantFrom(...inAll.slice(0, 90), ...inNone)), { minLength: 1, maxLength: 8 })
    .map(joined),
  fc.stringMatching(/^[a-z]{1,14}$/u),
  fc
    .array(fc.constantFrom('f', 'ff', 'fi', 'ffi', 'fl', 'ft', 'fj', 'tt', 'T', 'o', 'V', 'Ty', '\u00ad'), {
      minLength: 2,
      maxLength: 6,
    })
    .map(joined),
  fc.constantFrom(
    '24\u00a0June',
    'representatives',
    'devolution',
    'de\u00advol\u00adution',
    'penderfyniad',
    'x'.repeat(120),
  ),
);
const phrase = fc.array(word, { minLength: 1, maxLength: 25 }).map((words) => words.join(' '));
const run: fc.Arbitrary<TextRun> = fc
  .record(
    {
      said: phrase,
      end: fc.constantFrom(' ', ' ', ''),
      strong: fc.boolean(),
      emphasis: fc.boolean(),
      superscript: fc.integer({ min: 0, max: 7 }).map((chance) => chance === 0),
      language: fc.constantFrom('cy', 'en-GB', 'de'),
    },
    { requiredKeys: ['said', 'end', 'strong', 'emphasis', 'superscript'] },
  )
  .map(({ said, end, ...how }) => text(said + end, how));
const lineBreak = fc.constant({ kind: 'break' } as const);
const link: fc.Arbitrary<LinkRun> = fc
  .array(fc.oneof({ weight: 3, arbitrary: run }, lineBreak), { minLength: 1, maxLength: 3 })
  .map((runs) => ({ kind: 'link', href: 'https://example.org/', runs }));
const runs: fc.Arbitrary<Run[]> = fc.array(fc.oneof({ weight: 6, arbitrary: run }, lineBreak, link), {
  minLength: 1,
  maxLength: 5,
});
const paragraph: fc.Arbitrary<BodyBlock> = runs.map((said) => ({ kind: 'paragraph', runs: said }));
const blocks = fc.array(paragraph, { maxLength: 3 });
const lines = fc.array(phrase, { minLength: 1, maxLength: 6 });
const block: fc.Arbitrary<Block> = fc.oneof(
  { weight: 5, arbitrary: paragraph },
  runs.map((said): Block => ({ kind: 'heading', level: 2, runs: said })),
  lines.map((said): Block => ({ kind: 'recipient', lines: said })),
  fc
    .record({ name: phrase, lines: fc.array(runs, { maxLength: 2 }) })
    .map((said): Block => ({ kind: 'sender', ...said })),
  phrase.map((said): Block => ({ kind: 'date', text: said })),
  blocks.map((inner): Block => ({ kind: 'quotation', blocks: inner })),
  fc
    .record({ start: fc.option(fc.nat(1000)), items: fc.array(blocks, { minLength: 1, maxLength: 3 }) })
    .map((list): Block => ({ kind: 'list', ...list })),
  fc.record({ closing: phrase, name: phrase }).map((said): Block => ({ kind: 'signature', ...said })),
);

/** Any letter that can be set with the fallback font: of characters that few have, in several languages, with marks, ligatures and soft hyphens. */
export const settableLetter: fc.Arbitrary<Letter> = fc
  .record({
    blocks: fc.array(block, { minLength: 1, maxLength: 8 }),
    largePrint: fc.boolean(),
    language: fc.constantFrom('en-GB', 'cy'),
  })
  .map(({ blocks: said, ...more }) => ({ ...letter(...said), ...more }));

function saidByRun(one: Run): string {
  if (one.kind === 'break') return ' ';
  return one.kind === 'text' ? one.text : one.runs.map(saidByRun).join('');
}

/** What a block says aloud, the labels of list items too. */
export function saidBy(one: Block): string {
  switch (one.kind) {
    case 'sender':
      return [one.name, ...one.lines.map((said) => said.map(saidByRun).join(''))].join(' ');
    case 'recipient':
      return one.lines.join(' ');
    case 'date':
      return one.text;
    case 'heading':
    case 'paragraph':
      return one.runs.map(saidByRun).join('');
    case 'list':
      return one.items
        .map((item, index) => [one.start === null ? '•' : `${one.start + index}.`, ...item.map(saidBy)].join(' '))
        .join(' ');
    case 'quotation':
      return one.blocks.map(saidBy).join(' ');
    case 'signature':
      return `${one.closing} ${one.name}`;
    case 'image':
    case 'rule':
      return '';
  }
}
