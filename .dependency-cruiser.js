/** The order of the floors, from the ground up: a file may import its own floor and those below it. */
const floors = [
  { name: 'ground', path: '^src/[^/]+\\.ts$' },
  { name: 'letter and recipients', path: '^src/(letter|recipients)/' },
  { name: 'layout', path: '^src/layout/' },
  { name: 'render', path: '^src/render/' },
  { name: 'sending', path: '^src/sending/' },
  { name: 'io and report', path: '^src/(io|report)/' },
  { name: 'cli', path: '^src/cli/' },
];

const downwards = floors.slice(0, -1).map((floor, index) => ({
  name: `downwards-from-${floor.name.replaceAll(' ', '-')}`,
  severity: 'error',
  comment: `Data flows one way, so ${floor.name} must be readable, and testable, without what stands above it.`,
  from: { path: floor.path },
  to: { path: floors.slice(index + 1).map((above) => above.path) },
}));

const apart = [
  ['letter', 'recipients', 'A letter is merged from plain values; where a list came from is not its business.'],
  ['recipients', 'letter', 'A list is read the same way whatever letter goes out to it.'],
  ['io', 'report', 'What is said of an effect is decided by the caller, not by the effect.'],
  ['report', 'io', 'A report is pure text from values; one function in cli/ writes it.'],
].map(([from, to, comment]) => ({
  name: `${from}-apart-from-${to}`,
  severity: 'error',
  comment,
  from: { path: `^src/${from}/` },
  to: { path: `^src/${to}/` },
}));

const doors = [
  ['handlebars', '^src/letter/', 'Handlebars is only the template compiler; a letter knows no Handlebars.'],
  ['(mdast-util-from-markdown|micromark[^/]*)', '^src/letter/', 'Markdown ends where the letter begins.'],
  [
    '(csv-parse|csv-stringify|iconv-lite)',
    '^src/recipients/',
    'Only recipients/ knows CSV and encodings; others get rows.',
  ],
  ['(fflate|saxes)', '^src/recipients/workbook/', 'A workbook is rows like any other list to everybody else.'],
  ['email-addresses', '^src/email-address\\.ts', 'One parser decides what an address is.'],
  ['pdfkit', '^src/render/', 'pdfkit writes what layout/ has decided; nobody else draws.'],
  ['harfbuzzjs', '^src/layout/face', 'Fonts are opened once, where text is measured.'],
  [
    'nodemailer',
    '^src/(render/(mime|dkim)\\.ts|io/smtp)',
    'nodemailer builds MIME and speaks SMTP; retries and outcomes are ours.',
  ],
  [
    'smtp-server',
    '^src/io/rehearsal/rehearsal-server\\.ts',
    'Only the rehearsal has a mail server; nothing else may accept letters.',
  ],
  [
    'postal-mime',
    '^src/render/read-message\\.ts',
    'What arrived is read by another parser than the one that built it.',
  ],
  ['commander', '^src/cli/', 'Arguments end where a command begins.'],
].map(([vendor, door, comment]) => ({
  name: `one-door-for-${vendor.replaceAll(/[^a-z-]+/gu, '-')}`,
  severity: 'error',
  comment,
  from: { path: '^src/', pathNot: door },
  to: { path: `node_modules/${vendor}/` },
}));

const pure = {
  name: 'effects-only-in-io-and-cli',
  severity: 'error',
  comment:
    'The same input gives the same bytes only where nothing else can be read: files, sockets and processes stay in io/ and cli/.',
  from: { path: '^src/', pathNot: '^src/(io|cli)/' },
  to: {
    dependencyTypes: ['core'],
    pathNot: '^(node:)?(crypto|zlib|url|util|buffer|stream|string_decoder|stream/promises)$',
  },
};

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...downwards,
    ...apart,
    ...doors,
    pure,
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Files that import each other can only be understood together; carve out what both need.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'A file that nobody imports is dead, or its caller was forgotten.',
      from: { orphan: true, path: '^src/', pathNot: '\\.d\\.ts$' },
      to: {},
    },
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
