import type { EmailAddress } from '../email-address.js';
import type { Place } from '../problem.js';
import type { Delimiter } from './csv/delimiter.js';
import type { Greeting } from './person/greeting.js';
import { cellName } from './cell-name.js';

/** One row of the list that passed validation. */
export interface Recipient {
  /** The physical line on which the row begins, 1-based. */
  readonly line: number;
  readonly clp: string;
  /** Every CLP that the letter to this recipient stands for, its own first; left out where that is the only one. */
  readonly clps?: readonly string[];
  /** The secretary's name as it may be shown: the `name` column, else first and last name; "" where the list has none. */
  readonly name: string;
  readonly greeting: Greeting;
  /** Null for somebody who gets paper. */
  readonly email: EmailAddress | null;
  /** Address lines for an envelope, top to bottom, without the name; empty where the row has no postal address. */
  readonly postalAddress: readonly string[];
  /** BCP 47, or null for the campaign's default. */
  readonly language: string | null;
  /** Every column of the row under its folded name, "" where the cell is empty. No prototype. */
  readonly columns: Readonly<Record<string, string>>;
}

/** One column of the list. */
export interface ListColumn {
  /** The folded name that templates use. */
  readonly name: string;
  /** As the list spells it. */
  readonly header: string;
  /** 1-based, from the left. */
  readonly number: number;
}

/** Which sheet of a workbook is the list. */
export interface SheetChoice {
  readonly name: string;
  /** How many sheets the workbook has. */
  readonly of: number;
}

/** What the head of a list told. */
export interface ListHead {
  readonly file: string;
  readonly columns: readonly ListColumn[];
  /** "UTF-8", "UTF-8 with BOM", "UTF-16LE", "Windows-1252" … */
  readonly encoding: string;
  readonly delimiter: Delimiter;
  /** The sheet of a workbook; a text has none. */
  readonly sheet?: SheetChoice;
}

/** The place of a column's cell in a row; of the whole line where the list has no such column. */
export function placeInList(head: ListHead, line: number, column: string): Place {
  const found = head.columns.find((candidate) => candidate.name === column);
  const place = { file: head.file, line, column: found?.number ?? null };
  return head.sheet === undefined || found === undefined ? place : { ...place, cell: cellName(line, found.number) };
}
