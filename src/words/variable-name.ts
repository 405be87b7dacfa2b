/**
 * A header or another label as the name of a variable: "Branch chair" is branch_chair. Accents stay,
 * unlike in the name of a list's column.
 */
export function asVariable(label: string): string {
  return label
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_');
}
