/** What `--only` and `--except` choose by, parsed before any name is folded or looked up. */
export type Criterion =
  /** A CLP, by its name. */
  | { readonly kind: 'clp'; readonly typed: string }
  /** Rows whose cell in a column is a value ("": empty), or is not that value. */
  | {
      readonly kind: 'cell';
      readonly typed: string;
      /** As it was typed. */
      readonly column: string;
      readonly is: boolean;
      readonly value: string;
    };

/** A criterion, or why a text is none: a sentence that shows what may be written instead. */
export type ParsedCriterion =
  { readonly ok: true; readonly criterion: Criterion } | { readonly ok: false; readonly refusal: string };

const CRITERION_FORMS = 'a CLP’s name, FIELD=VALUE, FIELD!=VALUE, FIELD= (empty) or FIELD!= (not empty)';

/** `FIELD=` or `FIELD!=`, where no other sign stands before; the value is whatever follows. */
const CELL = /^(?<column>[^=!<>~≠:]*[\p{L}\p{N}][^=!<>~≠:]*)(?<not>!?)=(?<value>.*)$/su;
/**
 * What other programs compare by, doubled or turned round: as the beginning of a value it is a
 * slip.
 */
const SIGN_BEFORE_VALUE = /^[=~<>!]/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** Signs that no constituency has in its name, and that people choose by in other programs. */
const SIGN_IN_NAME = /[=!<>~≠^*?|:"]|^\s*[-+@#/\\]/u;

/**
 * Parses what stands after `--only` or `--except`: a name, `FIELD=VALUE`, `FIELD!=VALUE`, `FIELD=`
 * (empty) or `FIELD!=` (not empty). Any other sign is refused: taken for a part of a name, it would
 * choose nobody or, worse, the opposite of what was meant.
 */
export function parseCriterion(typed: string): ParsedCriterion {
  const cell = CELL.exec(typed)?.groups;
  if (cell !== undefined) {
    const { column = '', not = '', value = '' } = cell;
    if (SIGN_BEFORE_VALUE.test(value.trim())) return refuse(typed);
    return { ok: true, criterion: { kind: 'cell', typed, column: column.trim(), is: not === '', value: value.trim() } };
  }
  if (SIGN_IN_NAME.test(typed) || !LETTER_OR_DIGIT.test(typed)) return refuse(typed);
  return { ok: true, criterion: { kind: 'clp', typed } };
}

/** Where the sign shows what was meant, that is written out. */
function refuse(typed: string): ParsedCriterion {
  const meant = meantBy(typed);
  const example = meant === null ? '' : ` Did you mean ${meant}?`;
  return { ok: false, refusal: `It must be ${CRITERION_FORMS}.${example}` };
}

const MEANT: readonly (readonly [RegExp, (column: string, value: string) => string])[] = [
  [/^([^=!<>~≠:]+?)\s*(?:!==|<>|≠|!)\s*([^=!<>~≠:]+)$/u, (column, value) => `"${column}!=${value}"`],
  [/^!\s*([^=!<>~≠:]+)=([^=!<>~≠:]*)$/u, (column, value) => `"${column}!=${value}"`],
  [/^([^=!<>~≠:]+?)\s*(?:={2,3}|=~|~|:)\s*([^=!<>~≠:]+)$/u, (column, value) => `"${column}=${value}"`],
  [/^\s*[!-]\s*([^=!<>~≠:]+)()$/u, (name) => `--except "${name}"`],
];

function meantBy(typed: string): string | null {
  for (const [form, write] of MEANT) {
    const [, first, second] = form.exec(typed) ?? [];
    if (first !== undefined && second !== undefined) return write(first.trim(), second.trim());
  }
  return null;
}
