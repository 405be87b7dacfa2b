// How many letters a second, in one process and one run: ours and the baseline take turns, so that both meet the same
// machine. `npm run bench` builds first. ROUNDS=5 npm run bench for more rounds.
import { createTypesetter } from '../dist/render/pdf/typesetter.js';
import { campaignSchema } from '../dist/campaign.js';
import { aim } from './aim.js';
import { fonts } from './fonts.js';
import { twoPageLetter } from './sample.js';
import { straightforwardLetter } from './straightforward.js';
import { middle } from './middle.js';
import { openTypst, TYPST_MISSING } from './typst.js';

const LETTERS = Number(process.env['LETTERS'] ?? 650);
/** The baseline is slow and even: a part of the letters tells its rate. */
const BASELINE_LETTERS = 65;
const typst = await openTypst();
const ROUNDS = Number(process.env['ROUNDS'] ?? 3);

const letters = Array.from({ length: LETTERS }, (_, index) =>
  twoPageLetter(`Constituency ${index + 1}`, `Secretary ${index + 1}`),
);

/** Each way to make letters: what it is called, how many a round, and one letter. `letter` gives the bytes of a PDF. */
const ways = [
  {
    name: 'nominate, the typesetter in process',
    count: LETTERS,
    begin: () => {
      const typesetter = createTypesetter(fonts, campaignSchema.shape.letter.parse({}), new Map());
      return (letter) => typesetter.setLetter(letter, new Map());
    },
  },
  {
    name: 'a straightforward pdfkit program (one document a letter, fonts as buffers, text() for every run)',
    count: BASELINE_LETTERS,
    baseline: true,
    called: 'the straightforward program',
    least: 15,
    begin: () => (letter) => straightforwardLetter(letter, fonts),
  },
  ...(typst === null
    ? []
    : [
        {
          name: 'Typst, one compiler, tagged as ours are',
          count: LETTERS / 5,
          called: 'Typst',
          least: 2,
          begin: () => typst,
        },
      ]),
];

const results = ways.map((way) => ({ ...way, rates: [], bytes: 0 }));
for (let round = 0; round < ROUNDS; round += 1) {
  for (const result of results) {
    const start = performance.now();
    const make = result.begin();
    for (const letter of letters.slice(0, result.count)) result.bytes = (await make(letter)).length;
    result.rates.push((1000 * result.count) / (performance.now() - start));
  }
}

const baseline = middle(results.find((result) => result.baseline).rates);
console.log(`${LETTERS} letters of two pages, ${ROUNDS} rounds, Node ${process.version}; the middle round of each\n`);
console.log('letters/s   ratio   KiB each   slowest–fastest');
for (const { name, rates, bytes } of results) {
  const rate = middle(rates);
  const columns = [
    rate.toFixed(0).padStart(9),
    `${(rate / baseline).toFixed(1)} ×`.padStart(7),
    (bytes / 1024).toFixed(1).padStart(9),
    `${Math.min(...rates).toFixed(0)}–${Math.max(...rates).toFixed(0)}`.padStart(17),
  ];
  console.log(`${columns.join(' ')}   ${name}`);
}
const [ours, ...others] = results;
console.log('');
for (const { called, rates, least } of others) {
  const ratio = middle(ours.rates) / middle(rates);
  console.log(`${ratio.toFixed(1).padStart(9)} × as fast as ${called}   ${aim(ratio, { least }, '×')}`);
}
console.log(
  `${(ours.bytes / 1024).toFixed(1).padStart(9)} KiB a letter   ${aim(ours.bytes / 1024, { most: 30 }, 'KiB')}`,
);
if (typst === null) console.log(`        –         –         –                   –   Typst, ${TYPST_MISSING}`);
