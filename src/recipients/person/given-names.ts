import forms from './lists/given-name-forms.json' with { type: 'json' };
import names from './lists/given-names.json' with { type: 'json' };

function wordsOf(lists: Readonly<Record<string, readonly string[]>>): string[] {
  return Object.values(lists)
    .flat()
    .flatMap((line) => line.split(' '));
}

const TELLING: ReadonlySet<string> = new Set(wordsOf(names.telling));

const FORMS_OF: ReadonlyMap<string, readonly string[]> = formsByName(Object.values(forms.groups).flat());

function formsByName(groups: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const line of groups) {
    const group = line.split(' ');
    for (const name of group) {
      const others = found.get(name) ?? new Set();
      for (const form of group) others.add(form);
      found.set(name, others);
    }
  }
  return new Map([...found].map(([name, others]) => [name, [...others]]));
}

const FIRST_NAMES: ReadonlySet<string> = new Set([...TELLING, ...FORMS_OF.keys(), ...wordsOf(names.others)]);

/** Whether a word, in plain lower-case letters, is a given name and hardly anything else. */
export function isGivenName(word: string): boolean {
  return TELLING.has(word);
}

/** Every form of a name, itself included: robert, bob, rob … */
export function formsOf(name: string): readonly string[] {
  return FORMS_OF.get(name) ?? [name];
}

/**
 * Whether people have a word, in plain lower-case letters, for a first name, in full or in another
 * form; it may be a family name, a word or a place as well.
 */
export function isFirstName(word: string): boolean {
  return FIRST_NAMES.has(word);
}

/** Whether a first name is a common one in Britain, in full or in another form: "jo", "sian". */
export function isCommonFirstName(word: string): boolean {
  return TELLING.has(word) || FORMS_OF.has(word);
}

const { 'England and Scotland': british, Wales: welsh, Ireland: irish, Poland: polish } = names.telling;
const EUROPEAN: ReadonlySet<string> = new Set(
  [...british, ...welsh, ...irish, ...polish, ...forms.groups.English].flatMap((line) => line.split(' ')),
);

/**
 * Whether a word, in plain lower-case letters, is a given name of these islands or of Poland. From
 * elsewhere, a father's given name may stand where a surname does: "Kavitha Suresh".
 */
export function isEuropeanGivenName(word: string): boolean {
  return EUROPEAN.has(word);
}
