import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { until } from '../until.js';
import { nominateAtTerminal } from './at-terminal.js';
import { nominate, sampleCampaign, startNominate, type Ended } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';

const ROWS = ['Bath,Jo Ely,jo@example.org', 'Corby,Ann Ash,ann@example.org', 'Derby,Al Oak,al@example.org'];
const LIST = `clp,name,email\n${ROWS.join('\n')}\n`;
const GO = ['send', '--csv', 'clps.csv', '--pace', 'off', '--yes', '--today', '2028-05-02'];
const ONE = [...GO, '--limit', '1'];

/** One user's account, with a campaign in the folder `first` that was never sent from. */
interface Account {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** How many letters the server has taken whole, of all runs. */
  readonly arrived: () => number;
  readonly run: (args: readonly string[], name?: string) => Promise<Ended>;
  /** Copies what is handed on, as git or a zip does: not the ledger. */
  readonly cloneTo: (name: string) => void;
  readonly remove: (...names: readonly string[]) => void;
}

async function newAccount(): Promise<Account> {
  const server = await startServer();
  const folder = await sampleCampaign({ 'clps.csv': LIST });
  mkdirSync(join(folder, 'first'));
  for (const name of ['campaign.yaml', 'clps.csv']) renameSync(join(folder, name), join(folder, 'first', name));
  const environment = { ...serverAt(server.port), HOME: join(folder, 'home') };
  return {
    folder,
    environment,
    arrived: () => server.arrivals.all().length,
    run: (args, name = 'first') => nominate(join(folder, name), args, environment),
    cloneTo(name) {
      for (const file of ['campaign.yaml', 'clps.csv']) cpSync(join(folder, 'first', file), join(folder, name, file));
    },
    remove(...names) {
      for (const name of names) rmSync(join(folder, name), { recursive: true });
    },
  };
}

const LEDGER = ['first/ledger.ndjson', 'first/.ledger.ndjson.seen'];

/** How somebody comes to send once more what was begun, and where from. */
interface Scenario {
  readonly what: string;
  readonly before?: (account: Account) => void;
  readonly after?: (account: Account) => void;
  readonly from?: string;
  readonly more?: readonly string[];
  /** `ledger-lost` where the place of the ledger is known, else `begun-elsewhere`. */
  readonly code?: string;
}

const SCENARIOS: readonly Scenario[] = [
  {
    what: 'from a copy made before the first letter',
    before: ({ cloneTo }) => {
      cloneTo('second');
    },
    from: 'second',
  },
  {
    what: 'from a later copy without the ledger',
    after: ({ cloneTo }) => {
      cloneTo('second');
    },
    from: 'second',
  },
  { what: 'with another --ledger', more: ['--ledger', 'other.ndjson'] },
  {
    what: 'from a copy, the original being deleted',
    after: ({ cloneTo, remove }) => {
      cloneTo('second');
      remove('first');
    },
    from: 'second',
  },
  {
    what: 'from a copy, the original being moved, its ledger with it',
    after: ({ cloneTo, folder }) => {
      cloneTo('second');
      renameSync(join(folder, 'first'), join(folder, 'archive'));
    },
    from: 'second',
  },
  {
    what: 'from a copy with the list under another name',
    after: ({ cloneTo, folder }) => {
      cloneTo('second');
      renameSync(join(folder, 'second/clps.csv'), join(folder, 'second/secretaries.csv'));
    },
    from: 'second',
    more: ['--csv', 'secretaries.csv'],
  },
  {
    what: 'in its place, the ledger being deleted',
    after: ({ remove }) => {
      remove(...LEDGER.slice(0, 1));
    },
    code: 'ledger-lost',
  },
  {
    what: 'in its place, ledger and witness being deleted',
    after: ({ remove }) => {
      remove(...LEDGER);
    },
    code: 'ledger-lost',
  },
  {
    what: 'from its place under another name, ledger and witness being deleted',
    after: ({ remove, folder }) => {
      remove(...LEDGER);
      renameSync(join(folder, 'first'), join(folder, 'second'));
    },
    from: 'second',
  },
];

