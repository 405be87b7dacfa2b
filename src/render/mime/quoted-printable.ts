import { recentlyUsed } from '../../kept/recently-used.js';

/*
 * Quoted-printable took a fifth of what composing a message took. Every letter of a mailing has most of its text in common with the
 * one before, so pieces are kept as they were encoded.
 */

/** RFC 2045 §6.7 allows 76; two are left for a guarded "F" or ".". */
const LINE_LENGTH = 74;

/** The pieces of a few dozen letters. */
const PIECES_KEPT = 500;

const ENCODED = Array.from({ length: 256 }, (_, octet) => `=${octet.toString(16).toUpperCase().padStart(2, '0')}`);

const kept = recentlyUsed<string>(PIECES_KEPT);

/**
 * Text in quoted-printable (RFC 2045 §6.7) as UTF-8; its line ends, of whatever kind, become CRLF. No line begins with "From " or
 * ".", which mailboxes in mbox format and careless relays change on their way (RFC 2049 §3).
 * @param pieces each of whole lines
 */
export function quotedPrintable(pieces: readonly string[]): string {
  // Added to each other, they are copied only once, into the whole message.
  return pieces.reduce((before, piece) => before + (kept.get(piece) ?? keep(piece)), '');
}

function keep(piece: string): string {
  // One character for each octet.
  const octets = Buffer.from(piece).toString('latin1');
  const lines = octets.split(/\r\n?|\n/u);
  const encoded = lines.map((line) => broken(line.replace(/[^ -<>-~]| $/gu, encodedOctet))).join('\r\n');
  kept.set(piece, encoded);
  return encoded;
}

function encodedOctet(octet: string): string {
  return ENCODED[octet.charCodeAt(0)] ?? '';
}

/** Breaks an encoded line softly, never within the three characters of an octet. */
function broken(line: string): string {
  let lines = '';
  let start = 0;
  while (line.length - start > LINE_LENGTH) {
    const full = start + LINE_LENGTH - 1;
    const octet = line.lastIndexOf('=', full - 1);
    const end = octet > full - 3 ? octet : full;
    lines += `${guarded(line.slice(start, end))}=\r\n`;
    start = end;
  }
  return lines + guarded(line.slice(start));
}

function guarded(line: string): string {
  if (line.startsWith('.')) return `=2E${line.slice(1)}`;
  return line.startsWith('From ') ? `=46${line.slice(1)}` : line;
}
