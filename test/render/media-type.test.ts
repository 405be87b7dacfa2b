import { describe, expect, it } from 'vitest';
import { contentTypeOf, mediaTypeOf } from '../../src/render/mime/media-type.js';

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const OPEN = 'application/vnd.oasis.opendocument';

describe('the type of an attachment', () => {
  it.each([
    ['Hustings.ics', 'text/calendar'],
    ['motion.docx', `${OFFICE}.wordprocessingml.document`],
    ['slate.xlsx', `${OFFICE}.spreadsheetml.sheet`],
    ['talk.pptx', `${OFFICE}.presentationml.presentation`],
    ['slate.csv', 'text/csv'],
    ['motion.odt', `${OPEN}.text`],
    ['slate.ODS', `${OPEN}.spreadsheet`],
    ['all.zip', 'application/zip'],
    ['motion.rtf', 'application/rtf'],
    ['St. Helens.txt', 'text/plain'],
    ['motion.doc', 'application/msword'],
    ['Ynys Môn.pdf', 'application/pdf'],
    ['rally.JPG', 'image/jpeg'],
    ['rally.jpeg', 'image/jpeg'],
    ['rally.heic', 'image/heic'],
    ['me.vcf', 'text/x-vcard'],
    ['notes.md', 'text/markdown'],
    ['letter', 'application/octet-stream'],
    ['.pdf', 'application/octet-stream'],
    ['a.constructor', 'application/octet-stream'],
  ])('%s is %s', (name, type) => {
    expect(mediaTypeOf(name)).toBe(type);
  });

  it('names the encoding of text that is UTF-8, and of nothing else', () => {
    expect(contentTypeOf('text/calendar', Buffer.from('SUMMARY:Tŷ Mawr'))).toBe('text/calendar; charset=utf-8');
    expect(contentTypeOf('text/csv', Buffer.from('T\xff', 'latin1'))).toBe('text/csv');
    expect(contentTypeOf('application/pdf', Buffer.from('%PDF'))).toBe('application/pdf');
  });
});
