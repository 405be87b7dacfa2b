// How many letters a second reach Postfix's smtp-sink: ours with the ledger synced as promised, nodemailer's own pool without
// any ledger, and smtp-source, which composes nothing. All in one run, in turns, so that they meet the same machine.
// `npm run bench -- delivery` builds first. LETTERS=5000 ROUNDS=3 CONNECTIONS=1,5 are the defaults.
import { execFileSync, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { aim } from './aim.js';
import { middle } from './middle.js';

const LETTERS = Number(process.env['LETTERS'] ?? 5000);
const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
const CONNECTIONS = (process.env['CONNECTIONS'] ?? '1,5').split(',').map(Number);
const PORT = 2526;
/** Against the baseline: at one connection, and at more. */
const LEAST = { one: 1, more: 1.5 };
/** A heap that counts as flat, as a part of the one before it. */
const FLAT = 1.1;

const ways = [
  { name: 'nominate, each letter merged and rendered, its ledger synced', send: sendBy('ours'), ours: true },
  {
    name: 'nodemailer’s pool, no ledger, one text and HTML for everybody (the baseline)',
    send: sendBy('pool'),
    baseline: true,
  },
  {
    name: 'nodemailer’s pool, no ledger, each letter merged and rendered with ours',
    send: sendBy('pool-of-a-mailing'),
  },
  { name: 'smtp-source, ready bytes', send: source },
];

function child(way, connections, letters) {
  const script = fileURLToPath(new URL('delivery-way.js', import.meta.url));
  const args = [script, way, String(connections), String(letters)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
}

function sendBy(way) {
  return (connections) => child(way, connections, LETTERS);
}

function source(connections) {
  const size = ['-l', String(octets), '-m', String(LETTERS), '-s', String(connections)];
  const start = performance.now();
  execFileSync('/usr/sbin/smtp-source', [...size, '-d', `127.0.0.1:${PORT}`], { stdio: 'inherit' });
  return { rate: (1000 * LETTERS) / (performance.now() - start) };
}

async function startSink() {
  const sink = spawn('/usr/sbin/smtp-sink', ['-u', 'root', `127.0.0.1:${PORT}`, '100'], { stdio: 'ignore' });
  for (;;) {
    const isUp = await new Promise((resolve) => {
      const socket = connect(PORT, '127.0.0.1', () => socket.end(() => resolve(true)));
      socket.on('error', () => resolve(false));
    });
    if (isUp) return sink;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The middle round of each way, with its ratio to the baseline. */
function rates(connections) {
  const measured = ways.map((way) => ({ ...way, rounds: [] }));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const { send, rounds } of measured) rounds.push(send(connections));
  const rateOf = ({ rounds }) => middle(rounds.map(({ rate }) => rate));
  const baseline = rateOf(measured.find((way) => way.baseline));
  console.log(
    `${connections} connection${connections === 1 ? '' : 's'}: letters/s   ratio   CPU a letter   slowest–fastest`,
  );
  for (const way of measured) {
    const each = way.rounds.map(({ rate }) => rate);
    const rate = rateOf(way).toFixed(0).padStart(12);
    const ratio = `${(rateOf(way) / baseline).toFixed(2)} ×`.padStart(9);
    // smtp-source is a process of its own.
    const processor = middle(way.rounds.map((round) => round.processor ?? Number.NaN));
    const cpu = `${processor.toFixed(2)} ms`.replace('NaN ms', '').padStart(14);
    console.log(
      `${rate} ${ratio} ${cpu}   ${Math.min(...each).toFixed(0)}–${Math.max(...each).toFixed(0)}   ${way.name}`,
    );
  }
  const { rounds } = measured.find((way) => way.ours);
  const times = rateOf({ rounds }) / baseline;
  const least = connections === 1 ? LEAST.one : LEAST.more;
  console.log(`nominate to the baseline: ${times.toFixed(2)} ×   ${aim(times, { least }, '×')}`);
  const [count, milliseconds] = ['count', 'milliseconds'].map(
    (of) => middle(rounds.map((round) => round[of])) / LETTERS,
  );
  console.log(
    `nominate synced the ledger ${count.toFixed(2)} times a letter, and the disk took ${milliseconds.toFixed(2)} ms`,
  );
  console.log(`of the ${(1000 / rateOf({ rounds })).toFixed(2)} ms of a letter for it\n`);
}

/** What a list leaves in memory, and one four times as long. */
function memory(connections) {
  const { stays } = child('memory', connections, LETTERS);
  for (const { letters, open, closed } of stays) {
    console.log(`heap after ${letters} letters: ${open.toFixed(1)} MB, ${closed.toFixed(1)} MB with the ledger closed`);
  }
  const [few, many] = stays;
  const record = (1e6 * (many.open - few.open)) / (many.letters - few.letters);
  console.log(`${record.toFixed(0)} bytes a letter, which is the ledger’s record of it`);
  const growth = many.closed / few.closed;
  console.log(`${growth.toFixed(2)} × with the ledger closed   ${aim(growth, { most: FLAT }, '× (flat)')}`);
}

const { octets } = child('octets', 1, 1);
const sink = await startSink();
console.log(
  `${LETTERS} letters of ${octets} octets, ${ROUNDS} rounds, Node ${process.version}; the middle round of each\n`,
);
try {
  for (const connections of CONNECTIONS) rates(connections);
  memory(CONNECTIONS.at(-1));
} finally {
  sink.kill();
}
