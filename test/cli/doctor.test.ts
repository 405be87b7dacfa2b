import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SMTPServerOptions } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { need, type Tool } from '../tools/left-out.js';
import { startNameServer, type TestNameServer } from '../servers/name-server.js';
import { startScriptedServer } from '../servers/scripted-server.js';
import { makeCertificate, PASSWORD, startSecureServer, USER, type SecureServer } from '../servers/secure-server.js';
import { nominate, type Ended } from './nominate.js';

const NOMINATE = fileURLToPath(new URL('../../bin/nominate.js', import.meta.url));
const UNSHARE = '/usr/bin/unshare';
/** Without a network of its own, it cannot be played that no name server answers. */
const OWN_NETWORK: Tool = {
  name: 'unshare',
  howToGet: 'on Linux, apt-get install util-linux and allow user namespaces',
  isThere: spawnSync(UNSHARE, ['-rn', 'true']).status === 0,
};
const certificate = makeCertificate('localhost');
const expired = makeCertificate('localhost', true);
const elsewhere = makeCertificate('mail.example.org');
const KEY = 'v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA';

let dns: TestNameServer;
let folder: string;

beforeAll(async () => {
  dns = await startNameServer({
    'good.example.org': {
      mx: ['mail.good.example.org'],
      txt: ['some-verification=1', 'v=spf1 include:spf.example.net -all'],
    },
    'spf.example.net': { txt: ['v=spf1 ip4:127.0.0.0/8 ip6:::1 -all'] },
    'default._domainkey.good.example.org': { txt: [KEY] },
    '_dmarc.good.example.org': { txt: ['v=DMARC1; p=reject'] },
    'bare.example.org': {},
  });
  folder = mkdtempSync(join(tmpdir(), 'nominate-doctor-'));
  writeFileSync(join(folder, 'ca.pem'), [certificate, expired, elsewhere].map(({ cert }) => cert).join(''));
  writeCampaign('good.example.org');
});

afterAll(async () => {
  await dns.close();
  await rm(folder, { recursive: true });
});

function writeCampaign(domain: string): void {
  const lines = [
    'campaign: nec-2028',
    'candidate: { name: Mair Prys }',
    'election: { body: National Executive Committee }',
  ];
  writeFileSync(
    join(folder, 'campaign.yaml'),
    [...lines, 'template: re-election', `from: Mair Prys <mair@${domain}>`, ''].join('\n'),
  );
}

async function serve(options: SMTPServerOptions): Promise<SecureServer> {
  const server = await startSecureServer(options);
  onTestFinished(() => server.close());
  return server;
}

function examine(port: number, password = PASSWORD, args: readonly string[] = [], scheme = 'smtp'): Promise<Ended> {
  return nominate(folder, ['doctor', '--name-server', dns.address, ...args], {
    NOMINATE_SMTP_URL: `${scheme}://${USER}:${encodeURIComponent(password)}@localhost:${port}`,
    NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
  });
}

const findings = (text: string): ReadonlyMap<string, string> =>
  new Map(
    z
      .object({ findings: z.array(z.object({ check: z.string(), level: z.string(), message: z.string() })) })
      .parse(JSON.parse(text))
      .findings.map(({ check, level, message }) => [check, `${level}: ${message}`]),
  );

