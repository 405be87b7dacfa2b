import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { need, type Tool } from '../tools/left-out.js';
import { until } from '../until.js';
import { collectArrivals, type Arrivals } from './arrivals.js';

export interface SmtpSink {
  readonly port: number;
  /** Reads what it has stored so far. */
  readonly arrivals: () => Promise<Arrivals>;
  readonly stop: () => Promise<void>;
}

const PROGRAM = '/usr/sbin/smtp-sink';

const SMTP_SINK: Tool = {
  name: 'smtp-sink',
  howToGet: 'apt-get install postfix; it need not run',
  isThere: existsSync(PROGRAM),
};

/**
 * Postfix's smtp-sink as a child process; it stores each message in a file of its own below `folder`, and leaves the file
 * of a message that was cut off in place: `isComplete` tells them apart.
 */
export async function startSmtpSink(
  folder: string,
  faults: readonly string[] = [],
  isComplete: (dump: Buffer) => boolean = endsInLastLine,
): Promise<SmtpSink> {
  need(SMTP_SINK);
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  // Only root may, and must, say as whom it runs.
  const user = process.getuid?.() === 0 ? ['-u', 'root'] : [];
  const child = spawn(PROGRAM, [...faults, ...user, '-d', `${folder}/m.`, `127.0.0.1:${port}`, '100'], {
    stdio: 'ignore',
  });
  await untilListening(port);
  return {
    port,
    arrivals: async () => {
      const arrivals = collectArrivals();
      for (const name of await readdir(folder)) {
        const dump = await readFile(join(folder, name));
        if (isComplete(dump)) arrivals.add(asComposed(dump));
      }
      return arrivals;
    },
    stop: () => stopped(child),
  };
}

/** The letters of the tests of sending end in this line. */
export const LAST_LINE = 'END OF LETTER';

function endsInLastLine(dump: Buffer): boolean {
  return dump.toString('latin1').trimEnd().endsWith(LAST_LINE);
}

/**
 * The last of its own header lines ("X-Client-Addr: …", "Received: …") above the message; most
 * servers store that with bare newlines.
 */
const OWN_HEADER = /^[^]*?^Received: .*\n(?:\t.*\n)*/mu;

export function asComposed(dump: Buffer): Buffer {
  return Buffer.from(
    `${dump.toString('latin1').replaceAll('\r\n', '\n').replace(OWN_HEADER, '').trimEnd().replaceAll('\n', '\r\n')}\r\n`,
    'latin1',
  );
}

/** Ends a server that runs as a process of its own, and waits until it is gone. */
export function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => {
      resolve();
    });
    child.kill();
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no free port'));
        else resolve(address.port);
      });
    });
  });
}

export async function untilListening(port: number): Promise<void> {
  await until(
    () =>
      new Promise<boolean>((resolve) => {
        const socket = connect(port, '127.0.0.1');
        socket.on('connect', () => {
          socket.destroy();
          resolve(true);
        });
        socket.on('error', () => {
          resolve(false);
        });
      }),
  );
}
