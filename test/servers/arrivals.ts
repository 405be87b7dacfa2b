/** Complete messages that a server took responsibility for, by letter key, over all runs. */
export interface Arrivals {
  /** Each message as its sender composed it: CRLF, dots unstuffed. */
  readonly messages: ReadonlyMap<string, readonly Buffer[]>;
  readonly all: () => readonly Buffer[];
}

/** The key of a letter, which is the left half of its Message-ID. */
function keyOf(message: Buffer): string {
  const key = /^Message-ID:\s+<([^@>]+)@/imu.exec(message.toString('latin1'))?.[1];
  if (key === undefined) throw new Error('a message arrived without a Message-ID');
  return key;
}

export function collectArrivals(): Arrivals & { readonly add: (message: Buffer) => void } {
  const messages = new Map<string, Buffer[]>();
  return {
    messages,
    all: () => [...messages.values()].flat(),
    add: (message) => {
      const key = keyOf(message);
      messages.set(key, [...(messages.get(key) ?? []), message]);
    },
  };
}
