/** Events on their way from those who tell them to the one who reads them; kept until they are read. */
export interface EventQueue<Event> {
  readonly tell: (event: Event) => void;
  /** Nothing more comes: after the events that were told, `read` ends. */
  readonly end: () => void;
  /** Nothing more comes: after the events that were told, `read` throws this error. */
  readonly fail: (error: unknown) => void;
  readonly read: () => AsyncGenerator<Event, void, undefined>;
}

/** A web stream would do the same, for a twentieth of what a letter costs. */
export function createEventQueue<Event>(): EventQueue<Event> {
  const events: Event[] = [];
  let ending: { readonly failure: { readonly error: unknown } | null } | null = null;
  let wake = (): void => undefined;

  function close(failure: { readonly error: unknown } | null): void {
    ending ??= { failure };
    wake();
  }

  return {
    tell: (event) => {
      events.push(event);
      wake();
    },
    end: () => {
      close(null);
    },
    fail: (error) => {
      close({ error });
    },
    async *read() {
      for (;;) {
        for (let event = events.shift(); event !== undefined; event = events.shift()) yield event;
        if (ending?.failure) throw ending.failure.error;
        if (ending !== null) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
