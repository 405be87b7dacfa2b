/** The fields of a list that nominate knows. Every other column is the organiser's own. */
export const FIELDS = [
  'clp',
  'name',
  'first_name',
  'last_name',
  'title',
  'salutation',
  'email',
  'address_1',
  'address_2',
  'address_3',
  'address_4',
  'address_5',
  'town',
  'postcode',
  'region',
  'nation',
  'language',
  'post',
  'large_print',
] as const;

export type Field = (typeof FIELDS)[number];

/** Which column of the list holds a field, by its header, where the header alone does not tell. */
export type ColumnMapping = Readonly<Partial<Record<Field, string>>>;
