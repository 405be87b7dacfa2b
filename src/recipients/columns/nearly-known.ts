import type { Field } from '../../words/field-names.js';
import { isOneSlip } from '../../words/one-slip.js';
import { warningAt, type Place, type Problem } from '../../problem.js';
import { quoteCell } from '../quote-cell.js';
import type { ListColumn } from '../recipient.js';
import { isField, synonymsOf } from './fields.js';

/** Words of columns that people keep, a letter away from ones that mean a field. */
const OWN_WORDS: ReadonlySet<string> = new Set([
  'county',
  'counties',
  'station',
  'contract',
  'contracts',
  'named',
  'legion',
  'tile',
]);

/** Letters. In a shorter word, every slip makes another word. */
const [SHORT, COMPARED, JOINED] = [4, 5, 6] as const;

function digitsOf(text: string): string {
  return text.replaceAll(/\D/gu, '');
}

function sorted(word: string): string {
  return Array.from(word).sort().join('');
}

function isSlipOfWord(written: string, meant: string): boolean {
  if (written === meant) return true;
  if (OWN_WORDS.has(written) || !isOneSlip(written, meant)) return false;
  return meant.length >= COMPARED || (meant.length === SHORT && sorted(written) === sorted(meant));
}

/** Whether a folded header is one that means a field, but for a slip in each of its words or between them. */
function isSlipFor(written: string, meant: string): boolean {
  if (digitsOf(written) !== digitsOf(meant)) return false;
  const [words, others] = [written.split('_'), meant.split('_')];
  if (words.length === others.length) return words.every((word, index) => isSlipOfWord(word, others[index] ?? ''));
  const [one, other] = [written.replaceAll('_', ''), meant.replaceAll('_', '')];
  // "List name" is no slip for lastname.
  return (
    other.length >= JOINED && isOneSlip(one, other) && (one.length !== other.length || sorted(one) === sorted(other))
  );
}

/** The field whose headers a folded one comes near; null for a column of the organiser's own. */
function nearField(header: string, open: readonly Field[]): Field | null {
  return open.find((field) => synonymsOf(field).some((synonym) => isSlipFor(header, synonym))) ?? null;
}

/**
 * One warning for each column of the organiser's own whose header is a slip for one that means a field, one of `open`.
 * @param columns by their names
 * @param open the fields that no column holds
 */
export function nearlyKnown(
  columns: ReadonlyMap<string, ListColumn>,
  open: readonly Field[],
  place: Place,
): readonly Problem[] {
  return Array.from(columns.values()).flatMap(({ name, header, number }) => {
    const field = isField(name) ? null : nearField(name, open);
    if (field === null) return [];
    const message = `The column ${quoteCell(header)} is spelt nearly like one that holds the field ${field}, and is not read as it.`;
    const hint = `If it does, call it "${field}", or write into campaign.yaml: columns: { ${field}: ${quoteCell(header)} }.`;
    return [warningAt({ ...place, column: number }, 'nearly-known-column', message, hint)];
  });
}
