import { isTitle } from '../person/name-tables.js';
import { warningAt, type Problem } from '../../problem.js';
import type { ListRecord } from '../list-record.js';
import { quoteCell } from '../quote-cell.js';
import { placeInList, type ListHead } from '../recipient.js';
import { isCommonFirstName } from '../person/given-names.js';
import { plainWords } from '../person/plain-words.js';

/** Watches for people's names in the column of CLPs, and CLPs in that of names. */
export interface ExchangedColumns {
  see(record: ListRecord): void;
  /** One warning for the list, at the first of the rows. */
  problems(): readonly Problem[];
}

/** Every row of a list that people keep, and enough of a longer one: to take all names apart would cost a third of reading it. */
const ROWS_SEEN = 1000;

/** Words of a constituency's name, or of its party's. */
const WORDS_OF_CLPS: ReadonlySet<string> = new Set(
  (
    'and the of upon under on with north south east west central mid inner outer greater northern southern eastern western ' +
    'city cities valley vale bay bridge town clp cllp labour party constituency y sir bro cwm gogledd dwyrain gorllewin canol'
  ).split(' '),
);
const LONGEST_NAME = 5;
const LINES_SHOWN = 3;

function hasClpWord(words: readonly string[]): boolean {
  return words.some((word) => WORDS_OF_CLPS.has(word));
}

/** "Siân Prŷs", "Cllr T Harris", "Harris, Tom": two words or more, of which one is a title or a given name and none a CLP's. */
function isPerson(text: string, words: readonly string[]): boolean {
  if (words.length < 2 || words.length > LONGEST_NAME || hasClpWord(words)) return false;
  const first = (text.includes(',') ? words.at(-1) : words[0]) ?? '';
  return isTitle(words[0] ?? '') || isCommonFirstName(first);
}

/** "Derby South", which can be no part of a person's name: a CLP's word beside another one. */
function isClp(words: readonly string[]): boolean {
  return words.length > 1 && hasClpWord(words);
}

interface Exchanged {
  readonly line: number;
  readonly clp: string;
  readonly name: string;
  readonly isSure: boolean;
}

/** Starts watching one list. */
export function createExchangedColumns(head: ListHead): ExchangedColumns {
  const clpNumber = head.columns.find(({ name }) => name === 'clp')?.number ?? null;
  const numbersOf = (...wanted: readonly string[]): readonly number[] =>
    wanted.flatMap((field) => head.columns.find(({ name }) => name === field)?.number ?? []);
  const nameNumbers = numbersOf('name', 'first_name', 'last_name');
  const partNumbers = numbersOf('first_name', 'last_name');
  const isWatching = clpNumber !== null && nameNumbers.length > 0;
  let [rows, inPlace] = [0, 0];
  const people: Exchanged[] = [];
  /** A CLP where a part of a name should be leaves one word for the CLP's cell, in which no person shows. */
  const parts: Exchanged[] = [];
  let clpsInPlace = 0;

  function warning(found: readonly Exchanged[], whole: boolean): readonly Problem[] {
    const [first] = found;
    if (first === undefined) return [];
    const lines = found.slice(0, LINES_SHOWN).map(({ line }) => line);
    const more = found.length > lines.length ? ` and ${found.length - lines.length} more` : '';
    const where = whole ? '' : ` in ${found.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}${more}`;
    const message = `The CLP and the name seem to have changed places${where}: ${quoteCell(first.clp)} stands for a CLP, and ${quoteCell(first.name)} for a name.`;
    const hint = whole
      ? 'Look whether each of the two headers stands above its own column, and exchange them if not.'
      : 'Exchange the two cells in the spreadsheet, where that is so.';
    return [warningAt(placeInList(head, first.line, 'clp'), 'exchanged-columns', message, hint)];
  }

  return {
    see({ line, cells }) {
      if (!isWatching || rows === ROWS_SEEN) return;
      rows += 1;
      const clp = cells[clpNumber - 1] ?? '';
      const name = nameNumbers.map((number) => cells[number - 1] ?? '').join(' ');
      const [clpWords, words] = [plainWords(clp), plainWords(name)];
      const [clpIsPerson, nameIsPerson] = [isPerson(clp, clpWords), isPerson(name, words)];
      if (nameIsPerson && !clpIsPerson) inPlace += 1;
      if (clpIsPerson && !nameIsPerson && words.length > 0)
        people.push({ line, clp, name: name.trim(), isSure: hasClpWord(words) });
      if (hasClpWord(clpWords)) clpsInPlace += 1;
      const part = partNumbers.map((number) => cells[number - 1] ?? '').find((cell) => isClp(plainWords(cell)));
      if (part !== undefined && !hasClpWord(clpWords)) parts.push({ line, clp, name: part, isSure: false });
    },
    problems() {
      const sure = people.filter(({ isSure }) => isSure);
      const isWhole = people.length >= rows / 3 && people.length > 10 * inPlace;
      if (isWhole && (sure.length > 0 || people.length > 2)) return warning(people, true);
      // Not of single rows: "Smith and Jones" may share an office.
      if (parts.length > 2 && parts.length >= rows / 3 && parts.length > 3 * clpsInPlace) return warning(parts, true);
      return warning(sure, false);
    },
  };
}
