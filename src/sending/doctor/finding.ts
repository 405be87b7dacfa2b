/** What an examination says about one thing: in order, worth a look, or in the way of the letters. */
export interface Finding {
  readonly about: 'server' | 'domain';
  /** A word or two: what was looked at. */
  readonly check: string;
  readonly level: 'ok' | 'warning' | 'error';
  /** What was found, in a sentence or a few words. */
  readonly message: string;
  /** What to do; "" where nothing need be done. */
  readonly hint: string;
}

/** Makes the findings about one of the two. */
export function findingsAbout(about: Finding['about']): {
  readonly ok: (check: string, message: string) => Finding;
  readonly warning: (check: string, message: string, hint: string) => Finding;
  readonly error: (check: string, message: string, hint: string) => Finding;
} {
  return {
    ok: (check, message) => ({ about, check, level: 'ok', message, hint: '' }),
    warning: (check, message, hint) => ({ about, check, level: 'warning', message, hint }),
    error: (check, message, hint) => ({ about, check, level: 'error', message, hint }),
  };
}
