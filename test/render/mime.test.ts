import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import PostalMime, { type Email } from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { parseMailbox, type Mailbox } from '../../src/email-address.js';
import type { Letter } from '../../src/letter/letter.js';
import { renderHtml } from '../../src/render/html.js';
import { buildMessage, type AttachedFile, type MessageHeaders } from '../../src/render/mime.js';
import { renderText } from '../../src/render/text.js';
import { arbitraryLetter } from './arbitrary-letter.js';
import { attribute, elementsNamed } from './read-html.js';
import { letterOf, link, paragraph, sampleLetter, style } from './sample-letter.js';
import { runs } from '../runs.js';

const everyByte = Uint8Array.from({ length: 5000 }, (_, index) => (index * 7) % 256);
const pdf: AttachedFile = { name: 'Ynys Môn.pdf', content: everyByte, mediaType: 'application/pdf' };
const picture: AttachedFile = { name: 'rally.png', content: everyByte.subarray(3, 900), mediaType: 'image/png' };
const images = new Map([['images/rally.png', picture]]);

function mailbox(text: string): Mailbox {
  const parsed = parseMailbox(text);
  if (parsed === null) throw new Error(`not a mailbox: ${text}`);
  return parsed;
}

const headers: MessageHeaders = {
  from: mailbox('Siân Prys <sian@example.org>'),
  to: mailbox('Łukasz O’Brien <lukasz@tŷ.example.org>'),
  replyTo: mailbox('replies@example.org'),
  unsubscribe: 'no-more@example.org',
  messageId: '0123abcd@example.org',
  thread: [],
  date: new Date('2028-05-02T09:00:00Z'),
};

interface Parts {
  readonly letter?: Letter;
  readonly headers?: Partial<MessageHeaders>;
  readonly attachments?: readonly AttachedFile[];
}

function build(parts: Parts = {}): Buffer {
  const letter = parts.letter ?? sampleLetter;
  return Buffer.from(buildMessage(letter, style, { ...headers, ...parts.headers }, images, parts.attachments ?? []));
}

async function read(parts: Parts = {}): Promise<Email> {
  return PostalMime.parse(build(parts));
}

/** postal-mime ends every text part with one newline more than it has. */
/** The reader has put flowing paragraphs together again. */
function inOneLine(text = ''): string {
  return text.replace(/\s+/gu, ' ').trim();
}

function oneNewline(text = ''): string {
  return text.replace(/\n+$/u, '\n');
}

/** The header lines before the first blank line, unfolded. */
function headerLines(message: Buffer): readonly string[] {
  const head = message.toString('latin1').split('\r\n\r\n')[0] ?? '';
  return head.replace(/\r\n(?=[ \t])/gu, '').split('\r\n');
}

function headerNames(message: Buffer): readonly string[] {
  return headerLines(message).map((line) => line.slice(0, line.indexOf(':')).toLowerCase());
}

const HEADER_NAMES = [
  'subject',
  'content-language',
  'list-unsubscribe',
  'from',
  'to',
  'reply-to',
  'message-id',
  'date',
  'mime-version',
  'content-type',
];

describe('a message read back', () => {
  test('has the subject, people and date it was given', async () => {
    const email = await read();
    expect(email.subject).toBe(sampleLetter.subject);
    expect(email.from).toMatchObject({ name: 'Siân Prys', address: 'sian@example.org' });
    expect(email.to).toHaveLength(1);
    expect(email.to?.[0]).toMatchObject({ name: 'Łukasz O’Brien', address: 'lukasz@xn--t-foa.example.org' });
    expect(email.replyTo?.[0]).toMatchObject({ name: '', address: 'replies@example.org' });
    expect(email.messageId).toBe('<0123abcd@example.org>');
    expect(email.date).toBe('2028-05-02T09:00:00.000Z');
    expect(headerLines(build())).toContain('Content-Language: en-GB');
  });

  test('has the text and the HTML of the letter, character for character', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryLetter, async (letter) => {
        const email = await read({ letter });
        expect(inOneLine(email.text)).toBe(inOneLine(renderText(letter)));
        const html = oneNewline(email.html).replace(/cid:[0-9a-f]+@nominate/gu, 'a.png');
        expect(html).toBe(renderHtml(letter, style, (source) => source));
        expect(email.subject).toBe(letter.subject);
      }),
      { numRuns: runs(100) },
    );
  });

  test('names the letters that it follows, the last one as what it answers', () => {
    const thread = ['first@example.org', 'second@example.org'];
    expect(headerLines(build({ headers: { thread } }))).toEqual(
      expect.arrayContaining([
        'In-Reply-To: <second@example.org>',
        'References: <first@example.org> <second@example.org>',
      ]),
    );
    expect(headerNames(build())).not.toEqual(expect.arrayContaining(['references']));
  });

  test('has its attachments byte for byte, under their names', async () => {
    const other: AttachedFile = {
      name: 'a "b", c.txt',
      content: Buffer.from('Tŷ\nFrom x\n.\n'),
      mediaType: 'text/plain',
    };
    const { attachments } = await read({ attachments: [pdf, other] });
    const files = attachments.filter((attachment) => attachment.disposition === 'attachment');
    expect(files.map(({ filename, mimeType }) => ({ filename, mimeType }))).toEqual([
      { filename: 'Ynys Môn.pdf', mimeType: 'application/pdf' },
      { filename: 'a "b", c.txt', mimeType: 'text/plain' },
    ]);
    expect(
      files.map(({ content }) => Buffer.from(typeof content === 'string' ? content : new Uint8Array(content))),
    ).toEqual([Buffer.from(pdf.content), Buffer.from(other.content)]);
  });

  test('shows an image of the letter by the address that the HTML gives it', async () => {
    const { html, attachments } = await read({ attachments: [pdf] });
    const image = attachments.find((attachment) => attachment.mimeType === 'image/png');
    expect(image).toMatchObject({ filename: 'rally.png', disposition: 'inline', related: true });
    const [source] = elementsNamed(html ?? '', 'img').map((element) => attribute(element, 'src'));
    expect(source).toMatch(/^cid:./u);
    expect(image?.contentId).toBe(`<${source?.slice('cid:'.length) ?? ''}>`);
  });
});

