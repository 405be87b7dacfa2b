/** The order of the floors, from the ground up: a file may import its own floor and those below it. */
const floors = [
  { name: 'ground', path: '^src/([^/]+\\.ts$|(kept|words|yaml)/)' },
  { name: 'letter and recipients', path: '^src/(letter|recipients)/' },
  { name: 'layout', path: '^src/layout/' },
  { name: 'render', path: '^src/render/' },
  { name: 'sending', path: '^src/sending/' },
  { name: 'io and report', path: '^src/(io|report)/' },
  { name: 'cli', path: '^src/cli/' },
];

/** A rule against imports from some files to others, with the reason for it. */
function forbidden(name, comment, from, to) {
  return { name, severity: 'error', comment, from, to };
}

const downwards = floors
  .slice(0, -1)
  .map((floor, index) =>
    forbidden(
      `downwards-from-${floor.name.replaceAll(' ', '-')}`,
      `Data flows one way, so ${floor.name} must be readable, and testable, without what stands above it.`,
      { path: floor.path },
      { path: floors.slice(index + 1).map((above) => above.path) },
    ),
  );

const apart = [
  ['letter', 'recipients', 'A letter is merged from plain values; where a list came from is not its business.'],
  ['recipients', 'letter', 'A list is read the same way whatever letter goes out to it.'],
  ['io', 'report', 'What is said of an effect is decided by the caller, not by the effect.'],
  ['report', 'io', 'A report is pure text from values; one function in cli/ writes it.'],
].map(([from, to, comment]) =>
  forbidden(`${from}-apart-from-${to}`, comment, { path: `^src/${from}/` }, { path: `^src/${to}/` }),
);

/** Within sending/, from the ground up; rehearsal/ and doctor/ stand at the side. */
const sending = [
  [
    'ledger',
    'plan/|output/|delivery/(?!dialogue\\.ts)|rehearsal/|doctor/',
    'What was recorded is read without knowing how it came about, but for the words of an SMTP dialogue.',
  ],
  ['plan', 'output/|delivery/|rehearsal/|doctor/', 'A plan is made before anything of it goes out.'],
  ['output', 'delivery/|rehearsal/|doctor/', 'What goes out is the same, whichever way it goes.'],
  [
    'delivery',
    'plan/|output/|rehearsal/|doctor/',
    'Letters are handed over as they come, and nothing is decided anew.',
  ],
  ['rehearsal', 'plan/|output/|delivery/|doctor/', 'What arrived is held against what was composed, by values alone.'],
  ['doctor', 'ledger/|plan/|output/|rehearsal/', 'A server is examined without any letter.'],
].map(([folder, others, comment]) =>
  forbidden(
    `${folder}-within-sending`,
    comment,
    { path: `^src/sending/${folder}/` },
    { path: `^src/sending/(${others})` },
  ),
);

/**
 * The rooms of a floor, from the ground up: a room may import those before it and the floor's loose files,
 * which are the values that its rooms share and the doors by which others come in.
 */
const rooms = [
  [
    'cli',
    ['reporting', 'arguments', 'opening', 'sending', 'writing', 'checking', 'commands'],
    'A command opens a campaign, then carries something out; what is opened knows nothing of what is done with it.',
  ],
  [
    'recipients',
    ['encoding', 'columns', 'csv', 'workbook', 'person', 'row', 'duplicates', 'table'],
    'Bytes become records, records rows, rows a table; a row can be read, and tested, without its table.',
  ],
  [
    'letter',
    ['wording', 'template', 'evaluation', 'markdown', 'checks'],
    'A template is parsed, evaluated, then made blocks of; checks look at all of it and nothing waits for them.',
  ],
  ['layout', ['text', 'page'], 'Lines are broken without knowing the page that they will stand on.'],
  ['report', ['lines', 'pages'], 'A line of a terminal can be written without any page.'],
].flatMap(([floor, inOrder, comment]) =>
  inOrder
    .slice(0, -1)
    .map((room, index) =>
      forbidden(
        `${room}-within-${floor}`,
        comment,
        { path: `^src/${floor}/${room}/` },
        { path: `^src/${floor}/(${inOrder.slice(index + 1).join('|')})/` },
      ),
    ),
);

