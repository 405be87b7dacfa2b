import type { Socket } from 'node:net';

/** What comes over a socket that nobody else reads. */
export interface Listening {
  /** Whole replies so far, their lines joined by LF, and what has come of another one. */
  readonly heard: () => { readonly whole: readonly string[]; readonly rest: string };
  /** Resolves once it is enough, when the socket is closed, or after so many milliseconds. */
  readonly until: (isEnough: () => boolean, limit: number) => Promise<void>;
  /** Leaves the socket to others. */
  readonly stop: () => void;
}

/** Listens in the place of all who did. `before`: what has come already. */
export function listenTo(socket: Socket, before: string): Listening {
  let text = before;
  let look = (): void => undefined;
  const hear = (chunk: Buffer): void => {
    text += chunk.toString('latin1');
    look();
  };
  const close = (): void => {
    look();
  };
  const ignore = (): void => undefined;
  socket.removeAllListeners('data');
  socket.on('data', hear).on('close', close).on('error', ignore);
  return {
    heard: () => repliesIn(text),
    until: async (isEnough, limit) => {
      await new Promise<void>((resolve) => {
        // What has come by then is read first: the computer may have slept.
        const timer = setTimeout(() => setImmediate(resolve), limit);
        look = () => {
          if (!socket.destroyed && !isEnough()) return;
          clearTimeout(timer);
          resolve();
        };
        look();
      });
      look = () => undefined;
    },
    stop: () => {
      socket.off('data', hear).off('close', close).off('error', ignore);
    },
  };
}

/** A reply ends with the line that has no hyphen behind its code (RFC 5321 §4.2.1). */
function repliesIn(text: string): ReturnType<Listening['heard']> {
  const whole: string[] = [];
  let begun: string[] = [];
  const lines = text.split(/\r?\n/u);
  const cut = lines.pop() ?? '';
  for (const line of lines) {
    if (line.trim() === '') continue;
    begun.push(line);
    if (/^\d{3}-/u.test(line)) continue;
    whole.push(begun.join('\n'));
    begun = [];
  }
  return { whole, rest: [...begun, cut].join('\n').trim() };
}