describe('the shape of a message', () => {
  const types = (message: Buffer): readonly string[] =>
    [...message.toString('latin1').matchAll(/^Content-Type: ([a-z]+\/[a-z]+)/gmu)].map((match) => match[1] ?? '');
  const letter = letterOf(paragraph('Dear comrade'));

  test('is two alternatives, plain text first, where nothing is attached', () => {
    expect(types(build({ letter }))).toEqual(['multipart/alternative', 'text/plain', 'text/html']);
  });

  test('puts attachments after the letter', () => {
    expect(types(build({ letter, attachments: [pdf] }))).toEqual([
      'multipart/mixed',
      'multipart/alternative',
      'text/plain',
      'text/html',
      'application/pdf',
    ]);
  });

  test('keeps images beside the HTML that shows them', () => {
    expect(types(build({ attachments: [pdf] }))).toEqual([
      'multipart/mixed',
      'multipart/alternative',
      'text/plain',
      'multipart/related',
      'text/html',
      'image/png',
      'application/pdf',
    ]);
  });
});

describe('the headers', () => {
  test('are these and no others, each once', () => {
    expect([...headerNames(build())].sort()).toEqual([...HEADER_NAMES].sort());
  });

  test('leave out Reply-To and List-Unsubscribe where there is nobody to name', () => {
    expect([...headerNames(build({ headers: { replyTo: null, unsubscribe: null } }))].sort()).toEqual(
      HEADER_NAMES.filter((name) => name !== 'reply-to' && name !== 'list-unsubscribe').sort(),
    );
  });

  test('offer one way to object, which names the letter', () => {
    const lines = headerLines(build({ headers: { unsubscribe: 'a+b@example.org' } }));
    expect(lines.filter((line) => line.startsWith('List-Unsubscribe'))).toEqual([
      'List-Unsubscribe: <mailto:a%2Bb@example.org?subject=unsubscribe%200123abcd%40example.org>',
    ]);
  });

  test.each([
    'Jones, Mair',
    'Mair "Mo" Jones',
    'a@example.org, b@example.org',
    'O’Brien; (x)',
    'C:\\x',
    'Ŵyn'.repeat(30),
  ])('name one recipient, whatever the name holds (%#)', async (name) => {
    const { to } = await read({ headers: { to: { ...headers.to, name } } });
    expect(to).toHaveLength(1);
    expect(to?.[0]).toMatchObject({ name, address: 'lukasz@xn--t-foa.example.org' });
  });

  test('leave out a name that a mail program would decode into something else', async () => {
    const { to } = await read({ headers: { to: { ...headers.to, name: '=?utf-8?Q?Party_headquarters?=' } } });
    expect(to?.[0]).toMatchObject({ name: '', address: 'lukasz@xn--t-foa.example.org' });
  });

  test.each(['=?utf-8?Q?decoded?=', 'a'.repeat(1500), 'x\ty', '“Tŷ” = £5? _under_', `${'Ŵ'.repeat(200)} end`])(
    'carry a subject that is hard to carry as it is (%#)',
    async (subject) => {
      expect((await read({ letter: { ...sampleLetter, subject } })).subject).toBe(subject);
    },
  );

  test('carry any printable subject, name and file name as it is', async () => {
    const printable = fc
      .oneof(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc
          .array(fc.constantFrom('a', ' ', '   ', 'Tŷ', '=?', '?=', '_', 'x'.repeat(70)), { maxLength: 40 })
          .map((words) => words.join('')),
      )
      .map((text) =>
        text
          .replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, '')
          .trim()
          .normalize('NFC'),
      )
      .filter((text) => text !== '');
    await fc.assert(
      fc.asyncProperty(printable, async (text) => {
        const name = text.replaceAll('=', '').trim();
        const email = await read({
          letter: { ...sampleLetter, subject: text },
          headers: { to: { ...headers.to, name } },
          attachments: [{ ...pdf, name: text }],
        });
        expect(email.subject).toBe(text);
        expect(email.to?.[0]?.name).toBe(name);
        expect(email.attachments.at(-1)?.filename).toBe(text);
      }),
      { numRuns: runs(300) },
    );
  });

  test('carry an address that needs SMTPUTF8 as it is typed', async () => {
    const { to } = await read({ headers: { to: mailbox('siân@tŷ.example.org') } });
    expect(to?.[0]?.address).toBe('siân@tŷ.example.org');
  });

  test('cannot be added to by any name, subject, language or file name', async () => {
    const hostile = fc
      .array(
        fc.oneof(
          fc.constantFrom(
            '\r\n',
            '\n',
            '\r',
            '\0',
            '\r\n\r\n',
            'Bcc: a@example.com',
            'x: y',
            '"',
            '<',
            '>',
            ',',
            ':',
            '=?',
            '?=',
            ' ',
            '\t',
            '\u2028',
          ),
          fc.string({ unit: 'binary', maxLength: 6 }),
        ),
        { maxLength: 12 },
      )
      .map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, hostile, async (name, subject, language, file) => {
        const message = build({
          letter: { ...letterOf(paragraph('Dear comrade')), subject, language },
          headers: { from: { ...headers.from, name }, to: { ...headers.to, name } },
          attachments: [{ ...pdf, name: file }],
        });
        // An empty subject or language leaves its header out.
        const names = headerNames(message);
        expect(new Set(names).size).toBe(names.length);
        expect(HEADER_NAMES).toEqual(expect.arrayContaining([...names]));
        const email = await PostalMime.parse(message);
        expect(email.to?.map(({ address }) => address)).toEqual(['lukasz@xn--t-foa.example.org']);
        expect(email.from?.address).toBe('sian@example.org');
        expect(email.bcc).toBeUndefined();
        expect(email.attachments).toHaveLength(1);
        expect(message.toString('latin1')).not.toMatch(/\r(?!\n)|(?<!\r)\n|\0/u);
      }),
      { numRuns: runs(200) },
    );
  });
});

