import type { Parent, PhrasingContent } from 'mdast';
import type { Extension as TreeExtension } from 'mdast-util-from-markdown';
import { markdownLineEnding } from 'micromark-util-character';
import { codes } from 'micromark-util-symbol';
import type { Code, Effects, Extension, State, Token, TokenizeContext } from 'micromark-util-types';
import { isLanguage } from '../../words/language-tag.js';
import { slotCharacters } from '../template/outline.js';
import type { Refusal } from './unshowable.js';

/** `[Cymru am byth]{lang=cy}`: text in another language than what stands around it (a bracketed span, as in Pandoc). */
export interface Phrase extends Parent {
  type: 'phrase';
  /** What stands between the braces. */
  attributes: string;
  children: PhrasingContent[];
}

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    phrase: 'phrase';
    phraseMarker: 'phraseMarker';
    phraseText: 'phraseText';
    phraseAttributes: 'phraseAttributes';
  }
}

declare module 'mdast' {
  interface PhrasingContentMap {
    phrase: Phrase;
  }
  interface RootContentMap {
    phrase: Phrase;
  }
}

function tokenize(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  /** Brackets within the text that are still open. */
  let open = 0;
  /** The text is one, though the tokenizer has it line by line. */
  let previous: Token | undefined;

  function start(code: Code): State | undefined {
    effects.enter('phrase');
    effects.enter('phraseMarker');
    effects.consume(code);
    effects.exit('phraseMarker');
    return begin;
  }
  function begin(code: Code): State | undefined {
    if (code === codes.rightSquareBracket) return close(code);
    effects.enter('phraseText');
    return line(code);
  }
  function line(code: Code): State | undefined {
    const token = effects.enter('chunkText', { contentType: 'text', previous });
    if (previous !== undefined) previous.next = token;
    previous = token;
    return inside(code);
  }
  function inside(code: Code): State | undefined {
    if (code === codes.eof) return nok(code);
    if (code === codes.rightSquareBracket && open === 0) {
      effects.exit('chunkText');
      effects.exit('phraseText');
      return close(code);
    }
    if (code === codes.leftSquareBracket) open += 1;
    if (code === codes.rightSquareBracket) open -= 1;
    effects.consume(code);
    if (markdownLineEnding(code)) {
      effects.exit('chunkText');
      return line;
    }
    return code === codes.backslash ? escaped : inside;
  }
  function escaped(code: Code): State | undefined {
    if (code !== codes.leftSquareBracket && code !== codes.rightSquareBracket && code !== codes.backslash)
      return inside(code);
    effects.consume(code);
    return inside;
  }
  function close(code: Code): State | undefined {
    effects.enter('phraseMarker');
    effects.consume(code);
    return brace;
  }
  function brace(code: Code): State | undefined {
    if (code !== codes.leftCurlyBrace) return nok(code);
    effects.consume(code);
    effects.exit('phraseMarker');
    return attributes;
  }
  function attributes(code: Code): State | undefined {
    if (code === codes.rightCurlyBrace) return end(code);
    effects.enter('phraseAttributes');
    return attribute(code);
  }
  function attribute(code: Code): State | undefined {
    if (code === codes.eof || markdownLineEnding(code)) return nok(code);
    if (code === codes.rightCurlyBrace) {
      effects.exit('phraseAttributes');
      return end(code);
    }
    effects.consume(code);
    return attribute;
  }
  function end(code: Code): State | undefined {
    effects.enter('phraseMarker');
    effects.consume(code);
    effects.exit('phraseMarker');
    effects.exit('phrase');
    return ok;
  }
  return start;
}

/** The syntax, for micromark. */
export const phraseSyntax: Extension = { text: { [codes.leftSquareBracket]: { name: 'phrase', tokenize } } };

/** Its place in the tree, for mdast-util-from-markdown. */
export const phraseTree: TreeExtension = {
  canContainEols: ['phrase'],
  enter: {
    phrase(token) {
      this.enter({ type: 'phrase', attributes: '', children: [] }, token);
    },
  },
  exit: {
    phraseAttributes(token) {
      const node = this.stack.at(-1);
      if (node?.type === 'phrase') node.attributes = this.sliceSerialize(token);
    },
    phrase(token) {
      this.exit(token);
    },
  },
};

const EXAMPLE = '[Cymru am byth]{lang=cy}';

/** The language (BCP 47) of a phrase, or why a letter cannot show it. */
export function languageOf({ attributes, children }: Phrase): string | Refusal {
  const [, quoted, bare] = /^\s*:?lang=(?:"([^"]*)"|([^\s"]+))\s*$/u.exec(attributes) ?? [];
  const language = quoted ?? bare;
  if (language === undefined)
    return {
      code: 'unknown-attribute',
      message: `"{${attributes.replace(slotCharacters, '{{…}}')}}" is nothing that can be said of a phrase.`,
      hint: `Only its language can: ${EXAMPLE}. For the sign { itself, write \\{.`,
    };
  if (!isLanguage(language))
    return {
      code: 'unknown-language',
      message: `"${language.replace(slotCharacters, '{{…}}')}" is not a language tag.`,
      hint: `Write it like cy, gd or fr-CA: ${EXAMPLE}.`,
    };
  if (children.length === 0)
    return {
      code: 'empty-phrase',
      message: 'No words stand in the brackets before this language.',
      hint: `Write the words between them: ${EXAMPLE}.`,
    };
  return Intl.getCanonicalLocales(language)[0] ?? language;
}

/** A language that belongs to no phrase, for want of brackets or because of a space before it. */
export const STRAY_LANGUAGE = /\{\s*:?lang\s*=/u;

export const strayLanguage: Refusal = {
  code: 'stray-language',
  message: 'This language belongs to no phrase.',
  hint: `Put the words into brackets, with nothing between them and the {: ${EXAMPLE}.`,
};
