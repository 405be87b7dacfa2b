// Sends letters from the built program until it is done or killed. Argument: one JSON object
// { dist, ledger, server, certificate, size, letters, connections, perMinute, replyLimit, killAt };
// size is that of a letter in bytes, killAt null or "before attempt 3", "after outcome 1" …
const how = JSON.parse(process.argv[2]);
const load = (file) => import(new URL(file, how.dist).href);
const [{ openLedger }, { createMailConnection, LINE }, { systemClock }, { execute }, { dueNow }, { messageIdFor }] =
  await Promise.all(
    [
      'io/ledger/ledger-file.js',
      'io/smtp/smtp-client.js',
      'io/clock.js',
      'sending/delivery/execute.js',
      'sending/ledger/due.js',
      'sending/plan/letter-key.js',
    ].map(load),
  );

const { ledger, problems } = await openLedger({
  path: how.ledger,
  file: 'ledger.ndjson',
  memories: null,
  mailing: null,
  now: systemClock.now,
});
if (ledger === null) throw new Error(JSON.stringify(problems));

const counts = {};
const dieAt = (point) => {
  if (point === how.killAt) process.kill(process.pid, 'SIGKILL');
};
const mortalLedger = {
  state: ledger.state,
  append: async (entry) => {
    const count = (counts[entry.type] = (counts[entry.type] ?? 0) + 1);
    dieAt(`before ${entry.type} ${count}`);
    const failure = await ledger.append(entry);
    dieAt(`after ${entry.type} ${count}`);
    return failure;
  },
};

async function* dueLetters() {
  for (let index = 0; index < how.letters; index += 1) {
    const key = index.toString(16).padStart(24, '0');
    if (dueNow(ledger.state, key, systemClock.now()).action !== 'send') continue;
    const to = `secretary@clp${index}.example.org`;
    const messageId = messageIdFor(key, 'example.org');
    const compose = async ({ date }) =>
      Buffer.from(
        `Message-ID: <${messageId}>\r\nDate: ${date.toISOString()}\r\n\r\n${'A line of a letter.\r\n'.repeat(how.size / 21)}END OF LETTER\r\n`,
      );
    yield {
      key,
      clp: `CLP ${index}`,
      email: to,
      line: index + 2,
      from: 'mair@example.org',
      to,
      needsSmtpUtf8: false,
      messageId,
      content: `letter ${index}`,
      today: '2028-05-02',
      compose,
    };
  }
}

const never = new AbortController().signal;
const limits = { ...LINE, replyLimit: how.replyLimit ?? LINE.replyLimit, authorities: how.certificate };
const ports = { ledger: mortalLedger, clock: systemClock, connect: () => createMailConnection(how.server, limits) };
const settings = {
  campaign: 'nec-2028',
  mailing: 're-election',
  pace: how.perMinute === null ? null : { perMinute: how.perMinute, perDay: 100_000 },
  connections: how.connections,
  largest: async () => 0,
  hours: { at: null, between: null },
  finish: never,
  cut: never,
};
process.stdout.write('begun\n');
for await (const event of execute(dueLetters(), ports, settings)) {
  if (event.kind === 'end' && event.stop !== null) throw new Error(JSON.stringify(event.stop));
}
await ledger.close();
