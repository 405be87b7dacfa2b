/*
 * Puts a message together. nodemailer would do it through six streams, which took longer than all else about a letter; its
 * headers are used.
 */

/** RFC 2045 §6.8. */
const BASE64_LINE = 76;

/** A MIME entity (RFC 2045 §2.4). */
export interface Entity {
  /** Header lines, without the CRLF of the last one. */
  readonly headers: string;
  readonly body: string;
}

/** RFC 2046 §5.1. `boundary` must stand in no part. */
export function multipart(subtype: string, boundary: string, parts: readonly Entity[]): Entity {
  const delimited = parts.reduce((before, part) => `${before}--${boundary}\r\n${written(part)}\r\n`, '');
  return {
    headers: `Content-Type: multipart/${subtype};\r\n boundary="${boundary}"`,
    body: `${delimited}--${boundary}--\r\n`,
  };
}

/** An entity as it goes over the wire. */
export function written({ headers, body }: Entity): string {
  return `${headers}\r\n\r\n${body}`;
}

/** Octets in base64, in lines. */
export function base64Lines(octets: Uint8Array): string {
  const encoded = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('base64');
  const lines: string[] = [];
  for (let start = 0; start < encoded.length; start += BASE64_LINE) {
    lines.push(encoded.slice(start, start + BASE64_LINE));
  }
  return lines.join('\r\n');
}
