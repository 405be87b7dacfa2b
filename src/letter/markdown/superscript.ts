import type { Parent, Text } from 'mdast';
import type { Extension as TreeExtension } from 'mdast-util-from-markdown';
import { markdownLineEndingOrSpace } from 'micromark-util-character';
import { codes } from 'micromark-util-symbol';
import type { Code, Effects, Extension, State, TokenizeContext } from 'micromark-util-types';

/** `24^th^`: raised text, which holds no spaces and no other marks (as in Pandoc). */
interface Superscript extends Parent {
  type: 'superscript';
  children: Text[];
}

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    superscript: 'superscript';
    superscriptMarker: 'superscriptMarker';
    superscriptText: 'superscriptText';
  }
}

declare module 'mdast' {
  interface PhrasingContentMap {
    superscript: Superscript;
  }
  interface RootContentMap {
    superscript: Superscript;
  }
}

function tokenize(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  function open(code: Code): State | undefined {
    effects.enter('superscript');
    effects.enter('superscriptMarker');
    effects.consume(code);
    effects.exit('superscriptMarker');
    return begin;
  }
  function begin(code: Code): State | undefined {
    if (code === codes.caret || code === codes.eof || markdownLineEndingOrSpace(code)) return nok(code);
    effects.enter('superscriptText');
    effects.enter('chunkString', { contentType: 'string' });
    return inside(code);
  }
  function inside(code: Code): State | undefined {
    if (code === codes.eof || markdownLineEndingOrSpace(code)) return nok(code);
    if (code === codes.caret) {
      effects.exit('chunkString');
      effects.exit('superscriptText');
      effects.enter('superscriptMarker');
      effects.consume(code);
      effects.exit('superscriptMarker');
      effects.exit('superscript');
      return ok;
    }
    effects.consume(code);
    return code === codes.backslash ? escaped : inside;
  }
  function escaped(code: Code): State | undefined {
    if (code !== codes.caret && code !== codes.backslash) return inside(code);
    effects.consume(code);
    return inside;
  }
  return open;
}

/** The syntax, for micromark. */
export const superscriptSyntax: Extension = { text: { [codes.caret]: { name: 'superscript', tokenize } } };

/** Its place in the tree, for mdast-util-from-markdown. */
export const superscriptTree: TreeExtension = {
  enter: {
    superscript(token) {
      this.enter({ type: 'superscript', children: [] }, token);
    },
  },
  exit: {
    superscript(token) {
      this.exit(token);
    },
  },
};
