import { isScalar, visit, type Document, type Scalar } from 'yaml';
import type { z } from 'zod';

/**
 * What was typed in YAML as a text, where YAML makes a number of it that is written otherwise:
 * a telephone number loses its first 0, 12.50 its last, 1e5 becomes 100000.
 */
export interface AsTyped {
  /** Gives each value the kind that the schema asks for; whether that has changed anything. */
  readonly settle: (issues: readonly z.core.$ZodIssue[]) => boolean;
}

/**
 * Reads numbers as they were typed, where they would be printed otherwise.
 * @param groups the top-level keys below which values are printed in letters
 */
export function readAsTyped(document: Document, groups: readonly string[]): AsTyped {
  const numbers = new Map<Scalar, number>();
  for (const group of groups) {
    const node: unknown = document.get(group, true);
    if (!isScalar(node) && typeof node === 'object' && node !== null) visit(document, { Scalar: keep(node) });
  }

  function keep(within: object) {
    return (key: unknown, scalar: Scalar, path: readonly unknown[]): void => {
      const { value, source } = scalar;
      if (key === 'key' || typeof value !== 'number' || source === undefined || !path.includes(within)) return;
      if (String(value) === source) return;
      numbers.set(scalar, value);
      scalar.value = source;
    };
  }

  function settled({ code, path, ...issue }: z.core.$ZodIssue): boolean {
    if (code !== 'invalid_type' || !('expected' in issue)) return false;
    const node: unknown = document.getIn(path, true);
    if (!isScalar(node) || node.source === undefined) return false;
    const number = numbers.get(node);
    const isNumber = issue.expected === 'number' || issue.expected === 'int';
    if (isNumber && number !== undefined) node.value = number;
    else if (issue.expected === 'string' && typeof node.value !== 'string' && node.value !== null)
      node.value = node.source;
    else return false;
    return true;
  }

  return { settle: (issues) => issues.filter(settled).length > 0 };
}
