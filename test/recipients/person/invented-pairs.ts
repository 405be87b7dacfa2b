/** A CLP, its secretary, and the address that this person uses: all invented. */
export interface Pair {
  readonly clp: string;
  readonly name: string;
  readonly email: string;
}

const PEOPLE = `
Margaret Hughes|Siân Prŷs-Jones|Dafydd ap Gwilym|Robert McDonald|Elizabeth O’Brien|Łukasz Wójcik|Małgorzata Kowalska|Priya Shah|Mohammed Iqbal|Jo Ely
Wei Ng|Oluwaseun Adeyemi|Catherine Wright|Stephen Fox|William Featherstone|Angharad Llŷr|Niamh Byrne|Gurpreet Singh Gill|Beatriz Araújo|Zoë Mensah-Clarke
Michael MacLeod|Deborah Thomas|Anthony James|Susan Grace Bell|Sir Alan Whitby|Cllr Dr Farida Rahman|Patel, Nisha|Thomas Martin|Kim Lee|Ewan Dougal
Janet St John|Ruth Abayomi|Gareth Rhys Morgan|Loveday Trelawny|Hamish Farquhar|Yasmin Hussain|Peter Thirkettle|Agnieszka Nowak|Derek Oakes|Tracey-Ann Poole
Christopher Vaughan|Rebecca Stone|Kenneth Ash|Marjorie Holdsworth|Denise Colclough|Callum Reid|Harriet Quill|Iorwerth Bevan|Bronwen Tudor|Nkechi Obi
`;
const CLPS = ['Bath', 'St Helens North', 'Ynys Môn', 'Chester South and Eddisbury', 'Na h-Eileanan an Iar', 'Stafford'];

/** What an address is made of: without accents, spaces and hyphens, in lower case. */
interface Parts {
  readonly given: string;
  readonly family: string;
  readonly clp: string;
  readonly number: number;
}

const NICKNAMES: Readonly<Record<string, string>> = {
  margaret: 'peggy',
  robert: 'bob',
  elizabeth: 'liz',
  catherine: 'kate',
  stephen: 'steve',
  william: 'bill',
  michael: 'mike',
  deborah: 'debbie',
  anthony: 'tony',
  susan: 'sue',
  thomas: 'tom',
  kim: 'kimberley',
  janet: 'jan',
  peter: 'pete',
  christopher: 'chris',
  rebecca: 'becky',
  kenneth: 'ken',
  malgorzata: 'gosia',
  dafydd: 'dai',
  priya: 'pri',
  jo: 'joanna',
  patricia: 'trish',
  gareth: 'gaz',
};
/** Made-up names under which people write, in which no given name is the bearer's. */
const HANDLES = [
  'redkite',
  'canalwalker',
  'elvis.lives',
  'thebeekeeper',
  'allotment42',
  'stripeycat',
  'harrythedog',
  'mollyandmax',
  'blue.sky',
  'rosecottage',
  'martinsnest',
  'oldforge',
  'villageshop',
  'daisychain',
  'teddy.bear',
  'jackdaw',
  'gingerbread',
  'marksman',
  'carolsinger',
  'robinredbreast',
];
const OTHERS = ['david', 'sheila', 'john', 'karen'];

/**
 * How people's addresses are made, with how many of a hundred are made so. Nobody has published such figures for
 * the secretaries of local parties; these are an estimate, and lean towards what is hard: a third of them are not simply the name.
 */
const STYLES: readonly (readonly [number, (parts: Parts) => string])[] = [
  [21, ({ given, family }) => `${given}.${family}`],
  [11, ({ given, family, number }) => `${given}${family}${number}`],
  [7, ({ given, family }) => `${given[0] ?? ''}.${family}`],
  [7, ({ given, family, number }) => `${given[0] ?? ''}${family}${number}`],
  [6, ({ given, number }) => `${given}${number}`],
  [3, ({ given, family }) => `${given}${family[0] ?? ''}`],
  [4, ({ given, family }) => `${family}.${given}`],
  [3, ({ given, family, number }) => `${family}${given[0] ?? ''}${number}`],
  [2, ({ given, family }) => `${given[0] ?? ''}${family[0] ?? ''}1957`],
  [6, ({ given, family }) => `${NICKNAMES[given] ?? given}.${family}`],
  [3, ({ given, number }) => `${NICKNAMES[given] ?? given}_${number}`],
  [4, () => 'secretary'],
  [4, ({ clp }) => `clp.${clp}`],
  [2, ({ clp }) => `secretary.${clp}`],
  [2, ({ clp }) => `${clp}labour`],
  [1, () => 'info'],
  [2, ({ given }) => `${given}.maidenname`],
  [1, ({ given }) => `${given[0] ?? ''}.maidenname`],
  [2, ({ family }) => `${OTHERS[family.length % OTHERS.length] ?? ''}.${family}`],
  [2, ({ family }) => `the${family}s`],
  [1, ({ family }) => `${OTHERS[family.length % OTHERS.length] ?? ''}and${family}`],
  [4, ({ number }) => HANDLES[number % HANDLES.length] ?? ''],
  // Somebody who goes by a middle name that the list leaves out, and by another family name.
  [1, ({ number }) => `${OTHERS[number % OTHERS.length] ?? ''}.maidenname`],
  // A partner's account under the partner's own name: it is somebody else's, and an alarm is in order though it is false.
  [1, ({ number }) => `${OTHERS[number % OTHERS.length] ?? ''}.ashworth`],
];

function plain(text: string): string {
  return text.replaceAll('ł', 'l').replaceAll('Ł', 'L').normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

function partsOf(name: string, clp: string, number: number): Parts {
  const [last = '', reversedFirst] = name.split(', ');
  const straight = reversedFirst === undefined ? name : `${reversedFirst} ${last}`;
  const words = plain(straight.replace(/^(?:Sir|Cllr Dr) /u, ''))
    .split(' ')
    .map((word) => word.replaceAll(/[^a-z]/gu, ''));
  const family = words.slice(1).join('');
  return { given: words[0] ?? '', family, clp: plain(clp).replaceAll(/[^a-z]/gu, ''), number };
}

/** Every style in its proportion, for each person in turn: a thousand pairs, the same each time. */
export function inventPairs(): readonly Pair[] {
  const people = PEOPLE.trim().split(/[|\n]/u);
  return STYLES.flatMap(([share, write]) =>
    Array.from({ length: share * 10 }, (_, index): Pair => {
      const number = index * 7 + share;
      const name = people[(index * 17 + share) % people.length] ?? '';
      const clp = CLPS[index % CLPS.length] ?? '';
      return { clp, name, email: `${write(partsOf(name, clp, number))}@example.org` };
    }),
  );
}

/** People with addresses of their own, in the style of an office list. */
export function inventPeople(): readonly Pair[] {
  return PEOPLE.trim()
    .split(/[|\n]/u)
    .map((name, index) => {
      const { given, family } = partsOf(name, '', index);
      return { clp: `Ward ${index}`, name, email: `${given}.${family}@example.org` };
    });
}
