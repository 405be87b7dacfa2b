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

/**
 * Listens for SIGINT, SIGTERM and SIGHUP, which is what a terminal sends when its window is closed; tells somebody each time what comes of it.
 * @param released how many letters have been let go in this run, and are not answered yet
 */
export function listenForInterrupts(tell: (text: string) => void, released: () => number): Interrupts {
  const finish = new AbortController();
  const cut = new AbortController();
  const interrupted = (): void => {
    if (finish.signal.aborted) {
      cut.abort();
      tell(`Stopping now. ${cutText(released())}\n`);
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

/**
 * A signal that aborts with the first of them, for what may be left undone; `stopListening` as
 * above.
 */
export function abortOnInterrupt(): { readonly signal: AbortSignal; readonly stopListening: () => void } {
  const stop = new AbortController();
  const interrupted = (): void => {
    stop.abort();
  };
  for (const signal of SIGNALS) process.on(signal, interrupted);
  return {
    signal: stop.signal,
    stopListening: () => {
      for (const signal of SIGNALS) process.off(signal, interrupted);
    },
  };
}

function cutText(released: number): string {
  if (released === 0) return 'No letter was let go that is not answered, so none is in doubt.';
  return released === 1
    ? 'One letter was on its way, and may be in doubt: the report says.'
    : `${released} letters were on their way, and may be in doubt: the report says.`;
}
