import { describe, expect, it } from 'vitest';
import { loadHyphenation } from '../../../src/layout/text/hyphenation.js';
import { createTypesetter } from '../../../src/render/pdf/typesetter.js';
import { fonts, letter, paragraph, style, text } from '../../layout/letters.js';
import { ask } from './read-pdf.js';

const hyphenation = await loadHyphenation();
const typesetter = createTypesetter(fonts, style, hyphenation);
const welsh = (characters: string): ReturnType<typeof text> => text(characters, { language: 'cy' });

/** What pdfinfo shows of the structure tree, a line for each element and text. */
function structureOf(pdf: Uint8Array): readonly string[] {
  const shown = ask(pdf, 'pdfinfo', '-struct-text', 'FILE').split('\n');
  return shown.map((line) => line.trim()).filter((line) => line !== '');
}

/** The languages of the structure elements of one type, in the order of the file. */
function languagesOf(pdf: Uint8Array, type: string): readonly string[] {
  const objects = ask(pdf, 'qpdf', '--qdf', '--object-streams=disable', 'FILE', '-').split('endobj');
  return objects
    .filter((object) => object.includes(`/S /${type}`))
    .map((object) => /\/Lang \((.*?)\)/u.exec(object)?.[1] ?? '-');
}

describe('a phrase in another language', () => {
  it('is a Span with its language, within its paragraph or link, and one over several lines', () => {
    const long = 'Undeb Cenedlaethol y Myfyrwyr yng Nghymru '.repeat(6).trim();
    const pdf = typesetter.setLetter(
      letter(
        paragraph('The ', welsh('Urdd'), ' and ', welsh(long), ' came.'),
        paragraph('See ', { kind: 'link', href: 'https://example.org/', runs: [welsh('Cymru'), text(' here')] }, '.'),
      ),
      new Map(),
    );
    expect(structureOf(pdf).filter((line) => !line.startsWith('Object'))).toEqual([
      'Document',
      'P (block)',
      '"The "',
      'Span (inline)',
      '"Urdd"',
      '" and "',
      'Span (inline)',
      `"${long}"`,
      '" came."',
      'P (block)',
      '"See "',
      'Link (inline)',
      'Span (inline)',
      '"Cymru"',
      '" here"',
      '" ("',
      'Link (inline)',
      '"example.org"',
      '")."',
    ]);
    expect(languagesOf(pdf, 'Span')).toEqual(['cy', 'cy', 'cy']);
    expect(languagesOf(pdf, 'P')).toEqual(['-', '-']);
    expect(ask(pdf, 'qpdf', '--check', 'FILE')).toContain('No syntax or stream encoding errors found');
  });

  it('is hyphenated by its own language', () => {
    const justified = createTypesetter(fonts, { ...style, align: 'justified' }, hyphenation);
    const word = 'penderfyniad ';
    const spaced = (run: ReturnType<typeof text>): string => {
      const pdf = justified.setLetter(letter(paragraph(run)), new Map());
      return ask(pdf, 'pdftotext', '-enc', 'UTF-8', 'FILE', '-');
    };
    const parts = (shown: string): Set<string> => new Set(shown.match(/\S+(?=\u00ad$)/gmu) ?? []);
    const [asWelsh, asEnglish] = [welsh(word.repeat(200)), text(word.repeat(200))].map((run) => parts(spaced(run)));
    for (const part of asWelsh ?? []) expect(['pen', 'pender', 'penderfyn']).toContain(part);
    expect(asWelsh?.size).toBeGreaterThan(0);
    expect(asEnglish).not.toEqual(asWelsh);
  });
});
