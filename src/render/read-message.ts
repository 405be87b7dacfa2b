import PostalMime, { type Attachment } from 'postal-mime';

/** A message as a mail program shows it. */
export interface ReadMessage {
  /** Without its angle brackets; "" where there is none. */
  readonly messageId: string;
  readonly subject: string;
  /** In the order of the message, such as "text", "HTML", "letter.pdf". */
  readonly parts: readonly string[];
  /** The HTML part with its images inside it, for a browser to show; null where there is none. */
  readonly page: string | null;
}

/** Reads an Internet message with another parser than the one that nominate's messages are built with. */
export async function readMessage(message: Uint8Array): Promise<ReadMessage> {
  const { messageId, subject, text, html, attachments } = await PostalMime.parse(message);
  return {
    messageId: (messageId ?? '').replace(/^<(.*)>$/u, '$1'),
    subject: subject ?? '',
    parts: [
      ...(text === undefined ? [] : ['text']),
      ...(html === undefined ? [] : ['HTML']),
      ...attachments.map(({ filename, mimeType }) => filename ?? mimeType),
    ],
    page: html === undefined ? null : attachments.reduce(withImage, html),
  };
}

/** A browser cannot look inside the message for its images, so they stand in the page itself. */
function withImage(html: string, { contentId, mimeType, content }: Attachment): string {
  if (contentId === undefined) return html;
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content));
  const source = `data:${mimeType};base64,${bytes.toString('base64')}`;
  return html.replaceAll(`cid:${contentId.replace(/^<(.*)>$/u, '$1')}`, source);
}
