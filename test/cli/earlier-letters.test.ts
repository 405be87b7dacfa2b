import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { stampEntry, writeLedgerLine } from '../../src/sending/ledger/ledger-event.js';
import type { Script, ScriptedServer } from '../servers/scripted-server.js';
import { nominate, sampleCampaign } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';

const GO = ['send', '--csv', 'clps.csv', '--yes', '--pace', 'off'];
const HEADER = 'clp,name,email,address_1,town,postcode\n';
const BATH = 'Bath,Jo Ely,jo@example.org,1 High Street,Bath,BA1 1AA\n';

/** A campaign whose list is Bath, after a run over it. */
async function afterFirstRun(script: Script = {}): Promise<{
  readonly folder: string;
  readonly server: ScriptedServer;
  readonly run: (...args: readonly string[]) => ReturnType<typeof nominate>;
  readonly list: (...rows: readonly string[]) => void;
}> {
  const server = await startServer(script);
  const folder = await sampleCampaign({ 'clps.csv': HEADER + BATH });
  const at = serverAt(server.port);
  await nominate(folder, GO, at);
  return {
    folder,
    server,
    run: (...args) => nominate(folder, args, at),
    list: (...rows) => {
      writeFileSync(join(folder, 'clps.csv'), HEADER + rows.join(''));
    },
  };
}

function arrived({ arrivals }: ScriptedServer): number {
  return arrivals.all().length;
}

describe('a list that was changed after its letters went out', () => {
  it('sends a CLP that had its letter none to another address, until somebody chooses', async () => {
    const { server, run, list } = await afterFirstRun();
    list(BATH.replace('jo@', 'ann@'), 'Derby,Al Oak,al@example.org,,,\n');
    const held = await run(...GO);
    expect(held.code).toBe(1);
    expect(held.stderr).toMatch(
      /clps\.csv:2:1 error clp-written-to-before: "Bath" has had this letter before, at jo@example\.org, on \d{4}-\d\d-\d\d\.\n.*--one-per clp .*--one-per row/u,
    );
    expect(arrived(server)).toBe(1);
    const skipped = await run(...GO, '--one-per', 'clp');
    expect(skipped.code).toBe(0);
    expect(arrived(server)).toBe(2);
    const both = await run(...GO, '--one-per', 'row');
    expect(both.stderr).toContain('clps.csv:2:1 warning clp-written-to-before');
    expect(arrived(server)).toBe(3);
    expect((await run(...GO, '--one-per', 'row')).stderr).not.toContain('written-to-before');
  });

  it('sends somebody who had a letter for one CLP none for another, until somebody chooses', async () => {
    const { server, run, list } = await afterFirstRun();
    list('Corby,Jo Ely,JO@example.org,,,\n');
    const held = await run(...GO);
    expect(held.code).toBe(1);
    expect(held.stderr).toMatch(
      /clps\.csv:2:3 error address-written-to-before: JO@example\.org has had this letter before, for "Bath", on .*\n.*--one-per address .*--one-per row/u,
    );
    const warned = await run(...GO, '--one-per', 'clp', '--dry-run');
    expect(warned.code).toBe(0);
    expect(warned.stderr).toContain('clps.csv:2:3 warning address-written-to-before: ');
    await run(...GO, '--one-per', 'address');
    expect(arrived(server)).toBe(1);
  });

  it('prints no letter for a row that lost its e-mail address after it was e-mailed', async () => {
    const { folder, run, list } = await afterFirstRun();
    list(BATH.replace('jo@example.org', ''));
    const held = await run('print', '--csv', 'clps.csv');
    expect(held.code).toBe(1);
    expect(held.stderr).toContain('"Bath" has had this letter before, at jo@example.org');
    expect(existsSync(join(folder, 'print/print-run.pdf'))).toBe(false);
  });

  it('says that a letter in doubt may have arrived at the address that was changed', async () => {
    const { server, run, list } = await afterFirstRun({ final: [{ then: 'reset' }] });
    list(BATH.replace('jo@', 'ann@'));
    const held = await run(...GO);
    expect(held.code).toBe(1);
    expect(held.stderr).toContain('"Bath" may have had this letter before, at jo@example.org');
    expect(arrived(server)).toBe(1);
  });

  it('writes to the mended address of somebody whom the server had refused', async () => {
    const { server, run, list } = await afterFirstRun({ rcpt: [{ reply: '550 5.1.1 no such mailbox' }] });
    list(BATH.replace('jo@', 'joe@'));
    const sent = await run(...GO);
    expect(sent.code).toBe(0);
    expect(sent.stderr).not.toContain('written-to-before');
    expect(arrived(server)).toBe(1);
  });
});

