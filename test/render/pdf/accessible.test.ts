import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { KNOWN_SHEETS } from '../../../src/layout/page/labels.js';
import type { Block, Letter } from '../../../src/letter/letter.js';
import { createTypesetter } from '../../../src/render/pdf/typesetter.js';
import { fonts, heading, letter, paragraph, paragraphOf, signature, style, text } from '../../layout/letters.js';
import { glyphsAndMoves, shownOnPages } from './page-content.js';
import { dictionariesOf } from './pdf-objects.js';
import { ask, wordsOf } from './read-pdf.js';

/** #224488, as the operands of an rg operator. */
const ACCENT = '0.13 0.27 0.53';
const INK = '0.11 0.11 0.1';

const typesetter = createTypesetter(fonts, { ...style, accent: '#224488' }, new Map());
const set = (of: Letter): Uint8Array => typesetter.setLetter(of, new Map());

const website: Block = paragraph('Please read ', {
  kind: 'link',
  href: 'https://www.example.org/sian',
  runs: [text('what is on my own website')],
});
const mail: Block = paragraph('Or ', { kind: 'link', href: 'mailto:sian@example.org', runs: [text('write')] }, '.');
const sender: Block = { kind: 'sender', name: 'Siân Prys', lines: [[text('Ynys Môn CLP')]] };
const lists: readonly Block[] = [
  { kind: 'list', start: 3, items: [[paragraph('three')], [paragraph('four')]] },
  { kind: 'list', start: null, items: [[paragraph('a bullet')]] },
];
const full = letter(
  sender,
  paragraph('Dear Jo,'),
  website,
  mail,
  heading,
  ...lists,
  paragraphOf(70),
  website,
  signature,
);
const recipients = ['Jo', 'Ann'].map((name) => ({
  letter: letter(paragraph(`Dear ${name},`), website, signature),
  address: [name, '1 Stryd Fawr', 'LLANGEFNI', 'LL77 7RX'],
  clp: 'Ynys Môn',
}));
const head = { language: 'en-GB', subject: 'A print run', author: 'Siân Prys' };

type Objects = ReturnType<typeof dictionariesOf>;
type Entries = Readonly<Record<string, unknown>>;

function ofType(objects: Objects, type: string): readonly (readonly [string, Entries])[] {
  return [...objects].filter(([, entries]) => entries['/Type'] === `/${type}`);
}

function entriesAt(objects: Objects, reference: unknown): Entries {
  const entries = typeof reference === 'string' ? objects.get(reference) : reference;
  return z.record(z.string(), z.unknown()).parse(entries);
}

/** What the parent tree has under each number. */
function parentTree(objects: Objects): ReadonlyMap<unknown, unknown> {
  const [catalogue] = ofType(objects, 'Catalog');
  const root = entriesAt(objects, catalogue?.[1]['/StructTreeRoot']);
  const numbers = z.array(z.unknown()).parse(entriesAt(objects, root['/ParentTree'])['/Nums']);
  return new Map(numbers.flatMap((key, index) => (index % 2 === 0 ? [[key, numbers[index + 1]] as const] : [])));
}

/** The elements of the structure tree, by their objects. */
function elements(objects: Objects): readonly (readonly [string, Entries])[] {
  return [...objects].filter(([, entries]) => '/S' in entries && '/P' in entries && '/K' in entries);
}

/** The attributes of the elements with that tag, as far as they have some. */
function attributesOf(objects: Objects, tag: string): readonly unknown[] {
  return elements(objects).flatMap(([, entries]) => (entries['/S'] === `/${tag}` ? [entries['/A']] : []));
}

/** Page 1 has its number at its foot, the others in the line at their head. */
const PAGE_NUMBERS = ['Footer', 'Header'].map((place) => `/Artifact <</Type /Pagination /Subtype /${place}>>`);
const SITE = 'u:https://www.example.org/sian';
const MAIL = 'u:sian@example.org';
/** The address of a link stands behind its words, the first time. */
const LINKS = [SITE, SITE, MAIL, MAIL, SITE];
const [sheet] = KNOWN_SHEETS;
const labels = recipients.map(({ address }) => address);

