// One way to send so many letters, in a process of its own: node delivery-way.js WAY CONNECTIONS LETTERS. `delivery.js` starts it,
// since what one way leaves behind in a process, compiled and collected, would be to another's cost.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import nodemailer from 'nodemailer';
import { syncs } from './count-syncs.js';
import { campaign, mergedLetter } from './mailing.js';
import { systemClock } from '../dist/io/clock.js';
import { openLedger } from '../dist/io/ledger/ledger-file.js';
import { optimiseSoon } from '../dist/io/optimise-soon.js';
import { createMailConnection, LINE } from '../dist/io/smtp/smtp-client.js';
import { buildMessage } from '../dist/render/mime.js';
import { renderHtml } from '../dist/render/html.js';
import { flowedTextInPieces } from '../dist/render/text.js';
import { execute } from '../dist/sending/delivery/execute.js';

const [way, connectionsText, lettersText] = process.argv.slice(2);
const CONNECTIONS = Number(connectionsText);
const LETTERS = Number(lettersText);
const PORT = 2526;
const STYLE = campaign.letter;
const FROM = mailbox('Angharad Llywelyn-Rees', 'angharad@example.org');

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
      key: index.toString(16).padStart(24, '0'),
      clp: `CLP ${index}`,
      email: to,
      line: index + 2,
      from: FROM.address.wire,
      to,
      needsSmtpUtf8: false,
      messageId: `${index}@example.org`,
      content: 'a'.repeat(64),
      today: '2028-05-02',
      compose: async ({ date }) => compose(letter, index, date),
    };
  }
}

/** Sends so many letters; `whenSent` is called while the ledger is still open. */
async function ours(letters = LETTERS, whenSent = () => undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'nominate-bench-'));
  const { ledger } = await openLedger(join(folder, 'ledger.ndjson'), 'ledger.ndjson', null, systemClock.now);
  const never = new AbortController().signal;
  const server = { host: '127.0.0.1', port: PORT, security: 'none', login: null };
  const settings = {
    campaign: 'bench',
    mailing: 'bench',
    pace: null,
    hours: { at: null, between: null },
    connections: CONNECTIONS,
    largest: async () => 0,
    finish: never,
    cut: never,
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
async function pool(contents) {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: PORT,
    ignoreTLS: true,
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: Infinity,
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
    text: flowedTextInPieces(letter).join(''),
    html: renderHtml(letter, STYLE, (source) => source),
  };
}

function poolOfOneLetter() {
  const contents = contentsOf(mergedLetter(0));
  return pool(() => contents);
}

function poolOfAMailing() {
  return pool((index) => contentsOf(mergedLetter(index)));
}

/** What stays in memory after a list and after one four times as long, in MB: with the ledger open, and closed. */
async function memory() {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc');
  const heap = () => {
    collectGarbage();
    return process.memoryUsage().heapUsed / 1e6;
  };
  const stays = [];
  for (const letters of [LETTERS, 4 * LETTERS]) {
    let open = 0;
    await ours(letters, () => (open = heap()));
    stays.push({ letters, open, closed: heap() });
  }
  return { stays };
}

async function rate(send) {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await send();
  const { user, system } = process.cpuUsage(before);
  return {
    rate: (1000 * LETTERS) / (performance.now() - start),
    processor: (user + system) / 1000 / LETTERS,
    ...syncs(),
  };
}

const ways = {
  ours: () => {
    optimiseSoon();
    return rate(ours);
  },
  pool: () => rate(poolOfOneLetter),
  'pool-of-a-mailing': () => rate(poolOfAMailing),
  octets: async () => ({ octets: compose(mergedLetter(0), 0, new Date(0)).length }),
  memory,
};

process.stdout.write(JSON.stringify(await ways[way]()));
