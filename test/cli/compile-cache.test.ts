import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { LONG_PROOFS } from '../long-proofs.js';
import { sampleCampaign } from './nominate.js';

const NOMINATE = fileURLToPath(new URL('../../bin/nominate.js', import.meta.url));
/** Node keeps what it compiles from version 22 on. */
const NODES = LONG_PROOFS ? ['this', '22', '24'] : ['this'];

function node(version: string): string {
  if (version === 'this') return process.execPath;
  const asked = ['-y', `node@${version}`, '-p', 'process.execPath'];
  return spawnSync('npx', asked, { encoding: 'utf8' }).stdout.trim();
}

const keeps = (version: string): boolean =>
  Number(version === 'this' ? process.versions.node.split('.')[0] : version) >= 22;

function run(version: string, home: string): ReturnType<typeof spawnSync> {
  const args = ['-c', 'umask 000; exec "$0" "$1" --version', node(version), NOMINATE];
  return spawnSync('/bin/sh', args, { env: { PATH: process.env['PATH'], HOME: home }, timeout: 60_000 });
}

describe.each(NODES)('what is compiled by Node (%s)', (version) => {
  it('is kept in a folder of the owner’s only, under any umask', async () => {
    const home = await sampleCampaign();
    expect(run(version, home).status).toBe(0);
    expect(existsSync(join(home, '.cache/nominate'))).toBe(keeps(version));
    if (!keeps(version)) return;
    for (const folder of ['.cache', '.cache/nominate']) expect(statSync(join(home, folder)).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(home, '.cache/nominate'))).not.toEqual([]);
  });

  it('is not looked for where others could have put something', async () => {
    const cache = join(await sampleCampaign(), '.cache/nominate');
    mkdirSync(cache, { recursive: true });
    chmodSync(cache, 0o777);
    expect(run(version, join(cache, '../..')).status).toBe(0);
    expect(readdirSync(cache)).toEqual([]);
  });

  it.each(['/proc/x', NOMINATE, 'relative', ''])(
    'is not kept, and holds nothing up, where the home is "%s"',
    (home) => {
      expect(run(version, home).status).toBe(0);
    },
  );
});
