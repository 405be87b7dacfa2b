import { describe, expect, it } from 'vitest';
import { codes, MAIN, noteOf, noteSource, packed, read, withNote, workbookParts } from './workbook-source.js';

const SHARED = '<si><t>Constituency</t></si><si><t>Bala</t></si>';
const SECOND_TEXT = '<c t="s"><v>1</v></c>';

type Parts = Record<string, string | Uint8Array>;

/** The parts of a workbook whose note is "Bala", under other names. */
function renamed(rename: (name: string) => string, change: (xml: string) => string = (xml) => xml): Parts {
  const parts = Object.entries(workbookParts(noteSource(SECOND_TEXT, { sharedStrings: SHARED, formats: ['0'] })));
  return Object.fromEntries(parts.map(([name, xml]) => [rename(name), change(xml)]));
}

function utf16(text: string, order: 'le' | 'be'): Uint8Array {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}

describe('the parts of a workbook', () => {
  it.each<readonly [string, Parts]>([
    [
      'are named in another case',
      renamed((name) => name.replace(/sharedStrings|styles|sheet1/u, (part) => part.toUpperCase())),
    ],
    ['are all in capitals', renamed((name) => name.toUpperCase())],
    ['are named with backslashes', renamed((name) => name.replaceAll('/', '\\'))],
    [
      'lie at the root',
      renamed(
        (name) => name.replace(/^xl\//u, ''),
        (xml) => xml.replace('"xl/', '"'),
      ),
    ],
    [
      'lie in a folder of another name',
      renamed(
        (name) => name.replace(/^xl\//u, 'book/'),
        (xml) => xml.replace('"xl/', '"book/'),
      ),
    ],
    ['have targets that begin with ./', renamed(String, (xml) => xml.replaceAll('Target="', 'Target="./'))],
    [
      'have targets that go up and down again',
      renamed(String, (xml) => xml.replaceAll(/Target="(?!xl)/gu, 'Target="../xl/')),
    ],
    ['have targets from the root', renamed(String, (xml) => xml.replaceAll(/Target="(?!xl)/gu, 'Target="/xl/'))],
    ['have targets with backslashes', renamed(String, (xml) => xml.replace('worksheets/', 'worksheets\\'))],
    [
      'have a space in their names',
      renamed(
        (name) => name.replace('sharedS', 'shared s'),
        (xml) => xml.replace('"sharedS', '"shared%20s'),
      ),
    ],
    [
      'are in UTF-16',
      Object.fromEntries(Object.entries(renamed(String)).map(([name, xml]) => [name, utf16(String(xml), 'le')])),
    ],
    [
      'are in UTF-16 of the other order',
      Object.fromEntries(Object.entries(renamed(String)).map(([name, xml]) => [name, utf16(String(xml), 'be')])),
    ],
    ['say UTF-16 and are in UTF-8', renamed(String, (xml) => `<?xml version="1.0" encoding="utf-16"?>${xml}`)],
    [
      'have prefixes',
      renamed(String, (xml) =>
        xml
          .replaceAll(/<(\/?)(?=(?:worksheet|sheetData|row|c|is|t|v|sst|si)[ >])/gu, '<$1x:')
          .replaceAll(`xmlns="${MAIN}"`, `xmlns="${MAIN}" xmlns:x="${MAIN}"`),
      ),
    ],
    [
      'are of the strict edition',
      renamed(String, (xml) =>
        xml
          .replaceAll('schemas.openxmlformats.org/spreadsheetml/2006', 'purl.oclc.org/ooxml/spreadsheetml')
          .replaceAll('schemas.openxmlformats.org/officeDocument/2006', 'purl.oclc.org/ooxml/officeDocument'),
      ),
    ],
  ])('are found where they %s', async (_, parts) => {
    expect(await noteOf(packed(parts))).toBe('Bala');
  });

  it.each([
    ['is damaged', (parts: Parts) => ({ ...parts, 'xl/sharedStrings.xml': '<sst' })],
    ['is missing, though another one leads to it', ({ 'xl/sharedStrings.xml': _, ...rest }: Parts) => rest],
    ['is there twice, in two cases', (parts: Parts) => ({ ...parts, 'xl/SharedStrings.xml': '<sst/>' })],
    [
      'is not in the encoding that it says',
      (parts: Parts) => ({ ...parts, 'xl/sharedStrings.xml': Buffer.from([0x3c, 0x61, 0xe9]) }),
    ],
  ])('refuse the workbook where one %s', async (_, change) => {
    expect(codes(await read(packed(change(renamed(String)))))).toEqual(['broken-workbook']);
  });

  it.each<readonly [string, Parts]>([
    ['a binary workbook', { '_rels/.rels': '', 'xl/workbook.bin': Buffer.from([0x83, 1]) }],
    [
      'a binary workbook that is called .xlsx',
      { '[Content_Types].xml': '', 'xl/workbook.bin': '', 'xl/styles.bin': '' },
    ],
    ['a binary workbook in capitals', { '[CONTENT_TYPES].XML': '', 'XL/WORKBOOK.BIN': '' }],
  ])('tell %s by its name', async (_, parts) => {
    const binary = workbookParts(noteSource(''))['_rels/.rels']?.replace('workbook.xml', 'workbook.bin') ?? '';
    const [event] = await read(packed('_rels/.rels' in parts ? { ...parts, '_rels/.rels': binary } : parts));
    expect(event?.problems[0]).toMatchObject({
      code: 'not-a-list',
      message: 'This is a binary Excel workbook (.xlsb), which only Excel can read.',
      hint: 'Open it in Excel, and save it as "Excel Workbook (.xlsx)" or as "CSV UTF-8".',
    });
  });

  it('tell that they are of no workbook', async () => {
    const parts = renamed(String, (xml) => xml.replaceAll(MAIN, 'http://example.org/other'));
    expect(codes(await read(packed(parts)))).toEqual(['not-a-list']);
  });

  it.each([
    ['x15', 'http://schemas.microsoft.com/office/spreadsheetml/2010/11/main', 'chartTrackingRefBase="1"'],
    ['x14', 'http://schemas.microsoft.com/office/spreadsheetml/2009/9/main', 'defaultImageDpi="96"'],
    ['x', MAIN, 'date1904="0"'],
  ])('count from 1904 though an extension has %s:workbookPr', async (prefix, namespace, attribute) => {
    const source = noteSource('<c s="0"><v>45383</v></c>', { formats: ['dd/mm/yyyy'], date1904: true });
    const parts = workbookParts(source);
    const extension = `<extLst><ext xmlns:${prefix}="${namespace}"><${prefix}:workbookPr ${attribute}/></ext></extLst>`;
    const xml = parts['xl/workbook.xml']?.replace('</workbook>', `${extension}</workbook>`) ?? '';
    expect(xml).toContain(extension);
    expect(await noteOf(packed({ ...parts, 'xl/workbook.xml': xml }))).toBe('2028-04-02');
  });
});

describe('a cell that names a shared text', () => {
  it.each(['<c t="s"><v/></c>', '<c t="s"/>', '<c t="s"><v> </v></c>'])('is empty where it is %s', async (cell) => {
    expect(await noteOf(withNote(cell, { sharedStrings: SHARED }))).toBe('');
  });

  it.each(['2', '-1', '1.5', '1e0', 'x', '99999999999999999999'])(
    'breaks the workbook where it names %s',
    async (index) => {
      const bytes = withNote(`<c t="s"><v>${index}</v></c>`, { sharedStrings: SHARED });
      expect(codes(await read(bytes))).toEqual(['broken-workbook']);
    },
  );
});
