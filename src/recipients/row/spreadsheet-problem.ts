import type { Field } from '../../words/field-names.js';
import { errorAt, warningAt, type Place, type Problem } from '../../problem.js';
import { quoteCell } from '../quote-cell.js';

const FORMULA_ERROR =
  /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA|###+)$/u;
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d+)?E[+-]\d+$/iu;
const DAY_AND_MONTH =
  /^(?:\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d\d)$/u;

/** The remedy for a cell that the spreadsheet took for something else than was typed. */
export const RETYPE =
  'Look at the cell in the spreadsheet: if it should be something else, format it as text and type it again.';

/** What is wrong with a cell that a spreadsheet made of another; null where nothing is. `field` is null for a column of the organiser's own. */
export function spreadsheetProblem(value: string, field: Field | null, place: Place): Problem | null {
  if (FORMULA_ERROR.test(value)) {
    return errorAt(
      place,
      'formula-error',
      `The spreadsheet could not work out this cell: ${quoteCell(value)}.`,
      'Mend the formula in the spreadsheet, or empty the cell.',
    );
  }
  if (SCIENTIFIC.test(value))
    return warningAt(
      place,
      'spreadsheet-number',
      `The spreadsheet seems to have made a number of this cell: ${quoteCell(value)}.`,
      RETYPE,
    );
  if (field !== null && DAY_AND_MONTH.test(value)) {
    return warningAt(
      place,
      'spreadsheet-date',
      `The spreadsheet seems to have made a date of this cell: ${quoteCell(value)}.`,
      RETYPE,
    );
  }
  return null;
}
