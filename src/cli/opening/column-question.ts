import { addColumn, isReplaceable } from '../../io/files/campaign-file.js';
import type { ColumnMapping, Field } from '../../words/field-names.js';
import { isAddressColumn } from '../../recipients/columns/fields.js';
import { quoteCell } from '../../recipients/quote-cell.js';
import type { ListColumn, ListHead } from '../../recipients/recipient.js';
import type { OpenList } from './open-list.js';
import type { Session } from './session.js';
import type { Terminal } from '../reporting/terminal.js';

interface Question {
  readonly field: Field;
  readonly about: string;
}

/** What a list cannot do without, and how it is asked for. */
const QUESTIONS: readonly (Question & { readonly isAnswered: (names: readonly string[]) => boolean })[] = [
  { field: 'clp', about: 'the constituency parties (CLPs)', isAnswered: (names) => names.includes('clp') },
  {
    field: 'email',
    about: 'the e-mail addresses',
    isAnswered: (names) => names.some((name) => name === 'email' || isAddressColumn(name)),
  },
];

/** Headers are whole questions, in lists of web forms. Characters. */
const PADDED = 30;

interface Beginning {
  readonly head: ListHead;
  /** The cells of the first row. */
  readonly first: readonly string[];
}

async function beginningOf({ read }: OpenList, columns: ColumnMapping): Promise<Beginning | null> {
  let head: ListHead | null = null;
  for await (const events of read(columns)) {
    for (const event of events) {
      if (event.kind === 'head') ({ head } = event);
      else if (head !== null) return { head, first: event.kind === 'row' ? event.cells : [] };
    }
  }
  return null;
}

/** The column that an answer names, by its number or its header. */
function columnNamed(answer: string, columns: readonly ListColumn[]): ListColumn | undefined {
  return columns[Number(answer) - 1] ?? columns.find(({ header }) => header === answer);
}

/** The header of the column that somebody chose; "" to go on without, null where the question was broken off. */
async function askFor({ about }: Question, { head, first }: Beginning, terminal: Terminal): Promise<string | null> {
  const { file, columns } = head;
  const longest = Math.max(...columns.map(({ header }) => header.length));
  terminal.err(`${file} does not say which column holds ${about}.\n`);
  for (const [index, { header, number }] of columns.entries()) {
    const sample = first[number - 1]?.trim() ?? '';
    const shown = sample === '' ? header : `${header.padEnd(Math.min(longest, PADDED))}  ${quoteCell(sample)}`;
    terminal.err(`${String(index + 1).padStart(3)}  ${shown}\n`);
  }
  for (;;) {
    const answer = (await terminal.ask('Which one is it? Type its number, or press Enter to go on without: '))?.trim();
    if (answer === undefined) return null;
    if (answer === '') return '';
    const chosen = columnNamed(answer, columns);
    if (chosen !== undefined) return chosen.header;
    terminal.err(`There is no column ${quoteCell(answer)}.\n`);
  }
}

/**
 * Asks, at a terminal, which columns hold what a list cannot do without, and offers to write the answers into campaign.yaml.
 * Elsewhere, and where somebody goes on without, the session stays as it is, and its list tells what is missing. Null where a question was
 * broken off (Ctrl-C, Ctrl-D).
 */
export async function settleColumns(session: Session, terminal: Terminal): Promise<Session | null> {
  const { list, campaign } = session;
  if (list === null || !terminal.interactive) return session;
  let columns: ColumnMapping = campaign.columns;
  for (const question of QUESTIONS) {
    const beginning = await beginningOf(list, columns);
    if (beginning === null) break;
    const names = beginning.head.columns.map(({ name }) => name);
    if (question.isAnswered(names) || columns[question.field] !== undefined) continue;
    const header = await askFor(question, beginning, terminal);
    if (header === null) return null;
    if (header === '') continue;
    columns = { ...columns, [question.field]: header };
    if (!(await keepAnswer(session, question.field, header, terminal))) return null;
  }
  return { ...session, campaign: { ...campaign, columns } };
}

/** Offers to write an answer into campaign.yaml; false where the question was broken off. */
async function keepAnswer(
  { campaignFile, campaignPath }: Session,
  field: Field,
  header: string,
  terminal: Terminal,
): Promise<boolean> {
  if (!isReplaceable(campaignPath)) {
    const line = `${field}: ${JSON.stringify(header)}`;
    terminal.err(`${campaignFile} is a link, and nominate writes through none. So that it is not asked again, write\n`);
    terminal.err(`into what it leads to, below columns:  ${line}\n`);
    return true;
  }
  const answer = await terminal.ask(`Write this into ${campaignFile}, so that it is not asked again? (y/n): `);
  if (answer === null) return false;
  if (/^y(?:es)?$/iu.test(answer.trim())) await addColumn(campaignPath, field, header);
  return true;
}
