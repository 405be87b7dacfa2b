import type { Problem } from '../problem.js';

/** As many as a sheet can have (Excel's specification). */
const COLUMNS = 16_384;
const LINES = 1_048_576;
const LETTERS = 26;
const A = 65;

/** A column as spreadsheets call it: 2 is "B". Counts from 1. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / LETTERS))
    letters = String.fromCharCode(A + ((rest - 1) % LETTERS)) + letters;
  return letters;
}

/** A cell as spreadsheets call it: line 41, column 2 is "B41". Both count from 1. */
export function cellName(line: number, column: number): string {
  return `${columnLetters(column)}${line}`;
}

/** The line of a row's number. @throws where there can be no such row. */
export function lineOf(number: string): number {
  const line = Number(number);
  if (!/^\d+$/u.test(number) || line < 1 || line > LINES) throw new RangeError(`no row has the number ${number}`);
  return line;
}

/**
 * The column of a cell's name, from 1: "AB41" is 28. @throws where there can be no such cell in
 * that line.
 */
export function columnOf(name: string, line: number): number {
  const [, letters = '', number = ''] = /^([A-Z]{1,3})(\d+)$/u.exec(name.toUpperCase()) ?? [];
  let column = 0;
  for (const letter of letters) column = column * LETTERS + letter.charCodeAt(0) - A + 1;
  if (column < 1 || column > COLUMNS || Number(number) !== line)
    throw new RangeError(`no cell of row ${line} is called ${name}`);
  return column;
}

/** A problem of a workbook, whose cell has a name. */
export function withCellName(problem: Problem): Problem {
  const { line, column } = problem;
  return line === null || column === null ? problem : { ...problem, cell: cellName(line, column) };
}
