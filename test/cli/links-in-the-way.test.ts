import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { putPipe } from '../disk/named-pipe.js';
import { nominate, sampleCampaign, type Ended } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';

const LIST = [
  'clp,name,email,address_1,town,postcode',
  'Bath,Jo Ely,jo@example.org,1 High Street,Bath,BA1 1AA',
  'Corby,Ann Ash,ann@@example.org,,,',
  '',
].join('\n');

/** What the organiser keeps elsewhere: nothing of it may change, whatever leads there. */
interface Elsewhere {
  readonly folder: string;
  readonly file: string;
  readonly expectUntouched: () => void;
}

async function elsewhere(): Promise<Elsewhere> {
  const folder = await mkdtemp(join(tmpdir(), 'nominate-elsewhere-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const names = ['thesis.pdf', 'Bath.pdf', 'Bath.eml', 'Bath.html', 'index.html', 'manifest.json', 'print-run.pdf'];
  for (const name of names) writeFileSync(join(folder, name), `my ${name}`);
  return {
    folder,
    file: join(folder, 'thesis.pdf'),
    expectUntouched: () => {
      expect(readdirSync(folder).sort()).toEqual([...names].sort());
      for (const name of names) expect(readFileSync(join(folder, name), 'utf8')).toBe(`my ${name}`);
    },
  };
}

interface Writer {
  readonly command: readonly string[];
  readonly folder: string;
  /** What it writes, apart from what stands in the manifest. */
  readonly files: readonly string[];
}

const COMMANDS: readonly Writer[] = [
  {
    command: ['preview'],
    folder: 'previews',
    files: ['index.html', 'manifest.json', 'letters/Bath.pdf', 'emails/Bath.eml', 'emails/Bath.html'],
  },
  { command: ['print', '--all', '--yes'], folder: 'print', files: ['manifest.json', 'print-run.pdf'] },
  { command: ['rehearse'], folder: 'rehearsal', files: ['index.html', 'manifest.json', 'emails/Bath.eml'] },
];

const EVERY_FILE = COMMANDS.flatMap((writer) =>
  writer.files.map((file) => [writer.command[0] ?? '', file, writer] as const),
);

/** One of each kind: what grows, and what is written at once, in a folder and below it. */
const SOME_FILES = EVERY_FILE.filter(([, file]) => ['index.html', 'letters/Bath.pdf', 'print-run.pdf'].includes(file));

async function write(folder: string, { command }: Writer, ...more: readonly string[]): Promise<Ended> {
  return await nominate(folder, [...command, '--csv', 'clps.csv', '--skip-invalid', ...more]);
}

function expectTold({ code, stderr }: Ended, start: string): void {
  expect(`\n${stderr}`).toContain(`\n${start}`);
  expect(stderr).toMatch(/\n {4}[^\n]+ Then run the same command again\.\n/u);
  expect(code).toBe(2);
}

describe('a link in the place of a file of ours, with our genuine manifest beside it', () => {
  it.each(EVERY_FILE)('is refused by %s at %s, and what it leads to is as it was', async (_, file, writer) => {
    const [folder, mine] = [await sampleCampaign({ 'clps.csv': LIST }), await elsewhere()];
    expect((await write(folder, writer)).code).toBe(0);
    const path = join(folder, writer.folder, file);
    rmSync(path);
    symlinkSync(join(mine.folder, file.slice(file.lastIndexOf('/') + 1)), path);
    expectTold(await write(folder, writer), `${writer.folder}/${file} error is-link: `);
    mine.expectUntouched();
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
  });

  it.each(SOME_FILES)('that leads nowhere: %s makes nothing at its end (%s)', async (_, file, writer) => {
    const [folder, mine] = [await sampleCampaign({ 'clps.csv': LIST }), await elsewhere()];
    const path = join(folder, writer.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(join(mine.folder, 'not there yet'), path);
    expectTold(await write(folder, writer), `${writer.folder}/${file} error is-link: `);
    mine.expectUntouched();
  });
});

describe('a folder that is a link', () => {
  it.each([
    ['previews', 'previews', COMMANDS[0]],
    ['previews/letters', 'previews/letters', COMMANDS[0]],
    ['previews/emails', 'previews/emails', COMMANDS[0]],
    ['print', 'print', COMMANDS[1]],
    ['rehearsal', 'rehearsal', COMMANDS[2]],
    ['rehearsal/emails', 'rehearsal/emails', COMMANDS[2]],
  ])('%s: nothing is written or deleted where it leads', async (_, place, writer) => {
    if (writer === undefined) throw new Error('no such command');
    const [folder, mine] = [await sampleCampaign({ 'clps.csv': LIST }), await elsewhere()];
    expect((await write(folder, writer)).code).toBe(0);
    const names = join(folder, place);
    // The manifest goes on naming what lay there, and the list has other people now.
    rmSync(names, { recursive: true });
    symlinkSync(mine.folder, names);
    writeFileSync(join(folder, 'clps.csv'), LIST.replace('Bath,Jo', 'Dover,Jo'));
    expectTold(await write(folder, writer), `${place} error is-link: `);
    mine.expectUntouched();
  });

  it('is taken where the organiser names it with --out: previews may lie on another disk', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    mkdirSync(join(folder, 'other-disk'));
    symlinkSync(join(folder, 'other-disk'), join(folder, 'previews'));
    const { code, stdout } = await nominate(folder, [
      'preview',
      '--csv',
      'clps.csv',
      '--skip-invalid',
      '--out',
      'previews',
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('into other-disk/');
    expect(existsSync(join(folder, 'other-disk/letters/Bath.pdf'))).toBe(true);
    // Links within it are nobody's choice.
    rmSync(join(folder, 'other-disk/letters'), { recursive: true });
    symlinkSync(folder, join(folder, 'other-disk/letters'));
    const again = await nominate(folder, ['preview', '--csv', 'clps.csv', '--skip-invalid', '--out', 'previews']);
    expectTold(again, 'other-disk/letters error is-link: ');
  });
});

describe('what nominate writes meanwhile', () => {
  it.each(['.unfinished', '.unfinished.new', 'index.html.new', 'manifest.json.new', '.index.html.new'])(
    'as %s is written through no link',
    async (name) => {
      const [folder, mine] = [await sampleCampaign({ 'clps.csv': LIST }), await elsewhere()];
      mkdirSync(join(folder, 'previews'));
      symlinkSync(mine.file, join(folder, 'previews', name));
      await nominate(folder, ['preview', '--csv', 'clps.csv', '--skip-invalid']);
      mine.expectUntouched();
    },
  );

  it.each(['.held.csv.sha256', '.held.csv.new', '.held.csv.sha256.new', '.failed.csv.new', 'held.csv', 'failed.csv'])(
    'beside the list as %s is written through no link',
    async (name) => {
      const [folder, mine] = [await sampleCampaign({ 'clps.csv': LIST }), await elsewhere()];
      symlinkSync(mine.file, join(folder, name));
      const server = await startServer({ rcpt: [{ reply: '550 5.1.1 no such mailbox' }] });
      const send = ['send', '--csv', 'clps.csv', '--skip-invalid', '--yes', '--pace', 'off'];
      const { stdout, stderr } = await nominate(folder, send, serverAt(server.port));
      mine.expectUntouched();
      if (name === 'held.csv') expect(stderr).toContain('held.csv warning held-list-kept: ');
      else expect(readFileSync(join(folder, 'held.csv'), 'utf8')).toContain('ann@@example.org');
      expect(stdout).toContain(`Their rows are in ${name === 'failed.csv' ? 'failed-2.csv' : 'failed.csv'}, `);
    },
  );

  it('is not deleted where a link bears its name, once no row is held any more', async () => {
    const [folder, mine] = [await sampleCampaign({ 'clps.csv': LIST.replace('@@', '@') }), await elsewhere()];
    for (const name of ['held.csv', '.held.csv.sha256', '.held.csv.new']) symlinkSync(mine.file, join(folder, name));
    expect((await nominate(folder, ['preview', '--csv', 'clps.csv'])).code).toBe(0);
    mine.expectUntouched();
  });
});

describe('a manifest that somebody else wrote', () => {
  it('names only what lies in its folder: nothing else is deleted, whatever the spelling', async () => {
    const [folder, mine] = [await sampleCampaign({ 'clps.csv': LIST }), await elsewhere()];
    await nominate(folder, ['preview', '--csv', 'clps.csv', '--skip-invalid']);
    mkdirSync(join(folder, 'previews/deep/er'), { recursive: true });
    const kept = ['notes.txt', 'previews/deep/notes.txt', 'previews/deep/er/notes.txt'];
    for (const name of kept) writeFileSync(join(folder, name), 'mine');
    symlinkSync(mine.folder, join(folder, 'previews/link'));
    const names = [
      mine.file,
      '../notes.txt',
      'letters/../../notes.txt',
      'letters\\..\\..\\notes.txt',
      'deep/notes.txt',
      'deep/er/notes.txt',
      'link/thesis.pdf',
      './link/thesis.pdf',
      'letters//../../notes.txt',
      `${mine.file}\0.pdf`,
      '',
      '.',
      '..',
      '/',
      'letters',
      'letters/',
      'letters/.',
      '~/notes.txt',
      'C:notes.txt',
    ];
    const path = join(folder, 'previews/manifest.json');
    const text = readFileSync(path, 'utf8');
    const [first] = /\{[^{}]*"key"[^{}]*\}/u.exec(text) ?? [];
    if (first === undefined) throw new Error('no letter in the manifest');
    const entries = names.map((name) => first.replace('"letters/Bath.pdf"', JSON.stringify(name)));
    writeFileSync(path, text.replace(first, [first, ...entries].join(',\n')));
    writeFileSync(join(folder, 'previews/.unfinished'), `${names.join('\n')}\n`);
    expect((await nominate(folder, ['preview', '--csv', 'clps.csv', '--skip-invalid'])).code).toBe(0);
    for (const name of kept) expect(readFileSync(join(folder, name), 'utf8')).toBe('mine');
    mine.expectUntouched();
    expect(readdirSync(join(folder, 'previews/letters'))).toEqual(['Bath.pdf']);
  });

  it('does not make nominate write into a file that has a second name elsewhere (a hard link)', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST, 'thesis.pdf': 'mine' });
    await nominate(folder, ['preview', '--csv', 'clps.csv', '--skip-invalid']);
    const names = COMMANDS[0]?.files ?? [];
    for (const name of names.filter((file) => file !== 'manifest.json')) {
      rmSync(join(folder, 'previews', name));
      linkSync(join(folder, 'thesis.pdf'), join(folder, 'previews', name));
    }
    expect((await nominate(folder, ['preview', '--csv', 'clps.csv', '--skip-invalid'])).code).toBe(0);
    expect(readFileSync(join(folder, 'thesis.pdf'), 'utf8')).toBe('mine');
    expect(readFileSync(join(folder, 'previews/letters/Bath.pdf'), 'latin1')).toMatch(/^%PDF/u);
  });
});

describe('what is neither a file nor a folder', () => {
  it.each(SOME_FILES)('is told by %s where %s should be, and stays', async (_, file, writer) => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    const path = join(folder, writer.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    putPipe(path);
    expectTold(await write(folder, writer), `${writer.folder}/${file} error not-a-file: `);
    expect(lstatSync(path).isFIFO()).toBe(true);
  });

  it.each([
    ['previews/index.html', 'previews/index.html error is-folder: '],
    ['previews/letters/Bath.pdf', 'previews/letters/Bath.pdf error is-folder: '],
    ['previews/.unfinished', 'previews/.unfinished error is-folder: '],
  ])('a folder at %s is told, and stays', async (name, told) => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    mkdirSync(join(folder, name), { recursive: true });
    expectTold(await nominate(folder, ['preview', '--csv', 'clps.csv', '--skip-invalid']), told);
    expect(lstatSync(join(folder, name)).isDirectory()).toBe(true);
  });

  it('a file where a folder of ours should be is told, and stays', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    mkdirSync(join(folder, 'previews'));
    writeFileSync(join(folder, 'previews/letters'), 'mine');
    expectTold(
      await nominate(folder, ['preview', '--csv', 'clps.csv', '--skip-invalid']),
      'previews/letters error is-file: ',
    );
    expect(readFileSync(join(folder, 'previews/letters'), 'utf8')).toBe('mine');
  });
});

