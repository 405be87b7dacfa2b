import type { NameDoubt, Nobody } from './person-name.js';

/** What stands after "Dear", and what it was made of. */
export type Greeting =
  | {
      /**
       * `salutation`: as the list says; `first-name`; `title-and-surname`: "Cllr Khan";
       * `whole-name`: where initials stand for the first name; `couple`: both of two people.
       */
      readonly kind: 'salutation' | 'first-name' | 'title-and-surname' | 'whole-name' | 'couple';
      readonly text: string;
      readonly column: GreetedColumn;
      readonly doubt: NameDoubt | null;
    }
  | Fallback;

/** The campaign's own greeting. */
export interface Fallback {
  readonly kind: 'fallback';
  readonly text: null;
  /** Why the cell in `column` gives no greeting; null where there is no name. */
  readonly because: Nobody | 'several' | 'clp' | null;
  readonly column: GreetedColumn | null;
}

export type GreetedColumn = 'salutation' | 'first_name' | 'name' | 'last_name';

export function fallback(because: Fallback['because'], column: Fallback['column']): Fallback {
  return { kind: 'fallback', text: null, because, column };
}
