import type { Campaign } from '../../campaign.js';
import { imageSources, LETTER_PDF, type Letter } from '../../letter/letter.js';
import type { AttachedFile } from '../../render/mime.js';
import type { DkimKey } from '../../render/dkim.js';
import type { Images, Typesetter } from '../../render/pdf/typesetter.js';
import type { FirstAttempt } from '../ledger/ledger-state.js';
import { messageIdFor } from '../plan/letter-key.js';
import type { DueLetter } from '../plan/plan.js';

/** What turns a letter into bytes. */
export interface Materials {
  readonly typesetter: Typesetter;
  /** A file that the template names; never null for a letter of a plan without errors. */
  readonly fileNamed: (source: string) => AttachedFile | null;
  /** Null: messages are not signed here. */
  readonly dkim: DkimKey | null;
}

/** The letter as PDF, in the form in which its recipient gets it. */
export function composePdf(
  { letter, address }: Pick<DueLetter, 'letter' | 'address'>,
  materials: Materials,
): Uint8Array {
  return materials.typesetter.setLetter(letter, imagesOf([letter], materials), address);
}

/** By how many lines a letter runs over the pages that its campaign allows. Its images are there, and its address fits. */
export function linesTooMany({ letter, address }: Pick<DueLetter, 'letter' | 'address'>, materials: Materials): number {
  return materials.typesetter.linesTooMany(letter, imagesOf([letter], materials), address);
}

/** The files of all images that these letters show. */
export function imagesOf(letters: Iterable<Letter>, { fileNamed }: Pick<Materials, 'fileNamed'>): Images {
  const images = new Map<string, Uint8Array>();
  for (const letter of letters) {
    for (const source of imageSources(letter)) {
      const file = fileNamed(source);
      if (file !== null) images.set(source, file.content);
    }
  }
  return images;
}

/**
 * The e-mail, exactly as it goes over the wire.
 * @param pdf the letter as PDF, where the caller has it already
 */
export async function composeMessage(
  { letter, recipient, address, thread }: DueLetter,
  campaign: Campaign,
  materials: Materials,
  { date, messageId }: FirstAttempt,
  pdf?: Uint8Array,
): Promise<Uint8Array> {
  const { from, replyTo } = campaign;
  if (recipient.email === null) throw new TypeError('A letter without an e-mail address has no message.');
  const headers = {
    from,
    to: { name: recipient.name, address: recipient.email },
    replyTo: replyTo ?? null,
    unsubscribe: (campaign.unsubscribe ?? (replyTo ?? from).address).wire,
    messageId,
    date,
    thread,
  };
  const images = new Map(
    imageSources(letter).flatMap((source) => {
      const file = materials.fileNamed(source);
      return file === null ? [] : [[source, file] as const];
    }),
  );
  const attachments: AttachedFile[] = [];
  for (const name of letter.attach) {
    const file =
      name === LETTER_PDF
        ? { name, content: pdf ?? composePdf({ letter, address }, materials), mediaType: 'application/pdf' }
        : materials.fileNamed(name);
    if (file !== null) attachments.push(file);
  }
  // Loaded when there is a message: letters on paper do not wait for it.
  const { buildMessage } = await import('../../render/mime.js');
  const message = buildMessage(letter, campaign.letter, headers, images, attachments);
  if (materials.dkim === null) return message;
  const { signMessage } = await import('../../render/dkim.js');
  return await signMessage(message, materials.dkim);
}

/** What a letter's message is known by if its first attempt is made at that moment. */
export function attemptAt(date: Date, { key }: Pick<DueLetter, 'key'>, { from }: Pick<Campaign, 'from'>): FirstAttempt {
  return { date, messageId: messageIdFor(key, from.address.domain) };
}
