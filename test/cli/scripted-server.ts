import { onTestFinished } from 'vitest';
import { startScriptedServer, type Script, type ScriptedServer } from '../servers/scripted-server.js';

/** A mail server that is there until the test is over. */
export async function server(script: Script = {}): Promise<ScriptedServer> {
  const started = await startScriptedServer(script);
  onTestFinished(() => started.close());
  return started;
}

/** How a command is told of a server on this machine: an environment. */
export function at(port: number): Readonly<Record<string, string>> {
  return { NOMINATE_SMTP_URL: `smtp+plain://127.0.0.1:${port}` };
}
