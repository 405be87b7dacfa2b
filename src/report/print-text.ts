import type { Labels } from '../sending/output/print-run.js';
import { counted } from './lines/problem-text.js';
import type { Style } from './lines/style.js';

/** What was written, and how to print it. */
export function printRunText(letters: number, pages: number, file: string, style: Style): string {
  return [
    `${style.success('Wrote')} ${counted(letters, 'letter')} on ${counted(pages, 'page')} into ${file}, a list of them first.\n`,
    'Print it on both sides of A4, turned over the long edge, at actual size; then fold each letter at its two marks.\n',
  ].join('');
}

/** The same of the labels. */
export function labelsText(letters: number, { sheet, from }: Labels, file: string, style: Style): string {
  const { name, columns, rows } = sheet;
  const sheets = Math.ceil((from - 1 + letters) / (columns * rows));
  const first = from === 1 ? '' : `, from label ${from} of the first`;
  return `${style.success('Wrote')} ${counted(letters, 'label')} on ${counted(sheets, 'sheet')} of ${name}${first}, into ${file}. Print it at actual size.\n`;
}