describe.each([
  ['a letter', set(full), LINKS, true],
  ['a letter in large print', set({ ...full, largePrint: true }), LINKS, true],
  ['a letter in Welsh', set({ ...full, language: 'cy' }), LINKS, true],
  ['a print run', typesetter.setPrintRun(head, recipients, new Map()).pdf, [SITE, SITE, SITE, SITE], false],
  ['a sheet of labels', sheet && typesetter.setLabels(head, sheet, 2, labels), [], false],
] as const)('%s, to somebody who cannot see it,', (_, pdf = new Uint8Array(), leadTo, isNumbered) => {
  const objects = dictionariesOf(pdf);
  const parents = parentTree(objects);
  const pages = ofType(objects, 'Page');
  const shown = shownOnPages(pdf);

  it('is a file that qpdf finds nothing wrong with', () => {
    expect(ask(pdf, 'qpdf', '--check', 'FILE')).toContain('No syntax or stream encoding errors found');
  });

  it('tells of everything on a page what it is, or that it is none of the text, as a page number is', () => {
    for (const [index, page] of shown.entries()) {
      const number = PAGE_NUMBERS[Math.min(index, 1)];
      for (const { mark } of page) expect(mark).toMatch(/^\/\w+ <<\/MCID \d+>>$|^\/Artifact <</u);
      expect(page.some(({ mark, operator }) => mark === number && operator === 'TJ')).toBe(isNumbered);
    }
  });

  it('leads from each piece of a page to its element, and from that to the piece', () => {
    expect(pages).toHaveLength(shown.length);
    for (const [index, [name, page]] of pages.entries()) {
      const marks = new Set(shown[index]?.flatMap(({ mark }) => /\/MCID (\d+)/u.exec(mark)?.slice(1) ?? []));
      const owners = z.array(z.string()).parse(parents.get(page['/StructParents']));
      expect([...marks]).toEqual([...owners.keys()].map(String));
      for (const [number, owner] of owners.entries()) {
        const element = entriesAt(objects, owner);
        const piece = element['/Pg'] === name ? number : { '/Type': '/MCR', '/Pg': name, '/MCID': number };
        expect(element['/K']).toContainEqual(piece);
      }
    }
  });

  it('goes from link to link in the order of the text, and says where each leads', () => {
    for (const [, page] of pages) expect(page['/Tabs']).toBe('/S');
    const links = ofType(objects, 'Annot');
    expect(links.map(([, link]) => link['/Contents'])).toEqual(leadTo);
    for (const [name, link] of links) {
      // An annotation's entry is its element, not a list of them (ISO 32000-1, 14.7.4.4).
      const element = entriesAt(objects, parents.get(link['/StructParent']));
      expect(element['/S']).toBe('/Link');
      expect(element['/K']).toContainEqual(expect.objectContaining({ '/Type': '/OBJR', '/Obj': name }));
    }
  });
});

describe('a letter’s structure', () => {
  it('says how the items of a list are told apart, and what heads the columns of a table', () => {
    const objects = dictionariesOf(set(full));
    expect(attributesOf(objects, 'L')).toEqual([
      { '/O': '/List', '/ListNumbering': '/Decimal' },
      { '/O': '/List', '/ListNumbering': '/Disc' },
    ]);
    const run = dictionariesOf(typesetter.setPrintRun(head, recipients, new Map()).pdf);
    expect(attributesOf(run, 'TH')).toEqual(Array(4).fill({ '/O': '/Table', '/Scope': '/Column' }));
  });
});

describe('a letter’s looks', () => {
  const [page = []] = shownOnPages(set(letter(sender, paragraph('Dear Jo,'), heading, website)));
  const texts = page.filter(({ operator }) => operator === 'TJ');

  it('has the campaign’s accent in the sender’s name, headings and links, and in no other text', () => {
    expect(texts.map(({ mark, colour }) => [mark.replace(/ .*/u, ''), colour])).toEqual([
      ['/H1', ACCENT],
      ['/P', INK],
      ['/P', INK],
      ['/H2', ACCENT],
      ['/P', INK],
      ['/Link', ACCENT],
      ['/P', INK],
      ['/Link', ACCENT],
      ['/P', INK],
    ]);
  });

  it('has a line in the accent below each link, from its beginning to its end', () => {
    const [link] = ofType(dictionariesOf(set(letter(website))), 'Annot');
    const [left = 0, bottom = 0, right = 0, top = 0] = z.array(z.number()).parse(link?.[1]['/Rect']);
    const [content = []] = shownOnPages(set(letter(website)));
    const lines = content.filter(({ operator }) => operator === 'f');
    expect(lines.map(({ colour }) => colour)).toEqual([ACCENT, ACCENT]);
    const [x = 0, y = 0, width = 0, height = 0] = lines[0]?.operands.map(Number) ?? [];
    expect(x).toBeCloseTo(left, 1);
    expect(width).toBeCloseTo(right - left, 1);
    expect(y).toBeGreaterThan(bottom);
    expect(y + height).toBeLessThan(bottom + (top - bottom) / 4);
  });

  it.each([
    ['sets fi, ffi and ff as a glyph each', 'fi ffi ff', { glyphs: 5, moves: [] }],
    ['brings the letters of a pair such as AV together', 'AV', { glyphs: 2, moves: [119] }],
  ])('%s', (_, characters, expected) => {
    const [[drawn] = []] = shownOnPages(set(letter(paragraph(characters))));
    expect(glyphsAndMoves(drawn?.operands[0] ?? '')).toEqual(expected);
    expect(wordsOf(set(letter(paragraph(characters)))).join(' ')).toBe(characters);
  });
});
