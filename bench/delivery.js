// How many letters a second reach Postfix's smtp-sink: ours with the ledger synced as promised, nodemailer's own pool without
// any ledger, and smtp-source, which composes nothing. All in one run, in turns, so that they meet the same machine.
// `npm run bench -- delivery` builds first. LETTERS=5000 ROUNDS=3 CONNECTIONS=1,5 are the defaults.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import nodemailer from 'nodemailer';
import { syncs } from './count-syncs.js';
import { campaign, mergedLetter } from './mailing.js';
import { middle } from './middle.js';
import { systemClock } from '../dist/io/clock.js';
import { openLedger } from '../dist/io/ledger/ledger-file.js';
import { createMailConnection, LINE } from '../dist/io/smtp/smtp-client.js';
import { buildMessage } from '../dist/render/mime.js';
import { renderHtml } from '../dist/render/html.js';
import { renderFlowedText } from '../dist/render/text.js';
import { execute } from '../dist/sending/delivery/execute.js';

const LETTERS = Number(process.env['LETTERS'] ?? 5000);
const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
const CONNECTIONS = (process.env['CONNECTIONS'] ?? '1,5').split(',').map(Number);
const PORT = 2526;
const STYLE = campaign.letter;
const FROM = mailbox('Angharad Llywelyn-Rees', 'angharad@example.org');

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

const octets = compose(mergedLetter(0), 0, new Date(0)).length;

function mailbox(name, wire) {
  return { name, address: { typed: wire, wire, domain: wire.split('@')[1], needsSmtpUtf8: false } };
}

function compose(letter, index, date) {
  const to = mailbox(`Secretary ${index}`, `secretary@clp${index}.example.org`);
  const headers = { from: FROM, to, replyTo: null, unsubscribe: null, messageId: `${index}@example.org`, date };
  return buildMessage(letter, STYLE, headers, new Map(), []);
}

async function* outgoing(letters) {
  for (let index = 0; index < letters; index += 1) {
    const to = `secretary@clp${index}.example.org`;
    const letter = mergedLetter(index);
    yield {
      ...{ key: index.toString(16).padStart(24, '0'), clp: `CLP ${index}`, email: to, line: index + 2 },
      ...{ from: FROM.address.wire, to, needsSmtpUtf8: false, messageId: `${index}@example.org` },
      ...{ content: 'a'.repeat(64), today: '2028-05-02', compose: async (date) => compose(letter, index, date) },
    };
  }
}

/** Sends so many letters; `whenSent` is called while the ledger is still open. */
async function ours(connections, letters = LETTERS, whenSent = () => undefined) {
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
  for await (const event of execute(outgoing(letters), ports, settings))
    if (event.outcome === 'accepted') accepted += 1;
  whenSent();
  await ledger.close();
  rmSync(folder, { recursive: true });
  if (accepted !== letters) throw new Error(`${accepted} of ${letters} letters were accepted`);
}

/** nodemailer's pool; `contents` gives the text and the HTML of a letter. */
async function pool(connections, contents) {
  const transport = nodemailer.createTransport({
    ...{ host: '127.0.0.1', port: PORT, ignoreTLS: true },
    ...{ pool: true, maxConnections: connections, maxMessages: Infinity },
  });
  let begun = 0;
  let sent = 0;
  await new Promise((resolve, reject) => {
    transport.on('idle', () => {
      while (transport.isIdle() && begun < LETTERS) {
        const to = { name: `Secretary ${begun}`, address: `secretary@clp${begun}.example.org` };
        const from = { name: FROM.name, address: FROM.address.wire };
        transport.sendMail({ from, to, ...contents(begun) }, (error) => {
          sent += 1;
          if (error) reject(error);
          else if (sent === LETTERS) resolve();
        });
        begun += 1;
      }
    });
  });
  transport.close();
}

function contentsOf(letter) {
  return {
    subject: letter.subject,
    text: renderFlowedText(letter),
    html: renderHtml(letter, STYLE, (source) => source),
  };
}

function poolOfOneLetter(connections) {
  const contents = contentsOf(mergedLetter(0));
  return pool(connections, () => contents);
}

function poolOfAMailing(connections) {
  return pool(connections, (index) => contentsOf(mergedLetter(index)));
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

const BASELINE = 'nodemailer’s pool, no ledger, one text and HTML for everybody (the baseline)';
const ways = {
  'nominate, each letter merged and rendered, its ledger synced': ours,
  [BASELINE]: poolOfOneLetter,
  'nodemailer’s pool, no ledger, each letter merged and rendered with ours': poolOfAMailing,
  'smtp-source, ready bytes': source,
};

/** The middle round of each way, with its ratio to the baseline. */
async function rates(connections) {
  const measured = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  let synced = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, send] of Object.entries(ways)) {
      collectGarbage();
      const before = syncs();
      const start = performance.now();
      await send(connections);
      measured[name].push((1000 * LETTERS) / (performance.now() - start));
      if (send === ours) synced = (syncs() - before) / LETTERS;
    }
  }
  const baseline = middle(measured[BASELINE]);
  console.log(`${connections} connection${connections === 1 ? '' : 's'}: letters/s   ratio   slowest–fastest`);
  for (const [name, each] of Object.entries(measured)) {
    const rate = middle(each).toFixed(0).padStart(12);
    const ratio = `${(middle(each) / baseline).toFixed(2)} ×`.padStart(9);
    console.log(`${rate} ${ratio}   ${Math.min(...each).toFixed(0)}–${Math.max(...each).toFixed(0)}   ${name}`);
  }
  console.log(`nominate synced the ledger ${synced.toFixed(2)} times a letter\n`);
}

/** What stays in memory after a list and after one four times as long, in MB: with the ledger open, and closed. */
async function memory(connections) {
  const heap = () => {
    collectGarbage();
    return process.memoryUsage().heapUsed / 1e6;
  };
  const sizes = [LETTERS, 4 * LETTERS];
  const stays = [];
  for (const letters of sizes) {
    let open = 0;
    await ours(connections, letters, () => (open = heap()));
    stays.push({ letters, open, closed: heap() });
  }
  for (const { letters, open, closed } of stays) {
    console.log(`heap after ${letters} letters: ${open.toFixed(1)} MB, ${closed.toFixed(1)} MB with the ledger closed`);
  }
  const [few, many] = stays;
  const record = (1e6 * (many.open - few.open)) / (many.letters - few.letters);
  console.log(`${record.toFixed(0)} bytes a letter, which is the ledger’s record of it`);
}

const sink = await startSink();
console.log(
  `${LETTERS} letters of ${octets} octets, ${ROUNDS} rounds, Node ${process.version}; the middle round of each\n`,
);
try {
  for (const connections of CONNECTIONS) await rates(connections);
  await memory(CONNECTIONS.at(-1));
} finally {
  sink.kill();
}
