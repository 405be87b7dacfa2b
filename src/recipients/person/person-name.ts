/** Why a text names nobody. */
export type Nobody = 'stand-in' | 'office' | 'title' | 'surname';

/**
 * What may be wrong with the reading of a name: `which-name`: another word of it may be the first
 * name as well; `note`: the cell says more than a name ("until May").
 */
export type NameDoubt = 'which-name' | 'note';

/** A person's name, taken apart. */
export interface OnePerson {
  readonly kind: 'person';
  /** Without their full stops; those that nobody is spoken to by ("Rt Hon") are left out. */
  readonly titles: readonly string[];
  /** Null where only initials, or nothing, stand before the surname. */
  readonly given: string | null;
  /** Null where there is one word only. */
  readonly family: string | null;
  /** The name in the order in which it is spoken, without its titles. */
  readonly spoken: string;
  readonly doubt: NameDoubt | null;
}

/** What a cell that should hold a name says. */
export type PersonName =
  | OnePerson
  /** Two people, and how both are greeted. */
  | { readonly kind: 'couple'; readonly greeting: string; readonly doubt: NameDoubt | null }
  /** Several people who cannot be told apart by rule. */
  | { readonly kind: 'several' }
  | { readonly kind: 'nobody'; readonly because: Nobody };
