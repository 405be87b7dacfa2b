/** The lines of a postal address; a cell of each may hold several. */
export const ADDRESS_FIELDS = ['address_1', 'address_2', 'address_3', 'address_4', 'address_5'] as const;

/** The fields of a list that nominate knows. Every other column is the organiser's own. */
export const FIELDS = [
  'clp',
  'name',
  'first_name',
  'last_name',
  'title',
  'salutation',
  'email',
  ...ADDRESS_FIELDS,
  'town',
  'postcode',
  'region',
  'nation',
  'language',
  'post',
  'large_print',
] as const;

export type Field = (typeof FIELDS)[number];

/** What a letter can print besides the columns of its row, by names that no column may have. */
export const OTHER_VARIABLES: readonly string[] = ['candidate', 'election', 'facts', 'list', 'today', 'clps'];

/** Which column of the list holds a field, by its header, where the header alone does not tell. */
export type ColumnMapping = Readonly<Partial<Record<Field, string>>>;
