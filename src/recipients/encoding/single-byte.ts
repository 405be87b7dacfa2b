import iconv from 'iconv-lite';
import { warningAt, type Problem } from '../../problem.js';
import { quoteCell } from '../quote-cell.js';

/** The encodings with a byte for each character in which spreadsheets save, as messages call them. */
export const SINGLE_BYTE_ENCODINGS = ['Windows-1252', 'Mac Roman', 'MS-DOS'] as const;
export type SingleByteEncoding = (typeof SINGLE_BYTE_ENCODINGS)[number];

const CODECS: Readonly<Record<SingleByteEncoding, string>> = {
  'Windows-1252': 'windows-1252',
  'Mac Roman': 'macroman',
  'MS-DOS': 'cp850',
};

/** How such an encoding is called on a command line. */
export function codecOf(encoding: SingleByteEncoding): string {
  return CODECS[encoding];
}

/** What lists from these islands hold beyond ASCII: letters of Welsh, Irish, French, German and Spanish names, and signs that people type. */
const USUAL = /^[áéíóúâêîôûëïöüèçñÁÉÍÓÚÂÊÎÔÛÖÜ£€’‘“”–\u00A0]$/u;
/** Rarer letters of names, and rarer signs. */
const RARE = /^[ÀÇÈËÌÏÑÒÙÄÅÆÐØÝÞßàäåæìðòøùýþãõÃŒœŠšŽžŸÿ…—•°½¼¾§·«»]$/u;

/** What no word has: a capital or a sign in the middle of it, a small letter before a capital or a number. */
const OUT_OF_PLACE = new RegExp(
  [
    String.raw`\p{Ll}(?=[À-ÞŠŽŸ])`,
    String.raw`(?<=\p{L})[À-ÞŒŠŽŸ](?=\p{Ll})`,
    String.raw`[à-ÿ](?=\p{Lu})`,
    String.raw`(?<!\p{L})[à-ÿ](?=\d)`,
    String.raw`(?<=\p{L})[‘“”…•°·§£½¼¾«»](?=\p{L})`,
  ].join('|'),
  'gu',
);
/** A word seldom begins with a small letter that has an accent. */
const SMALL_AT_THE_START = /(?<!\p{L})[ß-ÿ](?=\p{Ll})/gu;

/** Text of one of the encodings. Every byte is a character. */
export function decodeSingleByte(bytes: Buffer, encoding: SingleByteEncoding): string {
  return iconv.decode(bytes, CODECS[encoding]);
}

function countOf(pattern: RegExp, text: string): number {
  return text.match(pattern)?.length ?? 0;
}

/** How unlikely a text is in a list: each strange character as much as a sign in the middle of a word, or four rare letters. */
function strangeness(text: string): number {
  let strange = 4 * countOf(OUT_OF_PLACE, text) + countOf(SMALL_AT_THE_START, text);
  for (const character of text.match(/[^\x00-\x7f]/gu) ?? [])
    strange += USUAL.test(character) ? 0 : RARE.test(character) ? 1 : 4;
  return strange;
}

/** A slight difference does not speak against what nearly all lists are in that are not UTF-8. */
const IN_FAVOUR_OF_WINDOWS = 2;

/** Which of them bytes are in that are not UTF-8: Windows-1252, unless another makes clearly the likelier words. */
export function singleByteEncoding(bytes: Buffer): SingleByteEncoding {
  const [windows, mac, dos] = [
    strangeness(decodeSingleByte(bytes, 'Windows-1252')) - IN_FAVOUR_OF_WINDOWS,
    strangeness(decodeSingleByte(bytes, 'Mac Roman')),
    strangeness(decodeSingleByte(bytes, 'MS-DOS')),
  ];
  if (windows <= mac && windows <= dos) return 'Windows-1252';
  return mac <= dos ? 'Mac Roman' : 'MS-DOS';
}

const SAMPLES = 4;

/** The warning that a list is in one of them, with samples of its words; `line` is the first that is not ASCII. */
export function singleByteWarning(file: string, line: number, bytes: Buffer, encoding: SingleByteEncoding): Problem {
  const text = decodeSingleByte(bytes, encoding);
  const words = [...new Set(text.match(/[^\s,;"]*[^\x00-\x7f][^\s,;"]*/gu))].slice(0, SAMPLES);
  const others = SINGLE_BYTE_ENCODINGS.filter((other) => other !== encoding);
  const message = `The list is not in UTF-8, and was read as ${encoding}: ${words.map(quoteCell).join(', ')}.`;
  const hint = `Look whether these words are right; if not, try ${others.map((other) => `--encoding ${codecOf(other)} (${other})`).join(' or ')}. Letters such as ŵ and ŷ may already be lost: saving the list again from the spreadsheet as "CSV UTF-8" keeps them.`;
  return warningAt({ file, line, column: null }, encoding.toLowerCase().replace(' ', '-'), message, hint);
}
