import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import { readLedger } from '../../src/io/ledger/ledger-read.js';
import type { LedgerState } from '../../src/sending/ledger/ledger-state.js';
import type { ScriptedServer } from '../servers/scripted-server.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = fileURLToPath(new URL('./sending-child.js', import.meta.url));

/** Builds the program that is run, where it is older than its sources. */
export function buildOnce(): void {
  const built = spawnSync(process.execPath, ['-e', "import('./bin/build.js').then((build) => build.buildIfStale())"], {
    cwd: root,
  });
  expect(built.status, built.stderr.toString()).toBe(0);
}

export interface SendingRun {
  readonly letters: number;
  readonly connections: number;
  /** Of each letter, in bytes; 10 KB where left out. */
  readonly size?: number;
  /** Left out: no pace. */
  readonly perMinute?: number;
  /** When the process kills itself: "before attempt 3", "after outcome 1" … */
  readonly killAt?: string;
  /** Milliseconds from the first letter to the kill. */
  readonly killAfter?: number;
  /** Milliseconds for a reply; as in earnest where left out. */
  readonly replyLimit?: number;
  /** Is given the process once it runs, to do something to it. */
  readonly watch?: (child: ChildProcess) => void;
}

/**
 * Sends letters from a process of its own. Beside the server in one process, it would read a reply
 * one turn of the event loop later than from another process, and hide what depends on the order of
 * turns.
 * @returns whether it was killed
 */
export function runSending(
  server: Pick<ScriptedServer, 'settings' | 'certificate'>,
  ledger: string,
  { letters, connections, size = 10_500, perMinute, killAt, killAfter, replyLimit, watch }: SendingRun,
): Promise<boolean> {
  const how = {
    dist: pathToFileURL(join(root, 'dist/')).href,
    ledger,
    server: server.settings,
    certificate: server.certificate,
    size,
    letters,
    connections,
    perMinute: perMinute ?? null,
    replyLimit: replyLimit ?? null,
    killAt: killAt ?? null,
  };
  const child = spawn(process.execPath, [program, JSON.stringify(how)], { stdio: ['ignore', 'pipe', 'pipe'] });
  watch?.(child);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdout.once('data', () => {
    if (killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
  });
  return new Promise((resolve, reject) => {
    child.once('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve(true);
      else if (code === 0) resolve(false);
      else reject(new Error(said));
    });
  });
}

/** The keys of the letters that the process sends. */
export function keysOfSent(letters: number): readonly string[] {
  return Array.from({ length: letters }, (_, index) => index.toString(16).padStart(24, '0'));
}

/** What a sound ledger says. */
export async function ledgerState(ledger: string): Promise<LedgerState> {
  const { state, problems } = await readLedger(ledger, 'ledger.ndjson', null);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return state;
}