describe('a mailing that was begun on this account with another ledger', () => {
  it.each(SCENARIOS)('writes to nobody again: $what', async ({ before, after, from, more = [], code }) => {
    const account = await newAccount();
    before?.(account);
    expect((await account.run(ONE)).code).toBe(0);
    after?.(account);
    const refused = await account.run([...GO, ...more], from);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(` error ${code ?? 'begun-elsewhere'}: `);
    expect(refused.stderr).toContain('--trust-ledger');
    expect(account.arrived()).toBe(1);
  });

  it('says where that ledger lies now, when it was written and what it knows', async () => {
    const account = await newAccount();
    await account.run(ONE);
    account.cloneTo('second');
    renameSync(join(account.folder, 'first'), join(account.folder, 'moved'));
    await account.run(ONE, 'moved');
    const { stderr } = await account.run(GO, 'second');
    const other = join(account.folder, 'moved', 'ledger.ndjson');
    expect(stderr).toContain(`another ledger, ${other}, last written on 20`);
    expect(stderr).toContain('It lies there still; 2 letters went out.');
    expect(stderr).toContain(`--ledger ${other}`);
    rmSync(other);
    expect((await account.run(['status'], 'second')).stderr).toMatch(
      /warning begun-elsewhere: .* It is no longer there; 2 letters went out, when it was last seen\./u,
    );
    expect(account.arrived()).toBe(2);
  });

  it('goes on where --trust-ledger says so, and asks again only when the other one has gone on', async () => {
    const account = await newAccount();
    await account.run(ONE);
    account.cloneTo('second');
    const trusted = await account.run([...ONE, '--trust-ledger'], 'second');
    expect(trusted.stdout).toContain('1 accepted');
    expect(trusted.stderr).toContain('warning begun-elsewhere');
    expect((await account.run(ONE, 'second')).stderr).not.toMatch(/warning|error/u);
    expect(account.arrived()).toBe(3);
    expect((await account.run(ONE, 'first')).stderr).toContain('error begun-elsewhere');
    await account.run([...ONE, '--trust-ledger'], 'first');
    expect((await account.run(GO, 'second')).stderr).toContain('error begun-elsewhere');
    expect(account.arrived()).toBe(4);
  });

  it('goes on from an emptied place where --trust-ledger says so, and does not ask twice', async () => {
    const account = await newAccount();
    await account.run(ONE);
    account.remove(...LEDGER);
    expect((await account.run([...ONE, '--trust-ledger'])).stdout).toContain('1 accepted');
    expect((await account.run(GO)).stderr).not.toMatch(/warning|error/u);
    expect(account.arrived()).toBe(4);
  });

  it('is asked about at a terminal, where Enter and yes send nothing', async () => {
    const account = await newAccount();
    await account.run(ONE);
    account.cloneTo('second');
    const second = join(account.folder, 'second');
    for (const answer of ['', 'yes']) {
      const stopped = await nominateAtTerminal(second, GO, [answer], account.environment);
      expect(stopped.code).toBe(130);
      expect(stopped.screen).toContain('was begun with another ledger');
    }
    expect(account.arrived()).toBe(1);
    const wentOn = await nominateAtTerminal(second, GO, ['go on'], account.environment);
    expect(wentOn.screen).toContain('3 accepted.');
    expect(account.arrived()).toBe(4);
  });

  it('is not sent with both at once, though neither had begun when the other looked', async () => {
    const account = await newAccount();
    account.cloneTo('second');
    const paced = ['send', '--csv', 'clps.csv', '--yes', '--pace', '8/min'];
    const first = startNominate(join(account.folder, 'first'), paced, account.environment);
    await until(() => account.arrived() === 1);
    const second = await account.run(GO, 'second');
    first.child.kill('SIGKILL');
    await first.ended;
    expect(second.stderr).toContain('error ledger-in-use');
    // Killed: what was begun is remembered all the same.
    expect((await account.run(GO, 'second')).stderr).toContain('error begun-elsewhere');
    expect(account.arrived()).toBe(1);
  });

  it('is neither printed nor recorded as posted without a word', async () => {
    const account = await newAccount();
    const list = join(account.folder, 'first', 'clps.csv');
    writeFileSync(list, 'clp,name,address_1,town,postcode\nBath,Jo Ely,1 Milsom Row,Bath,BA1 1AA\n');
    const print = ['print', '--csv', 'clps.csv'];
    const record = [...print, '--mark-posted', '--yes'];
    account.cloneTo('second');
    await account.run(print);
    await account.run(print, 'second');
    expect((await account.run(record)).code).toBe(0);
    const before = readFileSync(join(account.folder, 'second/print/manifest.json'));
    for (const refused of [await account.run(record, 'second'), await account.run(print, 'second')]) {
      expect(refused.code).toBe(2);
      expect(refused.stderr).toContain('error begun-elsewhere');
    }
    expect(readFileSync(join(account.folder, 'second/print/manifest.json'))).toEqual(before);
    expect((await account.run([...record, '--trust-ledger'], 'second')).stdout).toContain(
      'Recorded 1 letter as posted.',
    );
  });

  it('is told, and no more, by what sends and prints nothing', async () => {
    const account = await newAccount();
    await account.run(ONE);
    account.cloneTo('second');
    for (const command of [['status'], ['preview', '--csv', 'clps.csv'], ['rehearse', '--csv', 'clps.csv']]) {
      const { code, stderr, stdout } = await account.run(command, 'second');
      expect(code).toBe(0);
      expect(stderr).toContain('warning begun-elsewhere');
      expect(stdout).not.toContain('Nothing has been sent.');
    }
    const test = await account.run(['send', '--csv', 'clps.csv', '--test-to', 'me@example.org'], 'second');
    expect(test.stderr).not.toContain('begun-elsewhere');
    expect(test.stdout).toContain('3 accepted');
  });

  it('is known by the ledger itself where an earlier nominate remembered only where that lies', async () => {
    const account = await newAccount();
    await account.run(ONE);
    account.cloneTo('second');
    const folder = join(account.folder, 'home/.local/state/nominate');
    const file = join(folder, readdirSync(folder).find((name) => name.endsWith('.json')) ?? '');
    const [kept] = /^.*"sum":"[0-9a-f]{16}"/u.exec(readFileSync(file, 'utf8')) ?? [''];
    writeFileSync(file, `${kept}}\n`);
    expect((await account.run(GO, 'second')).stderr).toContain('error begun-elsewhere');
    expect(account.arrived()).toBe(1);
  });
});

