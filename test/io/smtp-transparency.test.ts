import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMailConnection, LINE } from '../../src/io/smtp/smtp-client.js';
import { runs } from '../runs.js';
import { startScriptedServer, type ScriptedServer } from '../servers/scripted-server.js';

const HEAD = 'Message-ID: <letter@example.org>\r\n\r\n';

let server: ScriptedServer;

beforeEach(async () => {
  server = await startScriptedServer({}, ['PIPELINING']);
});

afterEach(() => server.close());

test('whatever lines a message has, they arrive as they are, and no message ends before its end', async () => {
  const settings = { host: '127.0.0.1', port: server.port, security: 'none', login: null } as const;
  const connection = createMailConnection(settings, LINE);
  const piece = fc.constantFrom('a letter', '.', '..', '\r\n', '\r\n', '\r\n.\r\n', '\r', '\n', '\n.\n', '\r.\r');
  const bodies = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  const lineEnds = fc.constantFrom('', '\r\n');
  const arrived = (): readonly Buffer[] => server.arrivals.messages.get('letter') ?? [];
  await fc.assert(
    fc.asyncProperty(bodies, lineEnds, async (body, lineEnd) => {
      const before = arrived().length;
      const message = Buffer.from(HEAD + body + lineEnd);
      await connection.ready();
      const envelope = { from: 'mair@example.org', to: 'sian@example.org', message };
      const end = await connection.deliver(envelope, () => Promise.resolve(true));
      expect(end.reply?.code).toBe(250);
      expect(arrived()).toHaveLength(before + 1);
      const lines = message.toString().replaceAll(/\r(?!\n)|(?<!\r)\n/gu, '\r\n');
      expect(arrived().at(-1)?.toString()).toBe(lines.endsWith('\r\n') ? lines : `${lines}\r\n`);
    }),
    { numRuns: runs(300) },
  );
  await connection.close();
});
