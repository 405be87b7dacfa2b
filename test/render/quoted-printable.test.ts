import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quotedPrintable } from '../../src/render/mime/quoted-printable.js';

/** RFC 2045 §6.7: soft line breaks go, and octets come back. */
function decoded(text: string): string {
  const octets = text
    .replaceAll('=\r\n', '')
    .replace(/=([0-9A-F]{2})/gu, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return Buffer.from(octets, 'latin1').toString();
}

const words = fc.oneof(
  fc.constantFrom(
    'From ',
    '.',
    ' ',
    '\t',
    '=',
    '=41',
    'Ŵyn',
    '👩🏽‍🌾',
    '\n',
    '\r\n',
    '\r',
    'x'.repeat(74),
    'y'.repeat(300),
  ),
  fc.string({ unit: 'grapheme' }),
);
const piece = fc.array(words, { maxLength: 20 }).map((parts) => `${parts.join('')}\n`);

test('any text comes back, from ASCII lines of at most 76 characters that nothing on the way changes', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
      const text = pieces.join('').replace(/\r\n?|\n/gu, '\r\n');
      const encoded = quotedPrintable(pieces);
      expect(decoded(encoded)).toBe(text);
      for (const line of encoded.split('\r\n')) expect(line).toMatch(/^(?!From |\.)(?:[ -~]{0,75}[!-~])?$/u);
      expect(quotedPrintable(pieces)).toBe(encoded);
    }),
    { numRuns: 500 },
  );
});
