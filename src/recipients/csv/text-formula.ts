import type { Delimiter } from './delimiter.js';

/**
 * A formula that is only a text: member systems write ="00123", so that a spreadsheet keeps the
 * zeros.
 */
const TEXT_FORMULA = /^="((?:[^"]|"")*)"$/u;

/** A cell as a spreadsheet shows it, where it is such a formula; any other as it is. */
export function textOfFormula(cell: string): string {
  if (!cell.startsWith('="')) return cell;
  return TEXT_FORMULA.exec(cell)?.[1]?.replaceAll('""', '"') ?? cell;
}

function beside(delimiter: Delimiter): string {
  return delimiter === '|' ? String.raw`\|` : delimiter;
}

/**
 * A record in which such formulas stand without quotation marks around them, which RFC 4180 does
 * not allow (2.5), with the bare text in their place. Only for a record that cannot be read as it
 * is: inside a quoted cell the same signs may mean themselves.
 */
export function withoutTextFormulas(record: string, delimiter: Delimiter): string {
  const between = beside(delimiter);
  return record.replaceAll(new RegExp(`(^|${between})=("(?:[^"]|"")*")(?=${between}|$)`, 'gu'), '$1$2');
}
