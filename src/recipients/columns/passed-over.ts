import { warningAt, type Place, type Problem } from '../../problem.js';
import { isAddressColumn } from './fields.js';
import { quoteCell } from '../quote-cell.js';
import type { ListColumn } from '../recipient.js';

/** Folded headers of what the post needs and nominate does not put into an address by itself. */
const PART_OF_AN_ADDRESS =
  /^(?:house|flat|building|premises?)(?:_(?:name|no|number|name_(?:or_|and_)?(?:no|number)))?$|^address(?:_?line)?_?[06-9]$|^street_?[2-9]$|^(?:locality|village)$/u;

/** Folded headers of what people have said about being written to, with whatever stands around these words. */
const WISH =
  /(?:^|_)(?:unsub|unsubscribed?|opt(?:ed)?_?(?:in|out)|do_not_(?:contact|email|e_mail|mail|write|post)|no_contact|dnc|objections?|objected|consent|consents|gdpr|do_you_(?:agree|consent))(?:_|$)/u;

/** Whether a column of this name holds wishes about being written to. */
export function isWish(name: string): boolean {
  return WISH.test(name);
}

/** One warning for each column of the organiser's own that sounds as if nominate did something by it, and is not read. */
export function passedOver(columns: readonly ListColumn[], place: Place): readonly Problem[] {
  const isPosted = columns.some(({ name }) => isAddressColumn(name));
  return columns.flatMap(({ name, header, number }) => {
    const at = { ...place, column: number };
    if (isPosted && PART_OF_AN_ADDRESS.test(name)) {
      const message = `The column ${quoteCell(header)} sounds like a part of the postal address, and is not printed in it.`;
      const hint =
        'Join it to the cell of the street, such as "12 High Street"; or call the columns Address 1 to Address 5.';
      return [warningAt(at, 'address-column-not-used', message, hint)];
    }
    if (!isWish(name)) return [];
    const message = `The column ${quoteCell(header)} leaves nobody out: nominate does not know what its cells mean.`;
    const hint = 'Delete the rows of those who want no letter, or choose the others with --only.';
    return [warningAt(at, 'wish-not-heeded', message, hint)];
  });
}