/** What the first nominates recorded of a posted letter. */
const postedBefore = z.object({
  type: z.literal('posted'),
  seq: z.int(),
  key: z.string(),
  campaign: z.string(),
  mailing: z.string(),
  clp: z.string(),
  email: z.null(),
});

describe('a letter on paper that was posted', () => {
  const PAPER = 'Hull East,Ann Ash,,"61, The Walk",Hull,HU8 8ZX\n';
  const MENDED = 'Kingston upon Hull East,Ann Ash,,61 The Walk,HULL,hu88zx\n';

  /** A campaign whose one letter was printed and posted. */
  async function afterPost(): Promise<Awaited<ReturnType<typeof afterFirstRun>>> {
    const campaign = await afterFirstRun();
    campaign.list(PAPER);
    await campaign.run('print', '--csv', 'clps.csv');
    expect((await campaign.run('print', '--csv', 'clps.csv', '--mark-posted', '--yes')).code).toBe(0);
    return campaign;
  }

  it('is not printed again for the same postal address when the CLP is spelt otherwise, until somebody chooses', async () => {
    const { folder, run, list } = await afterPost();
    list(MENDED);
    const held = await run('print', '--csv', 'clps.csv');
    expect(held.code).toBe(1);
    expect(held.stderr).toMatch(
      /clps\.csv:2:4 error address-written-to-before: "61 The Walk, HULL, HU8 8ZX" has had this letter before, for "Hull East", on \d{4}-\d\d-\d\d\.\n.*--one-per address .*--one-per row/u,
    );
    const skipped = await run('print', '--csv', 'clps.csv', '--one-per', 'address');
    expect(skipped.stdout).toContain('Nothing to print.');
    const again = await run('print', '--csv', 'clps.csv', '--one-per', 'row');
    expect(again.stdout).toContain('1 letter on');
    expect(readFileSync(join(folder, 'ledger.ndjson'), 'utf8')).not.toMatch(/walk/iu);
  });

  it('is not printed again for a row that has lost its e-mail address since, also where every row has a letter', async () => {
    const { run, list } = await afterFirstRun();
    const row = 'Hull East,Ann Ash,ann@example.org,61 The Walk,Hull,HU8 8ZX\n';
    list(row);
    await run('print', '--csv', 'clps.csv', '--all');
    await run('print', '--csv', 'clps.csv', '--mark-posted', '--yes');
    list(row.replace('ann@example.org', ''));
    const again = await run('print', '--csv', 'clps.csv', '--one-per', 'row');
    expect(again.stdout).toContain('1 row: posted');
    expect(again.stdout).toContain('Nothing to print.');
  });

  it('is told, as a warning, of a row that has got an e-mail address since: an office may have two secretaries', async () => {
    const { server, run, list } = await afterPost();
    const before = arrived(server);
    list(MENDED.replace('Ann Ash,,', 'Ann Ash,ann@example.org,'));
    const warned = await run(...GO, '--dry-run');
    expect(warned.stderr).toContain(
      'clps.csv:2:4 warning address-written-to-before: "61 The Walk, HULL, HU8 8ZX" has had',
    );
    expect((await run(...GO)).code).toBe(0);
    expect(arrived(server)).toBe(before + 1);
  });

  it('by a nominate that recorded no postal address is known by its CLP, and its ledger is read', async () => {
    const { folder, run, list } = await afterPost();
    const path = join(folder, 'ledger.ndjson');
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    const { seq, ...entry } = postedBefore.parse(JSON.parse(lines.at(-1) ?? ''));
    const old = writeLedgerLine(stampEntry(entry, seq, new Date()));
    writeFileSync(path, `${[...lines.slice(0, -1), old].join('\n')}\n`);
    rmSync(join(folder, '.ledger.ndjson.seen'));
    expect((await run('print', '--csv', 'clps.csv')).stdout).toContain('1 row: posted');
    list(PAPER.replace('61,', '62,'));
    expect((await run('print', '--csv', 'clps.csv')).stderr).toContain('error clp-written-to-before');
  });
});

describe('a letter whose file was renamed after it went out', () => {
  it('is another mailing, and it is said before the question that its people have had one', async () => {
    const { folder, server, run, list } = await afterFirstRun();
    list(BATH, 'Derby,Al Oak,al@example.org,,,\n');
    const templates = fileURLToPath(new URL('../../templates', import.meta.url));
    mkdirSync(join(folder, 'templates'));
    copyFileSync(join(templates, 're-election.hbs'), join(folder, 'templates', 'final.hbs'));
    const asked = await run('send', '--csv', 'clps.csv', '--template', 'final');
    expect(asked.stderr).toContain('Earlier   1 of them has had the letter re-election; final counts as another one\n');
    expect((await run('send', '--csv', 'clps.csv', '--template', 're-election')).stderr).not.toContain(
      'counts as another',
    );
    expect(arrived(server)).toBe(1);
  });
});
