import stringWidth from 'string-width';
import type { Style } from './style.js';

/** Columns of text, as wide as their widest cell on a terminal; numbers stand on the right. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[], style: Style): string {
  const widths = heads.map((head, index) =>
    Math.max(...[head, ...rows.map((row) => row[index] ?? '')].map((cell) => stringWidth(cell))),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => fit(cell, widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  return `${style.strong(line(heads))}\n${rows.map((row) => `${line(row)}\n`).join('')}`;
}

function fit(cell: string, width: number): string {
  const room = ' '.repeat(Math.max(0, width - stringWidth(cell)));
  return /^\d+$/u.test(cell) ? `${room}${cell}` : `${cell}${room}`;
}