describe('the bytes', () => {
  test('are the same for the same input, and the boundary differs between messages', () => {
    const first = build({ attachments: [pdf] });
    expect(first.equals(build({ attachments: [pdf] }))).toBe(true);
    const boundary = (message: Buffer): string | undefined =>
      /boundary="([^"]+)"/u.exec(message.toString('latin1'))?.[1];
    expect(boundary(build({ headers: { messageId: 'other@example.org' } }))).not.toBe(boundary(build()));
  });

  test('are ASCII in lines of at most 78 octets, each ended by CRLF', () => {
    fc.assert(
      fc.property(arbitraryLetter, (letter) => {
        const message = build({ letter, attachments: [pdf] });
        const text = message.toString('latin1');
        expect(text).toMatch(/^[\x20-\x7e\r\n\t]*$/u);
        expect(text.endsWith('\r\n')).toBe(true);
        expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
        expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78);
      }),
      { numRuns: runs(50) },
    );
  });

  test('begin no line with what mailboxes and relays change: "From " or a dot', async () => {
    const letter = letterOf(
      paragraph(`${'x'.repeat(67)} From here. .hidden`),
      paragraph('From here on'),
      paragraph('.'),
      paragraph(link(`https://example.org/${'a.b/'.repeat(60)}`, 'a long link')),
    );
    const lines = build({ letter }).toString('latin1').split('\r\n');
    expect(lines.filter((line) => /^(?:From |\.)/u.test(line))).toEqual([]);
    expect(inOneLine((await read({ letter })).text)).toBe(inOneLine(renderText(letter)));
  });

  test('lets plain text flow: a paragraph of any length is one line again for who reads it', async () => {
    const long = Array.from({ length: 40 }, (_, index) => `word${index}`).join(' ');
    expect((await read({ letter: letterOf(paragraph(long)) })).text?.trim()).toBe(long);
  });
});
