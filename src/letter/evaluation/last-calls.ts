import type { Fact } from '../../campaign.js';
import type { Setting } from '../template/handlebars-helpers.js';
import type { CallExpression } from '../template/template-tree.js';

/** An argument of a helper, and the column of the list that it came from. */
interface Argument {
  readonly value: Fact;
  readonly column: string | null;
}

interface LastCall<Result> {
  readonly given: readonly Argument[];
  readonly language: string;
  readonly today: string;
  readonly result: Result;
}

/**
 * What the helpers of templates made of their arguments in the last letter. Most arguments are the campaign's: a helper that is
 * given the same again need not run, and dates, numbers and lists in words took a third of a merge.
 */
export function createLastCalls<Result>(): {
  /** Null where the call was another one, or there was none. */
  readonly find: (call: CallExpression, given: readonly Argument[], setting: Setting) => Result | null;
  readonly keep: (call: CallExpression, given: readonly Argument[], setting: Setting, result: Result) => void;
} {
  const lastCalls = new WeakMap<CallExpression, LastCall<Result>>();
  return {
    find: (call, given, setting) => {
      const last = lastCalls.get(call);
      if (last?.language !== setting.language || last.today !== setting.today) return null;
      const isSame = given.every(
        ({ value, column }, index) => value === last.given[index]?.value && column === last.given[index].column,
      );
      return isSame ? last.result : null;
    },
    keep: (call, given, { language, today }, result) => {
      lastCalls.set(call, { given, language, today, result });
    },
  };
}
