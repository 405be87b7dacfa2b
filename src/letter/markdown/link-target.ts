import { parseMailbox } from '../../email-address.js';

/** What may come before a value from the list: a web address up to the slash after its host, or "mailto:". */
const SAFE_BEFORE_LIST_VALUE = /^(?:https?:\/\/[^/?#\s]+[/?#]|mailto:)/iu;

const SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

export type LinkTarget =
  | { readonly kind: 'target'; readonly href: string }
  | { readonly kind: 'refused'; readonly message: string; readonly hint: string };

/** A stretch of a link's target; `trusted` is what the template or the campaign says. */
export interface TargetPart {
  readonly text: string;
  readonly trusted: boolean;
}

/**
 * Puts a link's target together. A value from the list is percent-encoded (RFC 3986 §2.1), and can change neither scheme nor host.
 * The result is absolute, http, https or mailto, and in the form of the URL standard.
 */
export function joinTarget(parts: readonly TargetPart[]): LinkTarget {
  let written = '';
  for (const part of parts) {
    if (!part.trusted && !SAFE_BEFORE_LIST_VALUE.test(written)) {
      return {
        kind: 'refused',
        message: 'A value from the list stands where the link decides which site it leads to.',
        hint: 'Begin the link with https:// and the name of the site, and put the value after the next slash.',
      };
    }
    written += part.trusted ? part.text.trim() : encodeURIComponent(part.text.replace(/\p{Surrogate}/gu, '\uFFFD'));
  }
  const [only, ...others] = parts;
  // Nothing of the row's stands in an address that is a value of the organiser's alone.
  if (only?.trusted === true && others.length === 0 && parseMailbox(written)?.name === '')
    written = `mailto:${written}`;
  const url = URL.canParse(written) ? new URL(written) : null;
  if (url !== null && SCHEMES.has(url.protocol)) return { kind: 'target', href: url.href };
  return {
    kind: 'refused',
    message: `"${written}" is not an address that a letter can link to.`,
    hint: 'Write a whole address that begins with https://, http:// or mailto:.',
  };
}
