import { hash } from 'node:crypto';
import { encodeWord, foldLines } from 'nodemailer/lib/mime-funcs';
import MimeNode from 'nodemailer/lib/mime-node';
import type { LetterStyle } from '../campaign.js';
import { computedOnce } from '../kept/computed-once.js';
import type { Mailbox } from '../email-address.js';
import { readImage, type LetterImage } from '../layout/page/image.js';
import type { Letter } from '../letter/letter.js';
import { htmlInPieces } from './html.js';
import { contentTypeOf } from './mime/media-type.js';
import { base64Lines, multipart, written, type Entity } from './mime/multipart.js';
import { quotedPrintable } from './mime/quoted-printable.js';
import { flowedTextInPieces } from './text.js';

export interface MessageHeaders {
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly replyTo: Mailbox | null;
  /** The address that objections go to. */
  readonly unsubscribe: string | null;
  /** Without its angle brackets. */
  readonly messageId: string;
  readonly date: Date;
  /** The Message-IDs of the letters that it follows, without angle brackets, the first one first (RFC 5322 §3.6.4). */
  readonly thread: readonly string[];
}

export interface AttachedFile {
  /** As the reader sees it. */
  readonly name: string;
  readonly content: Uint8Array;
  /** Such as application/pdf. */
  readonly mediaType: string;
}

/** RFC 2047 §2: an encoded word takes at most 75 characters; nodemailer counts its frame differently. */
const ENCODED_WORD_LENGTH = 52;

/** Nodes have no parts here; without it, each would draw a boundary by lot. */
const NO_BOUNDARY = { baseBoundary: 'none' };

const BEYOND_ASCII = /[^\p{ASCII}]/u;

/** Knows how a header's value is written. */
const encoder = new MimeNode(false, NO_BOUNDARY);

/** What folding (RFC 5322 §2.2.3) cannot change: short ASCII words with one space between two. */
const PLAIN_WORDS = /^[\x21-\x7e]{1,60}(?: [\x21-\x7e]{1,60})*$/u;

/**
 * The letter as an Internet message (RFC 5322, 2045–2049, 2369): plain text and HTML as alternatives, the images that
 * the HTML shows beside it, the attached files after them. CRLF throughout; the same input gives the same bytes.
 * `images` holds the image of every source that the letter names; others may be in it, and stay out of the message.
 */
export function buildMessage(
  letter: Letter,
  style: LetterStyle,
  headers: MessageHeaders,
  images: ReadonlyMap<string, AttachedFile>,
  attachments: readonly AttachedFile[],
): Uint8Array {
  const contentId = (source: string): string => `${digest(`${headers.messageId} ${source}`)}@nominate`;
  const sizeOf = (source: string): LetterImage | null => {
    const image = images.get(source);
    return image === undefined ? null : readImage(image.content);
  };
  const html = htmlInPieces(letter, style, (source) => `cid:${contentId(source)}`, sizeOf);
  const shown = [...images].filter(([source]) => html.some((piece) => piece.includes(contentId(source))));
  // "=_" can stand neither in quoted-printable nor in base64, so no part can hold a boundary (RFC 2045 §6.7).
  const boundary = `=_nominate-${digest(headers.messageId)}-`;

  const page = textPart('text/html', html);
  const pictures = shown.map(([source, image]) => filePart(image, 'inline', contentId(source)));
  const alternatives = multipart('alternative', `${boundary}1`, [
    textPart('text/plain; format=flowed', flowedTextInPieces(letter)),
    pictures.length === 0 ? page : multipart('related; type="text/html"', `${boundary}2`, [page, ...pictures]),
  ]);
  const files = attachments.map((file) => filePart(file, 'attachment', null));
  const whole = files.length === 0 ? alternatives : multipart('mixed', `${boundary}3`, [alternatives, ...files]);
  const head = messageHeaders(letter, headers);
  const message = written({ ...whole, headers: `${head}\r\n${whole.headers}` });
  // Beyond ASCII there is nothing but an address that needs SMTPUTF8 (RFC 6532), and UTF-8 takes three times as long to write.
  return Buffer.from(message, BEYOND_ASCII.test(head) ? 'utf8' : 'latin1');
}

/** Message-IDs as headers name them (RFC 5322 §3.6.4). */
function bracketed(messageIds: readonly string[]): string {
  return messageIds.map((id) => encoder.encodeHeaderValue('References', id)).join(' ');
}

/** A header without a value is left out. */
function messageHeaders(letter: Letter, headers: MessageHeaders): string {
  const { from, to, replyTo, unsubscribe, messageId, date, thread } = headers;
  const values = {
    Subject: subjectValue(letter.subject),
    'Content-Language': encoder.encodeHeaderValue('Content-Language', letter.language),
    'List-Unsubscribe': unsubscribe === null ? '' : unsubscribeValue(unsubscribe, messageId),
    From: ownAddressValue(from),
    To: addressValue(to),
    'Reply-To': replyTo === null ? '' : ownAddressValue(replyTo),
    'Message-ID': encoder.encodeHeaderValue('Message-ID', messageId),
    'In-Reply-To': bracketed(thread.slice(-1)),
    References: bracketed(thread),
    Date: encoder.encodeHeaderValue('Date', date),
    'MIME-Version': '1.0',
  };
  return Object.entries(values)
    .filter(([, value]) => value.trim() !== '')
    .map(([name, value]) => foldLines(`${name}: ${value}`))
    .join('\r\n');
}

/**
 * Never a string: nodemailer would split one at its commas. A name that reads as an encoded word would be decoded, so it
 * is left out. Beside a local part that needs SMTPUTF8, nodemailer spells the domain in Unicode too (RFC 6532 §3.2).
 */
function addressValue({ name, address }: Mailbox): string {
  return encoder.encodeHeaderValue('To', { name: name.includes('=?') ? '' : name, address: address.wire });
}

/** The campaign's own mailboxes are the same objects in all of its letters. */
const ownAddressValue = computedOnce(addressValue);

/** Encoded (RFC 2047) wherever a reader's mail program might otherwise see something else than the letter's subject. */
function subjectValue(subject: string): string {
  const plain = PLAIN_WORDS.test(subject) && !subject.includes('=?');
  return plain ? subject : encodeWord(subject, 'Q', ENCODED_WORD_LENGTH);
}

/**
 * RFC 2369 §3.2. The subject names the letter, so that an objection is understood from whatever address it comes.
 * No List-Unsubscribe-Post: it takes an https address and a DKIM signature over both (RFC 8058).
 */
function unsubscribeValue(address: string, messageId: string): string {
  return `<mailto:${encodeURIComponent(address).replace('%40', '@')}?subject=${encodeURIComponent(`unsubscribe ${messageId}`)}>`;
}

function textPart(mediaType: 'text/plain; format=flowed' | 'text/html', pieces: readonly string[]): Entity {
  return {
    headers: `Content-Type: ${mediaType}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable`,
    body: quotedPrintable(pieces),
  };
}

function filePart(file: AttachedFile, disposition: 'inline' | 'attachment', contentId: string | null): Entity {
  const contentType = contentTypeOf(file.mediaType, file.content);
  const node = new MimeNode(false, NO_BOUNDARY).createChild(contentType, { ...NO_BOUNDARY, filename: file.name });
  if (contentId !== null) node.setHeader('Content-Id', `<${contentId}>`);
  node.setHeader('Content-Transfer-Encoding', 'base64');
  node.setHeader('Content-Disposition', disposition);
  return { headers: node.buildHeaders(), body: base64Lines(file.content) };
}

function digest(text: string): string {
  return hash('sha256', text).slice(0, 24);
}
