/** Whether a first name is one letter, by which nobody is greeted. */
export function isInitial(firstName: string): boolean {
  return /^\p{L}\p{M}*\.?$/u.test(firstName);
}

/** The column of a row that its letter's greeting is taken from; null where none of them says anything. */
export function greetedColumn(columns: Readonly<Record<string, string>>): 'salutation' | 'first_name' | 'name' | null {
  const { salutation = '', first_name: firstName = '', name = '' } = columns;
  if (salutation !== '') return 'salutation';
  if (firstName !== '' && !isInitial(firstName)) return 'first_name';
  return name === '' ? null : 'name';
}
