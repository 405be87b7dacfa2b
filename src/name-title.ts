/** Titles that people put before a name, in small letters and without their full stops. */
export const TITLES: ReadonlySet<string> = new Set(
  (
    'mr mrs ms miss mx dr prof professor cllr councillor rev revd reverend sir dame lord lady baroness hon rt mp ms/mrs ' +
    'y cyng cynghorydd parch'
  ).split(' '),
);

/** Whether a word before a name is a title: "Cllr", "Dr.". */
export function isTitle(word: string): boolean {
  return TITLES.has(word.toLowerCase().replace(/\.$/u, ''));
}