describe('nothing is asked', () => {
  it('of a second mailing with the same ledger, nor after a test, a rehearsal and a preview elsewhere', async () => {
    const account = await newAccount();
    account.cloneTo('second');
    await account.run(['send', '--csv', 'clps.csv', '--test-to', 'me@example.org'], 'second');
    await account.run(['rehearse', '--csv', 'clps.csv'], 'second');
    await account.run(['preview', '--csv', 'clps.csv'], 'second');
    const before = account.arrived();
    expect((await account.run(GO)).stderr).not.toMatch(/warning|error/u);
    const reminder = await account.run([...GO, '--template', 'reminder']);
    expect(reminder.stdout).toContain('3 accepted.');
    expect(reminder.stderr).not.toMatch(/begun|error/u);
    expect(account.arrived()).toBe(before + 6);
  });

  it('but told, where another letter of the campaign was sent with another ledger', async () => {
    const account = await newAccount();
    account.cloneTo('second');
    await account.run(GO);
    const other = await account.run([...GO, '--template', 'first-candidacy'], 'second');
    expect(other.stderr).toContain('warning related-elsewhere: The letter "');
    expect(other.stderr).not.toContain('begun-elsewhere');
    expect(account.arrived()).toBe(6);
  });

  it('where the mail server let nobody in, and so no letter was begun', async () => {
    const account = await newAccount();
    account.cloneTo('second');
    const closed = await startServer({ greeting: [{ reply: '554 5.3.2 no mail is taken here' }] });
    const refusing = { ...account.environment, ...serverAt(closed.port) };
    expect((await nominate(join(account.folder, 'first'), GO, refusing)).code).toBe(4);
    expect((await account.run(GO, 'second')).stdout).toContain('3 accepted.');
  });
});

describe('a memory that cannot be used', () => {
  const folderOf = ({ folder }: Account): string => join(folder, 'home/.local/state/nominate');

  it('is told where one of its files is damaged or unreadable, and is not taken for none', async () => {
    const account = await newAccount();
    await account.run(ONE);
    account.cloneTo('second');
    const names = readdirSync(folderOf(account)).filter((name) => name.endsWith('.json'));
    expect(names).toHaveLength(1);
    const file = join(folderOf(account), names[0] ?? '');
    for (const damage of ['', '{}', readFileSync(file, 'utf8').slice(0, 60)]) {
      writeFileSync(file, damage);
      const { stderr } = await account.run(['status'], 'second');
      expect(stderr).toContain(`${file} warning memory-unreadable: `);
    }
  });

  it.each([
    ['below /proc, where nothing can be made', () => '/proc/nominate'],
    ['below a file', ({ folder }: Account) => join(folder, 'first/clps.csv/home')],
    ['nowhere', () => ''],
    ['named by a relative path', () => 'home'],
  ])('is told once, and holds nothing up, where the home is %s', async (_, home) => {
    const account = await newAccount();
    const environment = { ...account.environment, HOME: home(account) };
    const { code, stdout, stderr } = await nominate(join(account.folder, 'first'), GO, environment);
    expect(code).toBe(0);
    expect(stdout).toContain('3 accepted.');
    expect(stderr.match(/warning not-remembered: /gu)).toHaveLength(1);
  });
});
