interface Signature {
  readonly what: string;
  readonly begins: readonly string[];
}

/** An office file of the old sort, and the new sort when it is locked (MS-OFFCRYPTO §2.3.2). */
const OLE = '\xd0\xcf\x11\xe0';
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

const PDF = 'a PDF';
const PICTURE = 'a picture';

/** How files begin that are no text (latin1), the longer beginning first. */
const SIGNATURES: readonly Signature[] = [
  { what: PDF, begins: ['%PDF-'] },
  { what: 'an old Excel workbook (.xls)', begins: [OLE] },
  { what: 'a rich-text document', begins: [String.raw`{\rtf`] },
  { what: 'an Access database', begins: ['\x00\x01\x00\x00Standard '] },
  { what: 'a compressed file (gzip)', begins: ['\x1f\x8b'] },
  { what: PICTURE, begins: ['\x89PNG', '\xff\xd8\xff', 'GIF8'] },
];

/** What can be read though it is no text. */
export const WORKBOOK = 'an Excel workbook (.xlsx)';

/** What the entries of a zip archive tell about it, in small letters. */
const ARCHIVES: readonly Signature[] = [
  { what: 'an OpenDocument spreadsheet (.ods)', begins: ['mimetypeapplication/vnd.oasis.opendocument.spreadsheet'] },
  { what: 'a Word document (.docx)', begins: ['word/'] },
  // The workbook's reader looks where such a package says its parts are.
  { what: WORKBOOK, begins: ['xl/', 'xl\\', '[content_types].xml', '_rels/.rels', String.raw`_rels\.rels`] },
  { what: 'a Numbers spreadsheet', begins: ['index/'] },
];

const WEB_PAGE_NAME = 'a web page (HTML)';
const WEB_PAGE = /^\s*(?:<!--[^]*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta)\b/iu;
const JSON_DATA = /^\s*(?:\{\s*"|\[\s*[{[])/u;
const XML = /^\s*<\?xml\b/iu;

/** What a file is that only calls itself a list, by its first bytes; null for what may be text. */
export function whatElse(start: Uint8Array): string | null {
  const latin = Buffer.from(start.buffer, start.byteOffset, Math.min(start.byteLength, 8192)).toString('latin1');
  if (latin.startsWith('PK\x03\x04')) {
    const entries = latin.toLowerCase();
    return ARCHIVES.find((archive) => archive.begins.some((entry) => entries.includes(entry)))?.what ?? 'a zip archive';
  }
  if (latin.startsWith(OLE) && Buffer.from(start).includes(ENCRYPTED))
    return 'a workbook that is locked with a password';
  const text = latin.replace(/^\xef\xbb\xbf/u, '');
  if (WEB_PAGE.test(text)) return WEB_PAGE_NAME;
  if (JSON_DATA.test(text)) return 'data for a program (JSON)';
  if (XML.test(text)) return 'an XML file';
  return SIGNATURES.find((signature) => signature.begins.some((begin) => latin.startsWith(begin)))?.what ?? null;
}

/** What to do about a file that is something else than a list. */
export function insteadOf(what: string): string {
  if (what === PDF)
    return 'Ask for the spreadsheet that it was made from; or copy the table out of it into a spreadsheet, look through it, and save that as "CSV UTF-8".';
  if (what === PICTURE)
    return 'A picture of a list cannot be read. Ask for the spreadsheet that it shows, or type it into one, and save that as "CSV UTF-8".';
  if (what === WEB_PAGE_NAME)
    return 'If it shows the list, open it in a spreadsheet, and save it as "CSV UTF-8". If it shows something else, such as a login, download the list again.';
  return 'Open it in the program that made it, and save the sheet with the list as "CSV UTF-8".';
}
