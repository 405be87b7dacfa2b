import { onTestFinished } from 'vitest';
import type { Arrivals } from '../servers/arrivals.js';
import { startScriptedServer, type Script, type ScriptedServer } from '../servers/scripted-server.js';

/** A mail server that is there until the test is over. `offers` are the keywords of its answer to EHLO. */
export async function startServer(script: Script = {}, offers: readonly string[] = []): Promise<ScriptedServer> {
  const server = await startScriptedServer(script, offers);
  onTestFinished(() => server.close());
  return server;
}

/** How a command is told of a server on this machine: an environment. */
export function serverAt(port: number): Readonly<Record<string, string>> {
  return { NOMINATE_SMTP_URL: `smtp+plain://127.0.0.1:${port}` };
}

/** The address after To of each letter that arrived, in the order of the alphabet. */
export function recipients({ all }: Arrivals): readonly string[] {
  return all()
    .map((message) => /^To: .*?<?([^<>\s]+@[^<>\s]+)>?\r$/mu.exec(message.toString('latin1'))?.[1] ?? '')
    .sort();
}
