// Takes a ledger of the built program at a given moment, tells what became of it, and keeps it
// until it is killed. Argument: one JSON object { dist, path, memories }; the moment comes on
// standard input, in milliseconds since 1970.
const { dist, ...where } = JSON.parse(process.argv[2]);
const { openLedger } = await import(new URL('io/ledger/ledger-file.js', dist).href);

process.stdin.on('data', async (moment) => {
  while (Date.now() < Number(moment));
  const { ledger, problems } = await openLedger({
    ...where,
    file: 'ledger.ndjson',
    mailing: { campaign: 'nec-2028', mailing: 're-election' },
    now: () => new Date(),
  });
  process.stdout.write(`${ledger === null ? problems.map(({ code }) => code).join(' ') : 'held'}\n`);
});
process.stdout.write('ready\n');