describe('doctor', () => {
  it('finds everything in order, logs in once, and sends nothing', async () => {
    const server = await serve({ ...certificate, size: 30_000_000 });
    const { code, stdout, stderr } = await examine(server.port, PASSWORD, ['--campaign', 'campaign.yaml']);
    expect(stderr).toBe('');
    expect(stdout).toContain('npx nominate rehearse --csv clps.csv --campaign campaign.yaml ');
    expect(stdout).toMatch(/^ {2}ok {7}encryption {3}starttls, TLSv1\.3$/mu);
    expect(stdout).toMatch(
      /^ {2}warning {2}certificate {2}for localhost, by localhost, good until [\d-]{10} \(1 day\)$/mu,
    );
    expect(stdout).toMatch(/^ {2}ok {7}login {8}accepted for mair$/mu);
    expect(stdout).toMatch(/^ {2}ok {7}SPF {10}allows localhost: v=spf1 include:spf\.example\.net -all$/mu);
    expect(stdout).toContain('Ready to send.');
    expect(code).toBe(0);
    expect(server.passwords).toEqual([PASSWORD]);
    expect(server.senders).toEqual([]);
    expect(stdout).not.toContain(PASSWORD);
    expect(readdirSync(folder).sort()).toEqual(['ca.pem', 'campaign.yaml']);
  });

  it('prints one JSON document and nothing else on stdout', async () => {
    const server = await serve({
      ...certificate,
      secure: true,
      size: 1_000_000,
      hideSMTPUTF8: true,
      hidePIPELINING: true,
    });
    const { code, stdout } = await examine(server.port, PASSWORD, ['--json'], 'smtps');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ command: 'doctor', exitCode: 0, problems: [], counts: { error: 0 } });
    expect(findings(stdout).get('name')).toMatch(/^ok: localhost is .*127\.0\.0\.1/u);
    expect(Object.fromEntries(findings(stdout))).toMatchObject({
      connection: `ok: it answers on port ${server.port}`,
      encryption: 'ok: tls, TLSv1.3',
      size: 'warning: up to 1.0 MB a letter',
      SMTPUTF8: 'warning: it takes no addresses such as siân@example.org',
      PIPELINING: 'ok: not offered: sending takes a little longer',
      From: 'ok: mair@good.example.org; the login is no address, so they cannot be compared',
      MX: 'ok: mail.good.example.org',
      DKIM: 'ok: a key at default',
      DMARC: 'ok: v=DMARC1; p=reject',
    });
  });

  it('says what is wrong with a certificate, and then tells that server no password', async () => {
    const cases: readonly (readonly [SMTPServerOptions, RegExp])[] = [
      [makeCertificate('localhost'), /^error: nobody vouches for it: it is signed by localhost itself$/u],
      [expired, /^error: it expired on [\d-]{10}$/u],
      [elsewhere, /^error: it is for mail\.example\.org, not for localhost$/u],
    ];
    for (const [options, expected] of cases) {
      const server = await serve(options);
      const { code, stdout } = await examine(server.port, PASSWORD, ['--json']);
      expect(code).toBe(4);
      expect(findings(stdout).get('certificate')).toMatch(expected);
      expect(findings(stdout).has('login')).toBe(false);
      expect(server.passwords).toEqual([]);
    }
  });

  it('tries a refused login once', async () => {
    const server = await serve(certificate);
    const { code, stdout } = await examine(server.port, 'hunter2-wrong');
    expect(code).toBe(4);
    expect(stdout).toMatch(
      /^ {2}error {4}login +The mail server refused the user name or the password\. \(535 5\.7\.8/mu,
    );
    expect(stdout).toContain('app password');
    expect(stdout).not.toContain('hunter2');
    expect(server.passwords).toEqual(['hunter2-wrong']);
  });

  it('says nothing to a server without STARTTLS, and gives the hint', async () => {
    const server = await serve({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] });
    const { code, stdout } = await examine(server.port);
    expect(code).toBe(4);
    expect(stdout).toMatch(/^ {2}error {4}encryption +The mail server does not offer encryption/mu);
    expect(server.passwords).toEqual([]);
  });

  it('names a server that is not there, and goes on with the domain', async () => {
    const gone = await startScriptedServer();
    await gone.close();
    const { code, stdout } = await examine(gone.port);
    expect(code).toBe(4);
    expect(stdout).toMatch(/^ {2}error {4}connection +The mail server could not be reached\./mu);
    expect(stdout).toContain('a key at default');
  });

  it('does not call a mail server misspelt where no name server answers', () => {
    need(OWN_NETWORK);
    const args = ['-rn', process.execPath, NOMINATE, 'doctor', '--name-server', '127.0.0.1'];
    const { status, stdout } = spawnSync(UNSHARE, args, {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], NOMINATE_SMTP_URL: 'smtp://mair:secret@mail.example.org:587' },
    });
    expect(status).toBe(4);
    expect(stdout).toMatch(/^ {2}error {4}name +The mail server could not be reached\./mu);
  });

  it('ends with 2 where only the domain’s records want mending, and says how', async () => {
    const server = await serve(certificate);
    writeCampaign('bare.example.org');
    onTestFinished(() => {
      writeCampaign('good.example.org');
    });
    const { code, stdout, stderr } = await examine(server.port, PASSWORD, ['--dkim-selector', 'mine']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(stdout).toMatch(/^ {2}error {4}MX +bare\.example\.org takes no mail/mu);
    expect(stdout).toMatch(
      /^ {2}error {4}SPF +bare\.example\.org has no SPF record\n +Add a TXT record such as "v=spf1/mu,
    );
    expect(stdout).toMatch(/^ {2}error {4}DKIM +bare\.example\.org has no key at mine$/mu);
    expect(stdout).toMatch(
      /^ {2}warning {2}DMARC +bare\.example\.org has no DMARC record\n.*_dmarc\.bare\.example\.org/mu,
    );
    expect(stdout).toMatch(/^3 errors, 2 warnings\. Mend the errors/mu);
  });

  it('refuses a campaign without a mail server', async () => {
    const { code, stderr } = await nominate(folder, ['doctor']);
    expect(code).toBe(2);
    expect(stderr).toContain('error smtp-missing');
  });
});
