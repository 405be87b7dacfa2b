/**
 * What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), and any apostrophes before it.
 * The full-width signs are there because spreadsheets of East Asia read them as the others.
 */
const FORMULA_START = /^'*[=+\-@\t\r\n＝＋－＠]/u;
const MARKED = /^'+[=+\-@\t\r\n＝＋－＠]/u;

/** A cell that no spreadsheet takes for a formula: an apostrophe is put before what could be one. `restoreCell` takes it away. */
export function neutraliseCell(cell: string): string {
  return FORMULA_START.test(cell) ? `'${cell}` : cell;
}

/** A cell as it was before `neutraliseCell`. For lists that nominate wrote only: in any other the apostrophe is the organiser's. */
export function restoreCell(cell: string): string {
  return MARKED.test(cell) ? cell.slice(1) : cell;
}
