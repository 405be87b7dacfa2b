import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { need, type Tool } from '../tools/left-out.js';
import { nominate, sampleCampaign } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';

const PYTHON = '/usr/bin/python3';
const DKIM: Tool = {
  name: 'python3-dkim',
  howToGet: 'apt-get install python3-dkim',
  isThere: spawnSync(PYTHON, ['-c', 'import dkim']).status === 0,
};
/** Verifies the message on stdin against the DNS record in its argument. */
const VERIFY =
  'import dkim, sys; print(dkim.verify(sys.stdin.buffer.read(), dnsfunc=lambda name, **_: sys.argv[1].encode() if name == b"post._domainkey.sian-prydderch.example.org." else None))';

async function signingCampaign(mode: number): Promise<{ readonly folder: string; readonly record: string }> {
  const folder = await sampleCampaign({ 'clps.csv': 'clp,name,email\nTŷ Ddewi,Jo Ely,jo@example.org\n' });
  const key = join(folder, 'dkim.pem');
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  });
  writeFileSync(key, privateKey, { mode });
  const path = join(folder, 'campaign.yaml');
  const lines = ['dkim:', '  domain: sian-prydderch.example.org', '  selector: post', '  keyFile: dkim.pem'];
  writeFileSync(path, `${readFileSync(path, 'utf8').trimEnd()}\n${lines.join('\n')}\n`);
  return { folder, record: `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}` };
}

const GO = ['send', '--csv', 'clps.csv', '--yes', '--pace', 'off'];

// Our own reading of RFC 6376 would prove less.
it('a letter that is signed verifies as it arrives, and no longer once a letter of it is changed', async () => {
  need(DKIM);
  const server = await startServer();
  const { folder, record } = await signingCampaign(0o600);
  const { code } = await nominate(folder, GO, serverAt(server.port));
  expect(code).toBe(0);
  const [message] = server.arrivals.all();
  const verify = (input: Buffer): string =>
    execFileSync(PYTHON, ['-c', VERIFY, record], { input, encoding: 'utf8' }).trim();
  expect(message).toBeDefined();
  const arrived = message ?? Buffer.alloc(0);
  expect(verify(arrived)).toBe('True');
  expect(verify(Buffer.from(arrived.toString('latin1').replace('Dear Jo', 'Dear Mo'), 'latin1'))).toBe('False');
  const shown = await nominate(folder, ['show', 'Tŷ Ddewi', '--csv', 'clps.csv']);
  expect(shown.stdout).toContain('the same byte for byte');
});

it('a key that others can read signs nothing', async () => {
  const { folder } = await signingCampaign(0o644);
  const { code, stderr } = await nominate(folder, GO, { NOMINATE_SMTP_URL: 'smtp+plain://127.0.0.1:9' });
  expect(code).toBe(2);
  expect(stderr).toContain('error dkim-key: dkim.pem can be read by others on this computer.');
});
