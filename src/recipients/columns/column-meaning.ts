import { FIELDS, type ColumnMapping, type Field } from '../../words/field-names.js';
import { fieldOf } from './fields.js';
import { foldHeader } from '../fold.js';

/** The field that a folded header means in one list, or null for a column of the organiser's own. */
export type Meaning = (foldedHeader: string) => Field | null;

/** What headers mean: what the mapping says, else what the word means, unless the mapping has another column for it. */
export function meaningBy(mapping: ColumnMapping): Meaning {
  const mapped = FIELDS.filter((field) => mapping[field] !== undefined);
  const chosen = new Map(mapped.map((field) => [foldHeader(mapping[field] ?? ''), field]));
  const settled = new Set(mapped);
  return (header) => {
    const usual = fieldOf(header);
    return chosen.get(header) ?? (usual !== null && settled.has(usual) ? null : usual);
  };
}

/** How many cells of a row are headers that mean a field. */
export function knownHeaders(cells: readonly string[], meaning: Meaning): number {
  return cells.filter((cell) => meaning(foldHeader(cell)) !== null).length;
}

const NO_WORD = /^[0-9]*$/u;

/** What templates call a column: what it means, else its header. "#" and "2028" have no letter to be called by ({{2028}} is a number), and go by their place. */
export function columnName(folded: string, number: number, header: string, meaning: Meaning): string {
  const meant = meaning(folded);
  if (meant !== null) return meant;
  if (header !== '' && NO_WORD.test(folded)) return `column_${number}`;
  // campaign.yaml has another column for the field that this header would mean.
  return fieldOf(folded) === folded ? `other_${folded}` : folded;
}
