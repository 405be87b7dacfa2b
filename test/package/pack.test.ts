import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('the package', () => {
  it('works where it is installed, without anybody’s install scripts', () => {
    const folder = mkdtempSync(join(tmpdir(), 'nominate-pack-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true, force: true });
    });
    const run = (command: string, ...args: string[]): string =>
      execFileSync(command, args, { cwd: folder, encoding: 'utf8' });
    // dist/ is built when the tests begin; building it again here would pull it from under the other tests.
    execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: ROOT });
    const [tarball = ''] = readdirSync(folder);
    run('npm', 'init', '--yes');
    run('npm', 'install', '--ignore-scripts', '--prefer-offline', join(folder, tarball));
    expect(run('npx', 'nominate', 'init', 'campaign')).toContain('Made campaign/');
    expect(run('npx', 'nominate', 'preview', '--csv', 'campaign/clps.csv')).toContain('24 letters and 23 e-mails');
    expect(readdirSync(join(folder, 'campaign/previews/letters'))).toHaveLength(24);
    const installed = join(folder, 'node_modules/nominate-letters');
    expect(readdirSync(installed)).not.toContain('src');
    expect(readdirSync(join(installed, 'dist'))).toEqual(['bundle']);
    expect(readFileSync(join(installed, 'dist/bundle/licences.txt'), 'utf8')).toMatch(/^pdfkit [\d.]+ \(MIT\)$/mu);
  });

  it('needs no install script of any dependency', () => {
    const lock = z.object({
      packages: z.record(z.string(), z.looseObject({ hasInstallScript: z.boolean().optional() })),
    });
    const { packages } = lock.parse(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')));
    const scripted = Object.entries(packages).filter(([, entry]) => entry.hasInstallScript === true);
    // fsevents is optional, for macOS only, and works from its prebuilt binary.
    expect(scripted.map(([path]) => path).filter((path) => !path.endsWith('/fsevents'))).toEqual([]);
    const own = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
    expect(
      Object.keys(own.scripts).filter((name) => /^(?:pre|post)?install$|^(?:pre|post)?prepare$/u.test(name)),
    ).toEqual([]);
  });
});
