// Whole commands, each a process of its own: what an organiser waits for. The baselines take turns with them.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { aim } from './aim.js';
import { middle } from './middle.js';
import { TYPST_MISSING } from './typst.js';

const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
const STARTS = 15;
/** A peak that counts as flat, as a part of the one before it. */
const FLAT = 1.1;
const LETTERS = 650;
/** The baseline is slow and even: a part of the letters tells its rate. */
const BASELINE_LETTERS = 65;
const ROWS = [650, 65_000];
/** Letters whose peak memory is compared; LETTERS=65000 npm run bench for a list a hundred times as long. */
const MORE_LETTERS = Number(process.env['LETTERS'] ?? 6_500);

const root = fileURLToPath(new URL('..', import.meta.url));
const nominate = join(root, 'bin', 'nominate.js');
const memory = new URL('report-memory.js', import.meta.url).href;
const firstLetter = new URL('report-first-letter.js', import.meta.url).href;
const folder = mkdtempSync(join(tmpdir(), 'nominate-bench-'));

function list(name, rows) {
  const lines = Array.from({ length: rows }, (_, index) => {
    const nation = ['England', 'Scotland', 'Wales'][index % 3];
    return `Constituency ${index + 1},Secretary Number${index + 1},secretary${index + 1}@clp${index + 1}.example.org,${nation}`;
  });
  writeFileSync(join(folder, name), ['clp,name,email,nation', ...lines, ''].join('\n'));
}

/** Runs a Node.js program to its end; seconds and peak memory in MB. */
function run(args, mayFail = false) {
  const report = join(folder, 'memory');
  const start = performance.now();
  const ended = spawnSync(process.execPath, ['--import', memory, ...args], {
    cwd: folder,
    env: { ...process.env, BENCH_MEMORY: report },
    encoding: 'utf8',
  });
  const seconds = (performance.now() - start) / 1000;
  if (ended.status !== 0 && !mayFail) throw new Error(`${args.join(' ')}\n${ended.stderr}`);
  return { seconds, status: ended.status, peak: Number(readFileSync(report, 'utf8')) / 1024 };
}

function letters() {
  const preview = [nominate, 'preview', '--csv', 'clps.csv', '--template', 'first-candidacy', '--letters-only'];
  const baseline = [join(root, 'bench', 'straightforward-program.js'), String(BASELINE_LETTERS)];
  const rates = { ours: [], theirs: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    rmSync(join(folder, 'previews'), { recursive: true, force: true });
    rates.ours.push(LETTERS / run(preview).seconds);
    rates.theirs.push(BASELINE_LETTERS / run(baseline).seconds);
  }
  const made = readdirSync(join(folder, 'previews', 'letters')).length;
  if (made !== LETTERS) throw new Error(`${made} letters were made`);
  const [ours, theirs] = [middle(rates.ours), middle(rates.theirs)];
  console.log(
    `${LETTERS} two-page letters, from the start of the process to its end, ${ROUNDS} rounds, the middle of each`,
  );
  console.log(
    `  ${ours.toFixed(0).padStart(6)} letters/s   nominate preview --letters-only (list, check, merge, PDF, page, manifest)`,
  );
  console.log(`  ${theirs.toFixed(0).padStart(6)} letters/s   baseline: a straightforward pdfkit program`);
  console.log(`  ${(ours / theirs).toFixed(1).padStart(6)} ×`);
}

function rows() {
  console.log(`\npeak memory of nominate check --csv, ${ROUNDS} rounds, the middle of each`);
  const peaks = ROWS.map((count) => {
    list(`${count}.csv`, count);
    return middle(Array.from({ length: ROUNDS }, () => run([nominate, 'check', '--csv', `${count}.csv`]).peak));
  });
  for (const [index, peak] of peaks.entries()) console.log(`  ${peak.toFixed(0).padStart(6)} MB   ${ROWS[index]} rows`);
  console.log(`  ${(peaks[1] / peaks[0]).toFixed(2).padStart(6)} ×`);
}

function lettersMemory() {
  console.log(`\npeak memory of nominate preview --letters-only`);
  const peaks = [LETTERS, MORE_LETTERS].map((count) => {
    list(`${count}.csv`, count);
    const out = ['--template', 'first-candidacy', '--letters-only', '--out', 'many'];
    const { peak } = run([nominate, 'preview', '--csv', `${count}.csv`, ...out]);
    rmSync(join(folder, 'many'), { recursive: true });
    console.log(`  ${peak.toFixed(0).padStart(6)} MB   ${count} letters`);
    return peak;
  });
  console.log(
    `  ${(peaks[1] / peaks[0]).toFixed(2).padStart(6)} ×   ${aim(peaks[1] / peaks[0], { most: FLAT }, '× (flat)')}`,
  );
  const typst = run([join(root, 'bench', 'typst-program.js'), String(LETTERS)], true);
  if (typst.status === 3) console.log(`       – MB   Typst, ${TYPST_MISSING}`);
  else {
    console.log(`  ${typst.peak.toFixed(0).padStart(6)} MB   ${LETTERS} letters by Typst, one compiler`);
    const part = peaks[0] / typst.peak;
    console.log(`  ${part.toFixed(2).padStart(6)} × of that are ours   ${aim(part, { most: 0.5 }, '×')}`);
  }
}

function first() {
  list('1.csv', 1);
  const report = join(folder, 'first');
  const args = [
    nominate,
    'preview',
    '--csv',
    '1.csv',
    '--template',
    'first-candidacy',
    '--letters-only',
    '--out',
    'one',
  ];
  const [bare, letter] = [[], []];
  for (let round = 0; round < STARTS; round += 1) {
    bare.push(time(['-e', '0']));
    const begin = performance.timeOrigin + performance.now();
    const environment = { ...process.env, BENCH_FIRST_LETTER: report };
    spawnSync(process.execPath, ['--import', firstLetter, ...args], { cwd: folder, env: environment });
    letter.push(Number(readFileSync(report, 'utf8')) - begin);
  }
  console.log(`\nthe first letter on disk, from the start of the process, ${STARTS} times in turn, the middle of each`);
  console.log(`  ${middle(bare).toFixed(0).padStart(6)} ms   baseline: node -e 0, to its end`);
  const first = middle(letter);
  console.log(
    `  ${first.toFixed(0).padStart(6)} ms   nominate preview --letters-only   ${aim(first, { most: 350 }, 'ms')}`,
  );
  console.log(`  ${(middle(letter) / middle(bare)).toFixed(1).padStart(6)} ×`);
}

function start() {
  const [bare, help] = [[], []];
  for (let round = 0; round < STARTS; round += 1) {
    bare.push(time(['-e', '0']));
    help.push(time([nominate, '--help']));
  }
  console.log(`\nstart, ${STARTS} times in turn, the middle of each`);
  console.log(`  ${middle(bare).toFixed(0).padStart(6)} ms   baseline: node -e 0`);
  console.log(`  ${middle(help).toFixed(0).padStart(6)} ms   nominate --help`);
  console.log(`  ${(middle(help) - middle(bare)).toFixed(0).padStart(6)} ms   more`);
}

function time(args) {
  const begin = performance.now();
  spawnSync(process.execPath, args);
  return performance.now() - begin;
}

try {
  copyFileSync(join(root, 'data', 'campaign.yaml'), join(folder, 'campaign.yaml'));
  list('clps.csv', LETTERS);
  letters();
  lettersMemory();
  rows();
  first();
  start();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
