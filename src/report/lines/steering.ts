/**
 * What a terminal obeys instead of showing it: controls (ECMA-48), but for line ends and tabs, and
 * what turns the direction of writing (Unicode Standard Annex 9). Line and paragraph separators are
 * among them: some take them for line ends.
 */
const STEERING = /(?![\n\t])\p{Cc}|[\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu;

/** How `Style` sets words apart: bold, faint, three colours, and the ends of those. */
const SET_APART = /(\u001B\[(?:1|2|22|31|32|33|39)m)/u;

/**
 * Text for a person, in which nothing steers a terminal: names, paths, settings and records may
 * have come from anybody. What would is shown as U+FFFD.
 */
export function withoutSteering(text: string): string {
  return text
    .split(SET_APART)
    .map((part) => (SET_APART.test(part) ? part : part.replaceAll(STEERING, '\uFFFD')))
    .join('');
}

/** JSON in which nothing steers a terminal either; it says the same. */
export function escapedInJson(json: string): string {
  return json.replaceAll(STEERING, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