it('a letter whose file differs in its case only from the one before is written, and its file is not deleted as an old one', async () => {
  const folder = await sampleCampaign({ 'clps.csv': LIST });
  await nominate(folder, ['preview', '--csv', 'clps.csv', '--skip-invalid']);
  const letters = join(folder, 'previews/letters');
  // As on a disk that ignores case: both names are one file.
  linkSync(join(letters, 'Bath.pdf'), join(letters, 'BATH.pdf'));
  writeFileSync(join(folder, 'clps.csv'), LIST.replace('Bath,Jo', 'BATH,Jo'));
  const { code, stderr } = await nominate(folder, ['preview', '--csv', 'clps.csv', '--skip-invalid']);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(readdirSync(letters)).toContain('BATH.pdf');
});

it('a file of somebody else’s whose name differs in its case only is not overwritten', async () => {
  const folder = await sampleCampaign({ 'clps.csv': LIST });
  await nominate(folder, ['preview', '--csv', 'clps.csv', '--skip-invalid']);
  writeFileSync(join(folder, 'previews/letters/BATH.pdf'), 'mine');
  writeFileSync(join(folder, 'clps.csv'), LIST.replace('Bath,Jo', 'BATH,Jo'));
  const ended = await nominate(folder, ['preview', '--csv', 'clps.csv', '--skip-invalid']);
  expect(ended.stderr).toContain('previews/letters/BATH.pdf error foreign-file: ');
  expect(readFileSync(join(folder, 'previews/letters/BATH.pdf'), 'utf8')).toBe('mine');
});

it('what a killed preview left is taken up by the next one, and nothing else stays', async () => {
  const folder = await sampleCampaign({ 'clps.csv': LIST });
  mkdirSync(join(folder, 'previews/letters'), { recursive: true });
  for (const name of ['.0a1b2c3d4e5f.new', 'letters/.a1b2c3d4e5f6.new', 'letters/Derby.pdf'])
    writeFileSync(join(folder, 'previews', name), 'half');
  writeFileSync(
    join(folder, 'previews/.unfinished'),
    '.0a1b2c3d4e5f.new\nletters/.a1b2c3d4e5f6.new\nletters/Derby.pdf\nletters/Bath.pdf\n',
  );
  writeFileSync(join(folder, 'previews/letters/Bath.pdf'), 'half');
  expect((await nominate(folder, ['preview', '--csv', 'clps.csv', '--skip-invalid'])).code).toBe(0);
  expect(readdirSync(join(folder, 'previews'), { encoding: 'utf8', recursive: true }).sort()).toEqual(
    [
      'emails',
      'emails/Bath.eml',
      'emails/Bath.html',
      'index.html',
      'letters',
      'letters/Bath.pdf',
      'manifest.json',
    ].sort(),
  );
});
