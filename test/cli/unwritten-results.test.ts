import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { need, type Tool } from '../tools/left-out.js';
import { sampleCampaign } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';

const NOMINATE = fileURLToPath(new URL('../../bin/nominate.js', import.meta.url));
const TWO = 'clp,name,email\nBath,Jo Ely,jo@example.org\nCorby,Ann Ash,ann@example.org\n';
const SEND = ['send', '--csv', 'clps.csv', '--yes', '--pace', 'off'];
const FULL_DISK: Tool = { name: '/dev/full', howToGet: 'run npm test on Linux', isThere: existsSync('/dev/full') };

/** Runs nominate where what it writes to standard output is lost. */
async function runInto(
  where: 'a full disk' | 'a closed pipe',
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly stderr: string }> {
  if (where === 'a full disk') need(FULL_DISK);
  const full = where === 'a full disk' ? openSync('/dev/full', 'w') : null;
  const child = spawn(process.execPath, [NOMINATE, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], TZ: 'Europe/London', ...environment },
    stdio: ['ignore', full ?? 'pipe', 'pipe'],
  });
  if (full !== null) closeSync(full);
  child.stdout?.destroy();
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stderr });
    });
  });
}

it.each([
  ['--version'],
  ['--help'],
  ['check --csv clps.csv'],
  ['check --csv clps.csv --json'],
  ['preview --csv clps.csv --letters-only'],
  ['status'],
])('nominate %s is no success on a full disk', async (command) => {
  const folder = await sampleCampaign({ 'clps.csv': TWO });
  const { code, stderr } = await runInto('a full disk', folder, command.split(' '));
  expect(stderr).toContain('The results could not be written to standard output. There is no room left on this disk.');
  expect(stderr).not.toContain('What was sent');
  expect(code).toBe(2);
});

it('nominate check is no success where its reader has closed the pipe', async () => {
  const folder = await sampleCampaign({ 'clps.csv': TWO });
  const { code, stderr } = await runInto('a closed pipe', folder, ['check', '--csv', 'clps.csv', '--json']);
  expect(stderr).toContain('closed the pipe');
  expect(code).toBe(2);
});

it.each([
  ['a full disk', []],
  ['a full disk', ['--json']],
  ['a closed pipe', ['--json']],
] as const)('a sending whose report went into %s (%j) says where it is told', async (where, options) => {
  const { port, arrivals } = await startServer();
  const folder = await sampleCampaign({ 'clps.csv': TWO });
  const { code, stderr } = await runInto(where, folder, [...SEND, ...options], serverAt(port));
  expect(arrivals.messages.size).toBe(2);
  expect(stderr).toContain('What was sent is in the ledger: "nominate status" tells it.');
  expect(code).toBe(3);
});
