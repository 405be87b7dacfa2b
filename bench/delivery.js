// How many letters a second reach Postfix's smtp-sink: ours with the ledger synced as promised, nodemailer's own pool without
// any ledger, and smtp-source, which composes nothing. All in one run, in turns, so that they meet the same machine.
// `npm run bench:delivery` builds first. LETTERS=5000 ROUNDS=3 CONNECTIONS=1,5 are the defaults.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { systemClock } from '../dist/io/clock.js';
import { openLedger } from '../dist/io/ledger/ledger-file.js';
import { createMailConnection, LINE } from '../dist/io/smtp/smtp-client.js';
import { buildMessage } from '../dist/render/mime.js';
import { renderHtml } from '../dist/render/html.js';
import { renderText } from '../dist/render/text.js';
import { execute } from '../dist/sending/delivery/execute.js';
import { twoPageLetter } from './sample.js';

const LETTERS = Number(process.env['LETTERS'] ?? 5000);
const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
const CONNECTIONS = (process.env['CONNECTIONS'] ?? '1,5').split(',').map(Number);
const PORT = 2526;
const STYLE = { paper: 'A4', accent: '#b3202c' };
const FROM = mailbox('Angharad Llywelyn-Rees', 'angharad@example.org');

const letter = twoPageLetter('Ynys Môn', 'Siân');
const octets = (await compose(letter, 0, new Date(0))).length;

function mailbox(name, wire) {
  return { name, address: { typed: wire, wire, domain: wire.split('@')[1], needsSmtpUtf8: false } };
}

function compose(merged, index, date) {
  const to = mailbox(`Secretary ${index}`, `secretary@clp${index}.example.org`);
  const headers = { from: FROM, to, replyTo: null, unsubscribe: null, messageId: `${index}@example.org`, date };
  return buildMessage(merged, STYLE, headers, new Map(), []);
}

async function* outgoing() {
  for (let index = 0; index < LETTERS; index += 1) {
    const to = `secretary@clp${index}.example.org`;
    yield {
      ...{ key: index.toString(16).padStart(24, '0'), clp: `CLP ${index}`, email: to, line: index + 2 },
      ...{ from: FROM.address.wire, to, needsSmtpUtf8: false, messageId: `${index}@example.org` },
      ...{ content: 'a'.repeat(64), today: '2028-05-02', compose: (date) => compose(letter, index, date) },
    };
  }
}

async function ours(connections) {
  const folder = mkdtempSync(join(tmpdir(), 'nominate-bench-'));
  const { ledger } = await openLedger(join(folder, 'ledger.ndjson'), 'ledger.ndjson', systemClock.now);
  const never = new AbortController().signal;
  const server = { host: '127.0.0.1', port: PORT, security: 'none', login: null };
  const settings = {
    ...{ campaign: 'bench', mailing: 'bench', pace: null, hours: { at: null, between: null }, connections },
    ...{ largest: async () => 0, finish: never, cut: never },
  };
  const ports = { ledger, clock: systemClock, connect: () => createMailConnection(server, LINE) };
  let accepted = 0;
  for await (const event of execute(outgoing(), ports, settings)) if (event.outcome === 'accepted') accepted += 1;
  await ledger.close();
  rmSync(folder, { recursive: true });
  if (accepted !== LETTERS) throw new Error(`${accepted} of ${LETTERS} letters were accepted`);
}

async function pool(connections) {
  const transport = nodemailer.createTransport({
    ...{
      host: '127.0.0.1',
      port: PORT,
      ignoreTLS: true,
      pool: true,
      maxConnections: connections,
      maxMessages: Infinity,
    },
  });
  const [text, html] = [renderText(letter), renderHtml(letter, STYLE, (source) => source)];
  let sent = 0;
  await new Promise((resolve, reject) => {
    transport.on('idle', () => {
      while (transport.isIdle() && sent < LETTERS) {
        const to = { name: `Secretary ${sent}`, address: `secretary@clp${sent}.example.org` };
        const from = { name: FROM.name, address: FROM.address.wire };
        sent += 1;
        const isLast = sent === LETTERS;
        transport.sendMail({ from, to, subject: letter.subject, text, html }, (error) => {
          if (error) reject(error);
          else if (isLast) resolve();
        });
      }
    });
  });
  transport.close();
}

async function source(connections) {
  const size = ['-l', String(octets), '-m', String(LETTERS), '-s', String(connections)];
  await ended(spawn('/usr/sbin/smtp-source', [...size, '-d', `127.0.0.1:${PORT}`], { stdio: 'inherit' }));
}

function ended(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', resolve);
  });
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

const middle = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const ways = {
  'nominate, with its ledger': ours,
  'nodemailer’s pool, no ledger': pool,
  'smtp-source, ready bytes': source,
};
const sink = await startSink();
console.log(
  `${LETTERS} letters of ${octets} octets, ${ROUNDS} rounds, Node ${process.version}; the middle round of each\n`,
);
try {
  for (const connections of CONNECTIONS) {
    const rates = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
    const peaks = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, send] of Object.entries(ways)) {
        globalThis.gc?.();
        const start = performance.now();
        await send(connections);
        rates[name].push((1000 * LETTERS) / (performance.now() - start));
        if (send === ours) peaks.push(process.memoryUsage().heapUsed / 1e6);
      }
    }
    const baseline = middle(rates['nodemailer’s pool, no ledger']);
    console.log(`${connections} connection${connections === 1 ? '' : 's'}: letters/s   ratio   slowest–fastest`);
    for (const [name, each] of Object.entries(rates)) {
      const [rate, ratio] = [
        middle(each).toFixed(0).padStart(12),
        `${(middle(each) / baseline).toFixed(2)} ×`.padStart(9),
      ];
      console.log(`${rate} ${ratio}   ${Math.min(...each).toFixed(0)}–${Math.max(...each).toFixed(0)}   ${name}`);
    }
    console.log(`heap after our rounds: ${peaks.map((megabytes) => megabytes.toFixed(0)).join(', ')} MB\n`);
  }
} finally {
  sink.kill();
}
