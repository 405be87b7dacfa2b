/** What Ctrl-C asks of a sending. */
export interface Interrupts {
  /** The first: finish the letters in flight and begin none. */
  readonly finish: AbortSignal;
  /** The second: stop now. */
  readonly cut: AbortSignal;
  /** Gives Ctrl-C its usual meaning back. */
  readonly stopListening: () => void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Listens for SIGINT, SIGTERM and SIGHUP, which is what a terminal sends when its window is closed; tells somebody each time what comes of it. */
export function listenForInterrupts(tell: (text: string) => void): Interrupts {
  const finish = new AbortController();
  const cut = new AbortController();
  const interrupted = (): void => {
    if (finish.signal.aborted) {
      cut.abort();
      tell('Stopping now. What was on its way is in doubt.\n');
    } else {
      finish.abort();
      tell('Finishing the letters on their way. Ctrl-C again stops at once.\n');
    }
  };
  for (const signal of SIGNALS) process.on(signal, interrupted);
  return {
    finish: finish.signal,
    cut: cut.signal,
    stopListening: () => {
      for (const signal of SIGNALS) process.off(signal, interrupted);
    },
  };
}
