import { BLOT, WORD, type LiteralText } from './literal-text.js';

/** Something of a paragraph that will not look as its author meant it. */
export interface Stray {
  readonly code: 'stray-markup' | 'joined-lines';
  /** Counted from the paragraph's first character. */
  readonly offset: number;
  readonly message: string;
  readonly hint: string;
}

/** A form of markup that Markdown did not take, looked for in what is printed as it was typed. */
interface StrayForm {
  readonly form: RegExp;
  readonly message: (found: string) => string;
  /** What to write. `words` and `other` are the groups of the form that took part. */
  readonly hint: (words: string, other: string) => string;
}

function printed(found: string): string {
  return `“${found}” is no markup to Markdown, and the letter would print it as it stands.`;
}

function noLink(found: string): string {
  return `“${found}” is no link, neither in the e-mail nor in the PDF.`;
}

function pattern(source: string): RegExp {
  return new RegExp(source, 'gmu');
}

const ADDRESS = String.raw`(?:https?:\/\/|www\.|mailto:|\p{Co})`;

/** In the order in which they are looked for: what one has found, no later one finds again. */
const FORMS: readonly StrayForm[] = [
  // ** strong **, __strong __
  {
    form: pattern(String.raw`(?<!\*)\*\*(?:[ \t]+([^*\n]*[^*\s])[ \t]*|([^*\s][^*\n]*)[ \t]+)\*\*(?!\*)`),
    message: printed,
    hint: (words) => `Write it without the spaces inside: **${words}**.`,
  },
  {
    form: pattern(String.raw`(?<!_)__(?:[ \t]+([^_\n]*[^_\s])[ \t]*|([^_\s][^_\n]*)[ \t]+)__(?!_)`),
    message: printed,
    hint: (words) => `Write it without the spaces inside: **${words}**.`,
  },
  // **Note:**Please (CommonMark 0.31 §6.2: between a sign and a letter it does not close)
  {
    form: pattern(String.raw`(\*\*[^*\n]+\p{P}\*\*)(?=${WORD})`),
    message: printed,
    hint: (words) => `Put a space after it: ${words} …`,
  },
  {
    form: pattern(String.raw`(?<=${WORD})(\*\*\p{P}[^*\n]*\*\*)`),
    message: printed,
    hint: (words) => `Put a space before it: … ${words}`,
  },
  // The signs of one side only
  {
    form: pattern(String.raw`(?<!\*|${WORD})\*\*(?!\*)|(?<!\*)\*\*(?!\*|${WORD})`),
    message: printed,
    hint: () =>
      'Write **strong** with the signs on both sides of the words, and no space between; for the sign itself, \\*.',
  },
  {
    form: pattern(String.raw`(?<!_|${WORD})__(?!_)|(?<!_)__(?!_|${WORD})`),
    message: printed,
    hint: () =>
      'Write **strong** with the signs on both sides of the words, and no space between; for the sign itself, \\_.',
  },
  // *word *, _ word _
  {
    form: pattern(String.raw`(?<![*\p{L}\p{N}\p{Co}])\*(?=\p{L}|\p{Co})([^*\n]*\S)[ \t]+\*(?![*\p{N}])`),
    message: printed,
    hint: (words) => `Write it without the spaces inside: *${words}*.`,
  },
  {
    form: pattern(String.raw`(?<!\S)_(?:[ \t]+([^_\n]*[^_\s])[ \t]*|([^_\s][^_\n]*)[ \t]+)_(?!\S)`),
    message: printed,
    hint: (words) => `Write it without the spaces inside: *${words}*.`,
  },
  // [text] (address), (text)[address], [text](address with spaces), [text](address, [text][1]
  {
    form: pattern(String.raw`\[([^\]\n]+)\][ \t]+\(([^()\s]*?${ADDRESS}[^()\n]*)\)`),
    message: printed,
    hint: (words, target) => `Write a link without the space: [${words}](${target}).`,
  },
  {
    form: pattern(String.raw`\(([^()\n]+)\)[ \t]*\[(${ADDRESS}[^\]\n]*)\]`),
    message: printed,
    hint: (words, target) => `Write a link the other way round: [${words}](${target}).`,
  },
  {
    form: pattern(String.raw`\[([^\]\n]+)\]\((${ADDRESS}[^()\n]*)(?:\)|$)`),
    message: printed,
    hint: (words) => `Write a link like [${words}](https://example.org): no spaces in the address, and ) after it.`,
  },
  {
    form: pattern(String.raw`\[([^\]\n^]+)\]\[([^\]\n]*)\](?!\])`),
    message: printed,
    hint: (words) => `Write the address itself beside the words: [${words}](https://example.org).`,
  },
  // [^1]
  {
    form: pattern(String.raw`\[\^[^\]\s]+\]:?`),
    message: printed,
    hint: () => 'A letter has no footnotes: say it where it belongs, perhaps in (brackets).',
  },
  // ~~x~~, ==x==, ++x++
  {
    form: pattern(String.raw`~~(?=\S)[^~\n]+~~`),
    message: printed,
    hint: () => 'A letter strikes nothing out: take the words out.',
  },
  {
    form: pattern(String.raw`(?<![=+])(==|\+\+)(?=[^\s=+])[^=+\n]*[^\s=+]\1(?![=+])`),
    message: printed,
    hint: () => 'Write **strong** or *emphasis*.',
  },
  // - [ ] x
  {
    form: pattern(String.raw`^[ \t]*\[[ xX]\](?=[ \t])`),
    message: printed,
    hint: () => 'A letter has no boxes to tick: leave the brackets out.',
  },
  // [b]x[/b], of forums
  {
    form: pattern(String.raw`\[\/?(?:b|i|u|s|url|img|list|quote|size|color|colour)(?:=[^\]\n]*)?\](?!\()`),
    message: printed,
    hint: () => 'Write **strong**, *emphasis* or [a link](https://example.org).',
  },
  // x^2, 21^st
  {
    form: pattern(String.raw`(?<=[\p{L}\p{N}\p{Co}).,])\^(-?[\p{L}\p{N}]+)`),
    message: printed,
    hint: (words) => `Write a second ^ after what is raised: ^${words}^.`,
  },
  // Typed for the end of a line
  {
    form: pattern(String.raw`\\[nrt](?![\p{Ll}])`),
    message: printed,
    hint: () => 'Begin a new line instead; an empty line begins a new paragraph.',
  },
  // http:// www.example.org
  {
    form: pattern(String.raw`https?:\/\/(?=\s|$)`),
    message: printed,
    hint: () => 'Write an address without spaces: <https://example.org>.',
  },
  {
    form: pattern(String.raw`(?<![\p{L}\p{N}@/.])(?:<(www\.[^\s<>]+)>|(www\.[\p{L}\p{N}-]+\.[^\s<>]*[\p{L}\p{N}/]))`),
    message: noLink,
    hint: (words) => `Write [${words}](https://${words}).`,
  },
  {
    form: pattern(String.raw`(?<![\p{L}\p{N}<])(https?:\/\/[^\s<>]*[^\s<>.,;:!?)'"’”])`),
    message: noLink,
    hint: (words) => `Write <${words}>, or [some words](${words}).`,
  },
  // #Heading; a #hashtag begins a sentence or is all capitals and words run together
  {
    form: pattern(String.raw`^(#{2,6})(?=[^#\s])|^(#)(?=\p{L}\p{Ll}+(?: [^.!?\n]*[^.!?\n#])?$)`),
    message: (found) => `“${found}” without a space after it makes no heading, and the letter would print it.`,
    hint: (signs) => `Put a space after it: ${signs} Heading.`,
  },
  // *x, 1)x, 1.x
  {
    form: pattern(String.raw`^(\*)(?=\p{L})`),
    message: (found) => `“${found}” without a space after it makes no item of a list, and the letter would print it.`,
    hint: (sign) =>
      `For a list, put a space after it: ${sign} …; for emphasis, close it: *words*; for the sign itself, \\*.`,
  },
  {
    form: pattern(String.raw`^(\d{1,3}[.)])(?=\p{L})`),
    message: (found) => `“${found}” without a space after it makes no item of a list, and the letter would print it.`,
    hint: (sign) => `Put a space after it: ${sign} …`,
  },
];

/** Every form has one of these. Most paragraphs have none, and the forms take long to compile. */
const SIGNS = /[*_[^~=+\\#]|https?:|www\.|\d[.)]/u;

/**
 * What Markdown left of its own signs, and of signs that other systems take for markup. Each
 * character is told of once.
 */
export function straySigns({ text }: LiteralText): readonly Stray[] {
  if (!SIGNS.test(text)) return [];
  let left = text;
  return FORMS.flatMap(({ form, message, hint }) =>
    [...left.matchAll(form)].map((match) => {
      const [found] = match;
      const groups: readonly (string | undefined)[] = match.slice(1);
      const [words = '', other = ''] = groups.filter((group) => group !== undefined);
      left = left.slice(0, match.index) + BLOT.repeat(found.length) + left.slice(match.index + found.length);
      return {
        code: 'stray-markup' as const,
        offset: match.index,
        message: message(shown(found)),
        hint: hint(shown(words), shown(other)),
      };
    }),
  );
}

/** As the template has it, where values stand in it, and links. */
export function shown(typed: string): string {
  return typed
    .replace(/\p{Co}/gu, '{{…}}')
    .replaceAll(/\uFFFC+/gu, '…')
    .trim();
}
