import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Block } from '../../../src/letter/letter.js';
import { createTypesetter } from '../../../src/render/pdf/typesetter.js';
import { streamOf } from '../../tools/qpdf.js';
import { fallback, fonts, heading, letter, paragraph, signature, style, text } from '../../layout/letters.js';
import { dictionariesOf, metadataOf } from './pdf-objects.js';
import { ask } from './read-pdf.js';

const files = { ...fonts, fallback };
const archival = createTypesetter(files, { ...style, archive: true }, new Map());
const usual = createTypesetter(files, style, new Map());
const blocks: readonly Block[] = [
  heading,
  paragraph('Tŷ Ŵyn, Ҋван, ', text('Cymru', { language: 'cy', emphasis: true }), ' and ', {
    kind: 'link',
    href: 'https://example.org/',
    runs: [text('a link')],
  }),
  signature,
];
const one = { ...letter(...blocks), subject: 'Smith & Sons: ŵ?' };
const pdf = archival.setLetter(one, new Map());

/** The elements of the XMP packet in their order, each with its text. */
function propertiesOf(file: Uint8Array): readonly string[] {
  const said: string[] = [];
  const parser = new SaxesParser({});
  parser.on('error', (error) => {
    throw error;
  });
  let inside = '';
  parser.on('opentag', () => (inside = ''));
  parser.on('text', (characters) => (inside += characters));
  parser.on('closetag', ({ name }) => {
    if (inside.trim() !== '') said.push(`${name} ${inside.trim()}`);
    inside = '';
  });
  parser.write(metadataOf(file).trim()).close();
  return said;
}

describe('a letter for an archive, after PDF/A-3b', () => {
  const objects = dictionariesOf(pdf);
  const all = [...objects.values()];
  const ofType = (type: string): typeof all => all.filter((entries) => entries['/Type'] === `/${type}`);

  it('says so, and that it is after PDF/UA too, in metadata that describe what PDF/A does not know', () => {
    const said = propertiesOf(pdf);
    for (const property of [
      'pdfaid:part 3',
      'pdfaid:conformance B',
      'pdfuaid:part 1',
      'pdfaSchema:namespaceURI http://www.aiim.org/pdfua/ns/id/',
      'pdfaProperty:name part',
    ])
      expect(said).toContain(property);
    const [metadata] = ofType('Metadata');
    expect(metadata?.['/Filter']).toBeUndefined();
    expect(propertiesOf(usual.setLetter(one, new Map())).join()).not.toContain('pdfaid');
  });

  it('says the same in its metadata and in its document information', () => {
    const said = propertiesOf(pdf);
    const information = ask(pdf, 'pdfinfo', '-isodates', 'FILE');
    const valueOf = (key: string): string => new RegExp(`^${key}: +(.*)$`, 'mu').exec(information)?.[1] ?? '';
    for (const [key, property] of [
      ['Title', 'rdf:li'],
      ['Author', 'rdf:li'],
      ['Creator', 'xmp:CreatorTool'],
      ['Producer', 'pdf:Producer'],
      ['CreationDate', 'xmp:CreateDate'],
      ['ModDate', 'xmp:ModifyDate'],
    ] as const)
      expect(said).toContain(`${property} ${valueOf(key)}`);
  });

  it('says what its colours are, by a profile of sRGB', () => {
    const [catalogue] = ofType('Catalog');
    const intents = z
      .array(z.object({ '/S': z.string(), '/DestOutputProfile': z.string() }))
      .parse(catalogue?.['/OutputIntents']);
    expect(intents.map((intent) => intent['/S'])).toEqual(['/GTS_PDFA1']);
    const object = intents[0]?.['/DestOutputProfile'] ?? '';
    const profile = streamOf(pdf, object);
    expect(profile.readUInt32BE(0)).toBe(profile.length);
    expect(profile.toString('latin1', 12, 24)).toBe('mntrRGB XYZ ');
    expect(profile.toString('latin1', 36, 40)).toBe('acsp');
    expect(objects.get(object)?.['/N']).toBe(3);
  });

  it('has what ISO 19005-3 asks of fonts, links and the trailer, and nothing that it forbids', () => {
    expect(ofType('FontDescriptor')).toHaveLength(4);
    for (const descriptor of ofType('FontDescriptor')) expect(descriptor['/FontFile2']).toBeDefined();
    for (const font of ofType('Font')) expect(font['/CIDToGIDMap'] ?? font['/ToUnicode']).toBeDefined();
    expect(ofType('Annot').map((annotation) => annotation['/F'])).toEqual([4, 4]);
    expect(objects.get('trailer')?.['/ID']).toHaveLength(2);
    const readable = ask(pdf, 'qpdf', '--qdf', '--object-streams=disable', 'FILE', '-');
    for (const forbidden of [
      'LZWDecode',
      '/Encrypt',
      '/JavaScript',
      '/AA',
      '/OpenAction',
      '/DeviceCMYK',
      '/Interpolate',
    ])
      expect(readable).not.toContain(forbidden);
    expect(Buffer.from(pdf).toString('latin1', 0, 9)).toMatch(/^%PDF-1\.7\n/u);
    expect(ask(pdf, 'qpdf', '--check', 'FILE')).toContain('No syntax or stream encoding errors found');
  });

  it('is tagged, and reads, as any other', () => {
    const [archived, other] = [pdf, usual.setLetter(one, new Map())].map((file) =>
      ask(file, 'pdfinfo', '-struct-text', 'FILE'),
    );
    const withoutNumbers = (shown = ''): string => shown.replace(/Object \d+/gu, 'Object');
    expect(withoutNumbers(archived)).toBe(withoutNumbers(other));
    expect(archival.setLetter(one, new Map())).toEqual(pdf);
  });
});
