import { FIELDS, type ColumnMapping, type Field } from '../../words/field-names.js';
import { fieldOf, furtherFieldOf, isTaken } from './fields.js';
import { foldHeader } from '../fold.js';

/** The field that a folded header means in one list, or null for a column of the organiser's own. */
export type Meaning = (foldedHeader: string) => Field | null;

/** What headers may mean in a list whose header row is not found yet: what the mapping says, else what the word means. */
export function possibleMeaning(mapping: ColumnMapping): Meaning {
  const chosen = chosenBy(mapping);
  return (header) => chosen.get(header) ?? fieldOf(header) ?? furtherFieldOf(header);
}

/**
 * What the headers of one list mean: what the mapping says, else what the word means, unless the mapping has another
 * column for it. A mapping whose column is not there counts for nothing; a further word, only where no other column means its field.
 */
export function meaningIn(headers: readonly string[], mapping: ColumnMapping): Meaning {
  const folded = headers.map(foldHeader);
  const chosen = new Map([...chosenBy(mapping)].filter(([header]) => folded.includes(header)));
  const settled = new Set(chosen.values());
  const usual: Meaning = (header) => {
    const field = chosen.get(header) ?? fieldOf(header);
    return field !== null && !chosen.has(header) && settled.has(field) ? null : field;
  };
  const taken = new Set(folded.map(usual));
  const further = new Map<Field, readonly string[]>();
  for (const header of folded) {
    const field = usual(header) === null ? furtherFieldOf(header) : null;
    if (field !== null && !taken.has(field)) further.set(field, [...(further.get(field) ?? []), header]);
  }
  const alone = new Map(
    [...further].flatMap(([field, [only, ...others]]) => (others.length === 0 ? [[only, field]] : [])),
  );
  return (header) => usual(header) ?? alone.get(header) ?? null;
}

/** The columns that the mapping names, folded. */
function chosenBy(mapping: ColumnMapping): ReadonlyMap<string, Field> {
  return new Map(
    FIELDS.flatMap((field) => {
      const header = mapping[field];
      return header === undefined ? [] : [[foldHeader(header), field]];
    }),
  );
}

/** How many cells of a row are headers that mean a field. */
export function knownHeaders(cells: readonly string[], meaning: Meaning): number {
  return cells.filter((cell) => meaning(foldHeader(cell)) !== null).length;
}

const NO_WORD = /^[0-9]*$/u;

/**
 * What templates call a column: what it means, else its header. "#" and "2028" have no letter to be called by ({{2028}}
 * is a number), and go by their place. "Date" and "Election" mean something else in a letter: they are other_date there.
 */
export function columnName(folded: string, number: number, header: string, meaning: Meaning): string {
  const meant = meaning(folded);
  if (meant !== null) return meant;
  if (header !== '' && NO_WORD.test(folded)) return `column_${number}`;
  // campaign.yaml has another column for the field that this header would mean.
  return fieldOf(folded) === folded || isTaken(folded) ? `other_${folded}` : folded;
}
