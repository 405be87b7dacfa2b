import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { stateOf } from './home-of-test.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NOMINATE = join(ROOT, 'bin', 'nominate.js');

/** What a command printed, and its exit code; null where a signal ended it. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  /** So far. */
  readonly stderr: () => string;
  readonly ended: Promise<Ended>;
}

/** Starts nominate as an organiser does: a process of its own, in the campaign's folder. */
export function startNominate(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Running {
  const child = spawn(process.execPath, [NOMINATE, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], TZ: 'Europe/London', ...stateOf(folder, environment), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
  return { child, stderr: () => stderr, ended };
}

export async function nominate(
  folder: string,
  args: readonly string[],
  environment?: Readonly<Record<string, string>>,
): Promise<Ended> {
  return await startNominate(folder, args, environment).ended;
}

/** A folder with the sample campaign in it and, where given, other files in place of its own; removed after the test. */
export async function sampleCampaign(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nominate-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const name of ['campaign.yaml', 'clps.csv']) await cp(join(ROOT, 'data', name), join(folder, name));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}
