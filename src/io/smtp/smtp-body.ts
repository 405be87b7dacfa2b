import { Readable } from 'node:stream';

/** A message that is let go only once the gate opens. */
export interface GatedBody {
  /** Read for the first time when the server has asked for the body, and not before. */
  readonly stream: Readable;
  /** Whether any byte may have gone out. */
  readonly begun: () => boolean;
  /** Whether every byte was taken from the stream. */
  readonly ended: () => boolean;
}

/** Holds `message` back until its first reader has waited for `open`; where that says no, the stream ends in an error, without a byte. */
export function gateBody(message: Uint8Array, open: () => Promise<boolean>): GatedBody {
  let asked = false;
  let begun = false;
  let ended = false;
  const stream = new Readable({
    read() {
      if (asked) return;
      asked = true;
      open().then(
        (isOpen) => {
          if (this.destroyed) return;
          if (!isOpen) {
            this.destroy(new Error('The message was held back.'));
            return;
          }
          begun = true;
          this.push(message);
          this.push(null);
        },
        (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  stream.on('end', () => {
    ended = true;
  });
  return { stream, begun: () => begun, ended: () => ended };
}
