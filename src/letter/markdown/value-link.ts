import type { Extension as TreeExtension } from 'mdast-util-from-markdown';
import { codes } from 'micromark-util-symbol';
import type { Code, Effects, Extension, State } from 'micromark-util-types';
import { slotIndex } from '../template/outline.js';

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    valueLink: 'valueLink';
  }
}

function tokenize(effects: Effects, ok: State, nok: State): State {
  function start(code: Code): State | undefined {
    effects.enter('valueLink');
    effects.consume(code);
    return value;
  }
  function value(code: Code): State | undefined {
    if (code === null || slotIndex(String.fromCharCode(code)) === null) return nok(code);
    effects.consume(code);
    return end;
  }
  function end(code: Code): State | undefined {
    if (code !== codes.greaterThan) return nok(code);
    effects.consume(code);
    effects.exit('valueLink');
    return ok;
  }
  return start;
}

/**
 * The syntax of `<{{candidate.website}}>`, for micromark: an autolink (CommonMark §6.5) whose address is a value. The
 * parser sees the value's mark, which is no address.
 */
export const valueLinkSyntax: Extension = { text: { [codes.lessThan]: { name: 'valueLink', tokenize } } };

/** Its place in the tree, for mdast-util-from-markdown: a link like any other. */
export const valueLinkTree: TreeExtension = {
  enter: {
    valueLink(token) {
      const mark = this.sliceSerialize(token).slice(1, -1);
      this.enter({ type: 'link', url: mark, title: null, children: [] }, token);
      this.enter({ type: 'text', value: mark }, token);
      this.exit(token);
    },
  },
  exit: {
    valueLink(token) {
      this.exit(token);
    },
  },
};
