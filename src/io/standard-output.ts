import { fstatSync, writeSync } from 'node:fs';

const STDOUT = 1;

/** Standard output, of which it is known whether everything came through. */
export interface StandardOutput {
  readonly write: (text: string) => void;
  /** Once all that was written has been handed over: what kept any of it from that, or null. */
  readonly written: () => Promise<Error | null>;
}

/**
 * Takes a stream that the process began with; its errors are noted, and told by `written` alone.
 */
export function standardOutput(stream: NodeJS.WriteStream): StandardOutput {
  let failure: Error | null = null;
  const note = (error?: Error | null): void => {
    failure ??= error ?? null;
  };
  stream.on('error', note);
  // Of a file on a disk that fills up, Node's stream takes a part for the whole; this goes on until
  // all is written.
  const isFile = isRegularFile(STDOUT);
  return {
    write: (text) => {
      if (failure !== null) return;
      if (!isFile) {
        stream.write(text, note);
        return;
      }
      try {
        writeWhole(text);
      } catch (error) {
        note(error instanceof Error ? error : new Error(String(error)));
      }
    },
    written: async () => {
      if (failure === null && !isFile) {
        await new Promise<void>((resolve) => {
          stream.write('', (error) => {
            note(error);
            resolve();
          });
        });
      }
      return failure;
    },
  };
}

function writeWhole(text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) at += writeSync(STDOUT, bytes, at);
}

function isRegularFile(fd: number): boolean {
  try {
    return fstatSync(fd).isFile();
  } catch {
    return false;
  }
}
