import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { LedgerFile } from '../../src/io/ledger/ledger-file.js';
import type { SmtpSettings } from '../../src/sending/delivery/smtp-settings.js';
import { startScriptedServer, type Script, type ScriptedServer } from '../servers/scripted-server.js';
import { openSoundLedger } from './send-letters.js';

/** A sound ledger in a folder of its own; both are gone after the test. */
export async function beginLedger(): Promise<{ readonly folder: string; readonly ledger: LedgerFile }> {
  const folder = await mkdtemp(join(tmpdir(), 'nominate-sending-'));
  const ledger = await openSoundLedger(join(folder, 'ledger.ndjson'));
  onTestFinished(async () => {
    await ledger.close();
    await rm(folder, { recursive: true });
  });
  return { folder, ledger };
}

/** The same, and a mail server that keeps to a script. */
export async function beginSending(
  script: Script = {},
  offers: readonly string[] = [],
  security: SmtpSettings['security'] = 'none',
): Promise<{ readonly folder: string; readonly ledger: LedgerFile; readonly server: ScriptedServer }> {
  const server = await startScriptedServer(script, offers, security);
  onTestFinished(server.close);
  return { ...(await beginLedger()), server };
}
