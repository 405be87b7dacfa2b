import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { encodeWord } from 'nodemailer/lib/mime-funcs';
import { encode, wrap } from 'nodemailer/lib/qp';
import type { LetterStyle } from '../campaign.js';
import type { Mailbox } from '../email-address.js';
import type { Letter } from '../letter/letter.js';
import { renderHtml } from './html.js';
import { renderFlowedText } from './text.js';

export interface MessageHeaders {
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly replyTo: Mailbox | null;
  /** The address that objections go to. */
  readonly unsubscribe: string | null;
  /** Without its angle brackets. */
  readonly messageId: string;
  readonly date: Date;
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

/** What folding (RFC 5322 §2.2.3) cannot change: short ASCII words with one space between two. */
const PLAIN_WORDS = /^[\x21-\x7e]{1,60}(?: [\x21-\x7e]{1,60})*$/u;

/** RFC 2045 §6.7 allows 76; two are kept for a guarded "F" or ".". */
const TEXT_LINE_LENGTH = 74;

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
): Promise<Uint8Array> {
  const contentId = (source: string): string => `${digest(`${headers.messageId} ${source}`)}@nominate`;
  const html = renderHtml(letter, style, (source) => `cid:${contentId(source)}`);
  const shown = [...images].filter(([source]) => html.includes(contentId(source)));
  const composer = new MailComposer({
    from: addressHeader(headers.from),
    to: addressHeader(headers.to),
    ...(headers.replyTo === null ? {} : { replyTo: addressHeader(headers.replyTo) }),
    messageId: headers.messageId,
    date: headers.date,
    headers: {
      Subject: subjectHeader(letter.subject),
      'Content-Language': letter.language,
      ...(headers.unsubscribe === null
        ? {}
        : { 'List-Unsubscribe': unsubscribeHeader(headers.unsubscribe, headers.messageId) }),
    },
    text: textPart('text/plain; format=flowed', renderFlowedText(letter)),
    html: textPart('text/html', html),
    attachments: [
      ...shown.map(([source, image]) => ({
        ...attachment(image),
        cid: contentId(source),
        contentDisposition: 'inline',
      })),
      ...attachments.map(attachment),
    ],
    // "=_" can stand neither in quoted-printable nor in base64, so no part can hold its own boundary (RFC 2045 §6.7).
    boundaryPrefix: '=_nominate',
    baseBoundary: digest(headers.messageId),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/**
 * Never a string: nodemailer would split one at its commas. A name that reads as an encoded word would be decoded, so it
 * is left out. Beside a local part that needs SMTPUTF8, nodemailer spells the domain in Unicode too (RFC 6532 §3.2).
 */
function addressHeader({ name, address }: Mailbox): { name: string; address: string } {
  return { name: name.includes('=?') ? '' : name, address: address.wire };
}

/** Encoded (RFC 2047) wherever a reader's mail program might otherwise see something else than the letter's subject. */
function subjectHeader(subject: string): { prepared: true; foldLines: true; value: string } {
  const plain = PLAIN_WORDS.test(subject) && !subject.includes('=?');
  return { prepared: true, foldLines: true, value: plain ? subject : encodeWord(subject, 'Q', ENCODED_WORD_LENGTH) };
}

/**
 * RFC 2369 §3.2. The subject names the letter, so that an objection is understood from whatever address it comes.
 * No List-Unsubscribe-Post: it takes an https address and a DKIM signature over both (RFC 8058).
 */
function unsubscribeHeader(address: string, messageId: string): string {
  return `<mailto:${encodeURIComponent(address).replace('%40', '@')}?subject=${encodeURIComponent(`unsubscribe ${messageId}`)}>`;
}

/**
 * A ready-made part in quoted-printable. No line begins with "From " or ".", which mailboxes in mbox format and careless
 * relays change on their way (RFC 2049 §3).
 */
function textPart(mediaType: 'text/plain; format=flowed' | 'text/html', content: string): { raw: string } {
  const encoded = wrap(encode(content.replace(/\r\n?|\n/gu, '\r\n')), TEXT_LINE_LENGTH)
    .replace(/^From /gmu, '=46rom ')
    .replace(/^\./gmu, '=2E');
  return {
    raw: `Content-Type: ${mediaType}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${encoded}`,
  };
}

function attachment(file: AttachedFile): { filename: string; contentType: string; content: Buffer } {
  const { buffer, byteOffset, byteLength } = file.content;
  return { filename: file.name, contentType: file.mediaType, content: Buffer.from(buffer, byteOffset, byteLength) };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
