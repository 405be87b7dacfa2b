import { CONJUNCTIONS, isTitle, isTitleAlone, isUnspoken } from './name-tables.js';

/** What a row says of a person's name, "" where it says nothing. */
export interface NameColumns {
  readonly salutation: string;
  readonly first: string;
  readonly name: string;
  readonly last: string;
  /** As it is spoken, without full stops. */
  readonly title: string;
}

/**
 * The cells of a row's name. A title in the column of salutations, as Salesforce calls titles, or in
 * that of first names, is the title.
 */
export function nameColumnsOf(columns: Readonly<Record<string, string>>): NameColumns {
  const { salutation = '', first_name: first = '', name = '', last_name: last = '', title = '' } = columns;
  if (title === '' && !isTitles(salutation) && !isTitles(first)) return { salutation, first, name, last, title };
  const typed = [title, salutation, first].find(isTitles) ?? '';
  return {
    salutation: isTitles(salutation) ? '' : salutation,
    first: isTitles(first) ? '' : first,
    name,
    last,
    title: spokenTitle(typed),
  };
}

/** "Mr", "Mr & Mrs", "The Rt Hon"; but not "Comrade", by which one may be greeted. */
function isTitles(cell: string): boolean {
  if (cell === '') return false;
  const words = wordsOf(cell);
  return words.some(isTitle) && words.every(isTitlesWord) && !words.some(isTitleAlone);
}

/** "Cllr (Dr)" is spoken as Cllr. */
function wordsOf(cell: string): readonly string[] {
  return cell.replace(/\s*\(.*\)/u, '').split(/\s+/u);
}

function isTitlesWord(word: string): boolean {
  return isTitle(word) || isUnspoken(word) || CONJUNCTIONS.has(word.toLowerCase());
}

function spokenTitle(typed: string): string {
  const words = wordsOf(typed).map((word) => word.replaceAll('.', ''));
  return words.filter((word) => !isUnspoken(word)).join(' ');
}
