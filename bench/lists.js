// How fast a list of a million rows is validated, beside csv-parse alone over the same file in the same run.
// `npm run bench` builds first. ROWS=100000 npm run bench -- lists for a shorter list.
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Parser } from 'csv-parse';
import { createDuplicates } from '../dist/recipients/duplicates.js';
import { readList } from '../dist/recipients/read-list.js';
import { createWrongPersonGuard } from '../dist/recipients/wrong-person.js';
import { aim } from './aim.js';
import { middle } from './middle.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

const ROWS = Number(process.env['ROWS'] ?? 1_000_000);
const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
const HEADER = 'clp,name,email,address_1,address_2,town,postcode,region,nation,language\n';

/** A name, and what stands before the @ where it is not the secretary's office. */
const PEOPLE = [
  ['Tomos Beynon-Harris', 'tomos.harris'],
  ['Cllr Ann Oak', 'ann'],
  ['Priya Shah', 'p.shah'],
  ['Jo Ely', 'jo.ely'],
  ['Margaret Nowak', 'margaret.nowak'],
  ['David Roberts', 'dave.roberts'],
  ['Ayesha Khan', 'ayesha'],
  ['Geraint Thomas Lloyd', 'gt.lloyd'],
  ["Niamh O'Brien", 'niamhobrien'],
  ['Siân Prŷs', 'sian.prys'],
];

/** Invented rows: every CLP and every address once, one in ten with Welsh letters, half of them with a postal address, half with an address of their own. */
function row(index) {
  const [name, own] = PEOPLE[index % PEOPLE.length];
  const local = index % 2 === 0 ? 'secretary' : own;
  const post = index % 2 === 0 ? `${index} Heol Undeb,Sketty,Swansea,SA2 9ZZ` : ',,,';
  return `Constituency ${index} North,${name},${local}.${index}@example.org,${post},,Wales,${index % 10 === 0 ? 'cy' : ''}\n`;
}

/** As programs write it that put every cell in quotation marks: csv-parse has to look at each. */
const inQuotes = (line) => `"${line.trimEnd().replaceAll(',', '","')}"\n`;

const asItIs = (line) => line;

async function writeList(path, dress) {
  const file = createWriteStream(path);
  file.write(dress(HEADER));
  for (let index = 0; index < ROWS;) {
    let text = '';
    for (const end = Math.min(ROWS, index + 5000); index < end; index += 1) text += dress(row(index));
    if (!file.write(text)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

const bytesOf = (path) => createReadStream(path, { highWaterMark: 256 * 1024 });

/** Every record of a file, counted and let go: as an array of cells, or, as ours are, by the names of its columns. */
async function parse(path, options) {
  const parser = new Parser(options);
  let rows = 0;
  parser.on('readable', () => {
    while (parser.read() !== null) rows += 1;
  });
  bytesOf(path).pipe(parser);
  await once(parser, 'end');
  return rows;
}

const asArrays = (path) => parse(path, { from_line: 2 });
const asObjects = (path) => parse(path, { columns: true });

/** What a plan does with every row before it merges a letter, and all that is then known of the rows. */
async function validate(path) {
  let duplicates = null;
  let persons = null;
  let rows = 0;
  for await (const events of readList(bytesOf(path), { file: 'clps.csv' })) {
    for (const event of events) {
      if (event.kind === 'head') {
        duplicates = createDuplicates(event.head);
        persons = createWrongPersonGuard(event.head);
      }
      if (event.kind !== 'row' || event.recipient === null) continue;
      persons.see(event);
      if (duplicates.see(event.recipient).problems.length === 0) rows += 1;
    }
  }
  return { rows, duplicates, persons };
}

const ours = async (path) => (await validate(path)).rows;

async function rateOf(read, path) {
  const start = performance.now();
  const rows = await read(path);
  if (rows !== ROWS) throw new Error(`${read.name} saw ${rows} rows of ${ROWS}`);
  return (1000 * ROWS) / (performance.now() - start);
}

/** What is still held after a full collection. */
function bytesInUse() {
  // What a first collection finishes, such as closed files, a second one frees.
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** What is known of the rows, held here so that nothing else keeps it. */
let known = null;

/** What letting go of all that is known of the rows gives back. */
async function bytesARow(path) {
  known = await validate(path);
  await setImmediate();
  const held = bytesInUse();
  known = null;
  await setImmediate();
  return (held - bytesInUse()) / ROWS;
}

async function compare(path) {
  const rates = { arrays: [], objects: [], ours: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.arrays.push(await rateOf(asArrays, path));
    rates.objects.push(await rateOf(asObjects, path));
    rates.ours.push(await rateOf(ours, path));
  }
  const ratioTo = (others) => middle(rates.ours.map((rate, round) => rate / others[round]));
  const told = (others) => `${ratioTo(others).toFixed(2).padStart(7)} ×`;
  const judged = (others) => aim(ratioTo(others), { least: 0.5 }, '×');
  console.log('   rows/s   ours to it');
  console.log(`${middle(rates.ours).toFixed(0).padStart(9)}             nominate: read, validated, duplicates known`);
  console.log(
    `${middle(rates.objects).toFixed(0).padStart(9)} ${told(rates.objects)}   csv-parse alone, rows by the names of their columns, as ours   ${judged(rates.objects)}`,
  );
  console.log(
    `${middle(rates.arrays).toFixed(0).padStart(9)} ${told(rates.arrays)}   csv-parse alone, rows as arrays of cells   ${judged(rates.arrays)}`,
  );
  const bytes = await bytesARow(path);
  console.log(`${bytes.toFixed(0).padStart(9)} bytes are kept for each row   ${aim(bytes, { most: 100 })}\n`);
}

console.log(`${ROWS} rows of a list, ${ROUNDS} rounds, Node ${process.version}; the middle round of each\n`);
const folder = mkdtempSync(join(tmpdir(), 'nominate-bench-'));
try {
  for (const [name, dress] of [
    ['as spreadsheets write it', asItIs],
    ['with every cell in quotation marks', inQuotes],
  ]) {
    const path = join(folder, 'clps.csv');
    await writeList(path, dress);
    console.log(`The list ${name}`);
    await compare(path);
  }
} finally {
  rmSync(folder, { recursive: true });
}
