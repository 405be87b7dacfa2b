import { isFirstName } from './given-names.js';

/** Family names that the greatest numbers in Britain bear. */
const FAMILY_NAMES: ReadonlySet<string> = new Set(
  (
    'smith jones taylor williams brown davies davis evans wilson thomas roberts johnson lewis walker robinson wood thompson white ' +
    'watson jackson wright green harris cooper king lee martin clarke clark james morgan hughes edwards hill moore harrison ' +
    'scott young morris hall ward turner carter phillips mitchell patel adams campbell anderson allen cook bailey parker miller ' +
    'murphy kelly stewart stevenson murray mcdonald reid robertson fraser ross graham hamilton kennedy simpson richardson ' +
    'collins bennett shaw cox bell griffiths gray rogers ellis chapman mason webb hunt holmes palmer price powell rees lloyd ' +
    'owen pritchard jenkins parry bevan howells khan ahmed ali hussain singh kaur begum shah akhtar malik nowak kowalski ' +
    'iqbal rashid mahmood aziz anwar aslam bashir hamid karim latif rahim saeed yusuf adebayo dean craig grant gordon ' +
    'douglas stuart leslie kowalska obrien oneill osullivan walsh byrne doyle gallagher kelly quinn mccarthy'
  ).split(' '),
);

/** Small words at the beginning of family names, of which none is a first name. */
const PARTICLES = ['de', 'du', 'dos', 'von', 'vom', 'ter', 'ap', 'ab', 'ibn'];
/** The same, which are first names too where they have a capital. */
const SMALL_PARTICLES: ReadonlySet<string> = new Set([
  'van',
  'della',
  'del',
  'di',
  'da',
  'das',
  'des',
  'do',
  'la',
  'le',
  'el',
  'al',
  'bin',
  'ten',
  'zu',
  'mac',
  'st',
]);

/** Those that nobody has for a first name, in plain lower-case letters, and the small words before others. */
const FAMILY_NAMES_ONLY: ReadonlySet<string> = new Set([
  ...[...FAMILY_NAMES].filter((name) => !isFirstName(name)),
  ...PARTICLES,
]);

/** Whether a word, in plain lower-case letters, is a well-known family name: after a given name, even run together, it makes a person's name and no other word. */
export function isFamilyName(word: string): boolean {
  return FAMILY_NAMES.has(word);
}

/** Of those, the ones that nobody has for a first name. */
export function isFamilyNameOnly(word: string): boolean {
  return FAMILY_NAMES_ONLY.has(word);
}

/** Whether a word, as it is written, begins a family name: "von", "De", "van"; but not "Van". */
export function isParticle(word: string): boolean {
  return PARTICLES.includes(word.toLowerCase()) || SMALL_PARTICLES.has(word);
}
