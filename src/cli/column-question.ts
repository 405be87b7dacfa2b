import { addColumn } from '../io/files/campaign-file.js';
import type { ColumnMapping, Field } from '../field-names.js';
import { isAddressColumn } from '../recipients/fields.js';
import type { ListHead } from '../recipients/recipient.js';
import type { OpenList } from './open-list.js';
import type { Session } from './session.js';
import type { Terminal } from './terminal.js';

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

async function headOf({ read }: OpenList, columns: ColumnMapping): Promise<ListHead | null> {
  for await (const [first] of read(columns)) {
    if (first !== undefined) return first.kind === 'head' ? first.head : null;
  }
  return null;
}

/** The header of the column that somebody chose by its number; null for anything else. */
async function askFor({ about }: Question, { file, columns }: ListHead, terminal: Terminal): Promise<string | null> {
  terminal.err(`${file} does not say which column holds ${about}.\n`);
  for (const [index, { header }] of columns.entries()) terminal.err(`  ${index + 1}  ${header}\n`);
  const answer = await terminal.ask(`Which one is it? Type its number, or press Enter to go on without: `);
  const number = Number(answer?.trim() ?? '');
  return Number.isInteger(number) ? (columns[number - 1]?.header ?? null) : null;
}

/**
 * Asks, at a terminal, which columns hold what a list cannot do without, and offers to write the answers into campaign.yaml.
 * Elsewhere, and where nobody answers, the session stays as it is, and its list tells what is missing.
 */
export async function settleColumns(session: Session, terminal: Terminal): Promise<Session> {
  const { list, campaign } = session;
  if (list === null || !terminal.interactive) return session;
  let columns: ColumnMapping = campaign.columns;
  for (const question of QUESTIONS) {
    const head = await headOf(list, columns);
    if (head === null) break;
    if (question.isAnswered(head.columns.map(({ name }) => name)) || columns[question.field] !== undefined) continue;
    const header = await askFor(question, head, terminal);
    if (header === null) continue;
    columns = { ...columns, [question.field]: header };
    const answer = await terminal.ask(`Write this into ${session.campaignFile}, so that it is not asked again? (y/n) `);
    if (/^y(?:es)?$/iu.test(answer?.trim() ?? '')) await addColumn(session.campaignPath, question.field, header);
  }
  return { ...session, campaign: { ...campaign, columns } };
}
