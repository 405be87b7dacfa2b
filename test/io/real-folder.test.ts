import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WrongKind } from '../../src/io/files/file-kind.js';
import { openRealFolder, type RealFolder } from '../../src/io/folders/real-folder.js';

/** `out/letters`, and what the organiser keeps elsewhere, under the same name as a letter. */
interface Places {
  readonly out: string;
  readonly letters: string;
  readonly elsewhere: string;
  readonly mine: string;
}

async function places(): Promise<Places> {
  const root = await mkdtemp(join(tmpdir(), 'nominate-real-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const [out, elsewhere] = [join(root, 'out'), join(root, 'elsewhere')];
  for (const folder of [join(out, 'letters'), elsewhere]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(elsewhere, 'Bath.pdf'), 'mine');
  writeFileSync(join(out, 'letters/Bath.pdf'), 'a letter');
  return { out, letters: join(out, 'letters'), elsewhere, mine: join(elsewhere, 'Bath.pdf') };
}

/** Each step, and what it would do to the organiser's own file were it done through the link. */
const STEPS: readonly (readonly [string, (folder: RealFolder) => void])[] = [
  [
    'making a file',
    (folder) => {
      folder.create('letters/new.pdf').close();
    },
  ],
  [
    'putting a file in place',
    (folder) => {
      folder.rename('other.pdf', 'letters/Bath.pdf');
    },
  ],
  [
    'taking a file away',
    (folder) => {
      folder.rename('letters/Bath.pdf', 'taken.pdf');
    },
  ],
  [
    'deleting a file',
    (folder) => {
      folder.remove('letters/Bath.pdf');
    },
  ],
];

describe.each(STEPS)('%s, after the folder gave way to a link to elsewhere', (_, step) => {
  test.skipIf(!existsSync('/proc/self/fd'))('is done where the folder is now (the kernel holds it)', async () => {
    const { out, letters, elsewhere, mine } = await places();
    writeFileSync(join(out, 'other.pdf'), 'other');
    const folder = openRealFolder(out, ['letters'], true);
    renameSync(letters, join(out, 'moved'));
    symlinkSync(elsewhere, letters);
    step(folder);
    folder.close();
    expect(readFileSync(mine, 'utf8')).toBe('mine');
    expect(readdirSync(elsewhere)).toEqual(['Bath.pdf']);
  });

  test('is refused (where the kernel cannot hold it)', async () => {
    const { out, letters, elsewhere, mine } = await places();
    writeFileSync(join(out, 'other.pdf'), 'other');
    const folder = openRealFolder(out, ['letters'], false);
    renameSync(letters, join(out, 'moved'));
    symlinkSync(elsewhere, letters);
    expect(() => {
      step(folder);
    }).toThrow(WrongKind);
    expect(readFileSync(mine, 'utf8')).toBe('mine');
    expect(readdirSync(elsewhere)).toEqual(['Bath.pdf']);
  });
});

describe.each([
  ['which the kernel holds', existsSync('/proc/self/fd')],
  ['which is checked before each step', false],
])('a folder %s', (_, isHeld) => {
  test('that another one has taken the place of is not mistaken for it', async () => {
    const { out, letters } = await places();
    const folder = openRealFolder(out, ['letters'], isHeld);
    renameSync(letters, join(out, 'moved'));
    mkdirSync(letters);
    writeFileSync(join(letters, 'Bath.pdf'), 'mine');
    if (isHeld) folder.remove('letters/Bath.pdf');
    else
      expect(() => {
        folder.remove('letters/Bath.pdf');
      }).toThrow(WrongKind);
    expect(readFileSync(join(letters, 'Bath.pdf'), 'utf8')).toBe('mine');
  });

  test('replaces a link that stands in a file’s place itself, and not what it leads to', async () => {
    const { out, letters, mine } = await places();
    const folder = openRealFolder(out, ['letters'], isHeld);
    symlinkSync(mine, join(letters, 'Corby.pdf'));
    writeFileSync(join(letters, 'whole.new'), 'a letter');
    folder.rename('letters/whole.new', 'letters/Corby.pdf');
    folder.close();
    expect(readFileSync(join(letters, 'Corby.pdf'), 'utf8')).toBe('a letter');
    expect(readFileSync(mine, 'utf8')).toBe('mine');
  });

  test('makes no file where a link stands already', async () => {
    const { out, letters, elsewhere } = await places();
    const folder = openRealFolder(out, ['letters'], isHeld);
    symlinkSync(join(elsewhere, 'new.pdf'), join(letters, 'new.pdf'));
    expect(() => folder.create('letters/new.pdf')).toThrow('EEXIST');
    expect(readdirSync(elsewhere)).toEqual(['Bath.pdf']);
  });

  test.each(['../x', '/etc/x', 'letters/../x', 'letters/', 'deep/x', '', '.', '..', 'a\0b', 'x.', 'C:x', 'a\\b'])(
    'has no file called %j',
    async (name) => {
      const { out } = await places();
      const folder = openRealFolder(out, ['letters'], isHeld);
      expect(folder.holds(name)).toBe(false);
      expect(() => {
        folder.remove(name);
      }).toThrow(TypeError);
      folder.close();
    },
  );
});
