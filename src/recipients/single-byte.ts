import iconv from 'iconv-lite';

/** The encodings with a byte for each character in which spreadsheets save, and how messages call them. */
export type SingleByteEncoding = 'Windows-1252' | 'Mac Roman';

const CODECS: Readonly<Record<SingleByteEncoding, string>> = { 'Windows-1252': 'win1252', 'Mac Roman': 'macroman' };

/** What a list from these islands holds beyond ASCII; and what shows in it that the other encoding was meant. */
const EXPECTED = /^[À-ÖØ-öø-ÿŒœŠšŽžŸ£€‘’“”–—…•°½¼¾§·«»\u00A0]$/u;
const OUT_OF_PLACE = /Õ|\p{Ll}(?=[À-ÞŠŽŸ])|[à-ÿ](?=\p{Lu})|(?<=\p{L})[”“•](?=\p{L})/gu;

/** Text of one of the encodings. Every byte is a character. */
export function decodeSingleByte(bytes: Buffer, encoding: SingleByteEncoding): string {
  return iconv.decode(bytes, CODECS[encoding]);
}

function strangeness(text: string): number {
  const strange = (text.match(/[^\x00-\x7f]/gu) ?? []).filter((character) => !EXPECTED.test(character));
  return strange.length + (text.match(OUT_OF_PLACE)?.length ?? 0);
}

/** Which of them bytes are in that are not UTF-8: Windows-1252, unless Mac Roman makes the likelier words. */
export function singleByteEncoding(bytes: Buffer): SingleByteEncoding {
  const [windows, mac] = [decodeSingleByte(bytes, 'Windows-1252'), decodeSingleByte(bytes, 'Mac Roman')];
  return strangeness(mac) < strangeness(windows) ? 'Mac Roman' : 'Windows-1252';
}