const vendors = [
  [
    'handlebars',
    '^src/letter/template/template-text\\.ts',
    'Handlebars parses and never runs; a letter knows no Handlebars.',
  ],
  ['(@types/mdast|mdast-util-from-markdown|micromark[^/]*)', '^src/letter/', 'Markdown ends where the letter begins.'],
  ['csv-parse', '^src/recipients/csv/(csv-reader|broken-record)\\.ts', 'One parser reads CSV; others get rows.'],
  [
    'csv-stringify',
    '^src/recipients/csv/csv-line\\.ts',
    'Every list that is written has its cells quoted, and no formulas.',
  ],
  ['iconv-lite', '^src/recipients/encoding/', 'Only recipients/encoding/ knows encodings; others get text.'],
  ['saxes', '^src/recipients/workbook/', 'A workbook is rows like any other list to everybody else.'],
  ['email-addresses', '^src/email-address\\.ts', 'One parser decides what an address is.'],
  ['yaml', '^src/yaml/', 'Every mistake in YAML is told with its line; others get checked values.'],
  ['hyphen', '^src/layout/text/hyphenation\\.ts', 'Patterns are loaded only for letters whose lines are made even.'],
  ['harfbuzzjs', '^src/layout/text/(face|face-metrics|shaping)\\.ts', 'Fonts are opened once, where text is measured.'],
  ['pdfkit', '^src/render/pdf/', 'pdfkit writes what layout/ has decided; nobody else draws.'],
  [
    'nodemailer',
    '^src/(render/(mime|dkim|mime/media-type)\\.ts|io/smtp/)',
    'nodemailer builds MIME and speaks SMTP; retries and outcomes are ours.',
  ],
  [
    'smtp-server',
    '^src/io/rehearsal/rehearsal-thread\\.ts',
    'Only the rehearsal has a mail server; nothing else may accept letters.',
  ],
  [
    'postal-mime',
    '^src/render/read-message\\.ts',
    'What arrived is read by another parser than the one that built it.',
  ],
  ['filenamify', '^src/sending/plan/paper/file-names\\.ts', 'A letter has one file name, whatever folder it lies in.'],
  ['string-width', '^src/report/lines/table\\.ts', 'How wide a character is on a terminal matters to a table only.'],
  ['commander', '^src/cli/', 'Arguments end where a command begins.'],
];

const doors = vendors.map(([vendor, door, comment]) =>
  forbidden(
    `one-door-for-${vendor.replaceAll(/[^a-z-]+/gu, '-')}`,
    comment,
    { path: '^src/', pathNot: door },
    { path: `node_modules/${vendor}/` },
  ),
);

/** Schemas and the likeness of two words are asked for wherever there are any. */
const EVERYWHERE = ['zod', 'fastest-levenshtein'];

const doorless = forbidden(
  'no-vendor-without-a-door',
  'A package that may be used anywhere is used everywhere: say above where its door is.',
  { path: '^src/' },
  {
    path: 'node_modules/',
    pathNot: `node_modules/(${[...vendors.map(([vendor]) => vendor), ...EVERYWHERE, '@types/node'].join('|')})/`,
  },
);

const loadedWhenCalled = forbidden(
  'commands-are-loaded-when-they-are-called',
  'A command that loads the others too is slow to begin; types cost nothing.',
  { path: '^src/cli/', pathNot: '^src/cli/commands/' },
  { path: '^src/cli/commands/', dynamic: false, dependencyTypesNot: ['type-only'] },
);

const pure = forbidden(
  'effects-only-in-io-and-cli',
  'The same input gives the same bytes only where nothing else can be read: files, sockets and processes stay in io/ and cli/.',
  { path: '^src/', pathNot: '^src/(io|cli)/' },
  {
    dependencyTypes: ['core'],
    pathNot: '^(node:)?(crypto|zlib|url|util|buffer|stream|string_decoder|stream/promises)$',
  },
);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...downwards,
    ...apart,
    ...sending,
    ...rooms,
    ...doors,
    doorless,
    loadedWhenCalled,
    pure,
    forbidden(
      'no-circles',
      'Files that import each other can only be understood together; carve out what both need.',
      {},
      { circular: true },
    ),
    forbidden(
      'no-orphans',
      'A file that nobody imports is dead, or its caller was forgotten.',
      { orphan: true, path: '^src/', pathNot: '\\.d\\.ts$' },
      {},
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Made from src/, whose rules hold for it; how a bundler cuts it is not ours to say.
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
