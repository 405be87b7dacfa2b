import { isUtf8 } from 'node:buffer';
import { detectMimeType } from 'nodemailer/lib/mime-funcs/mime-types';

/** What nodemailer does not know yet. */
const NEWER: ReadonlyMap<string, string> = new Map([
  ['heic', 'image/heic'],
  ['md', 'text/markdown'],
]);

/** The media type of a file by the ending of its name, such as application/pdf (RFC 2046); any octets where nobody knows it. */
export function mediaTypeOf(name: string): string {
  const [, ending = ''] = /.\.([^.]+)$/u.exec(name.toLowerCase()) ?? [];
  return NEWER.get(ending) ?? detectMimeType(`file.${ending}`);
}

/** The same as a Content-Type says it: text is named as UTF-8 where it is (RFC 2046 §4.1.2), or readers take it for ASCII. */
export function contentTypeOf(mediaType: string, content: Uint8Array): string {
  return mediaType.startsWith('text/') && isUtf8(content) ? `${mediaType}; charset=utf-8` : mediaType;
}
