import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { writeMessage } from './smtp-transparency.js';

/**
 * A message that is let go only once the gate opens: nodemailer pipes it when the server has asked for the body, and not before.
 * Its one chunk goes straight to where it is piped, without a buffer of its own between the two.
 */
export class GatedBody extends Readable {
  /** Whether any byte may have gone out. */
  begun = false;
  /** Whether every byte, and the last dot, was taken on towards the socket. */
  ended = false;
  readonly #message: Uint8Array;
  readonly #open: () => Promise<boolean>;

  /** `open` is called when the message is asked for; where it says no, the stream ends in an error, without a byte. */
  constructor(message: Uint8Array, open: () => Promise<boolean>) {
    super();
    this.#message = message;
    this.#open = open;
  }

  override pipe<Destination extends NodeJS.WritableStream>(destination: Destination): Destination {
    destination.once('end', () => {
      this.ended = true;
    });
    this.#open()
      // A reply that is here already cannot be about this message: it is met before the first byte goes out.
      .then(nextTurn)
      .then(
        (isOpen) => {
          if (this.destroyed) return;
          if (!isOpen) {
            this.destroy(new Error('The message was held back.'));
            return;
          }
          this.begun = true;
          writeMessage(this.#message, destination);
        },
        (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
      );
    return destination;
  }
}
