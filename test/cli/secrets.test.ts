import { chmodSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Script, ScriptedServer } from '../servers/scripted-server.js';
import { startTokenEndpoint, type TokenAnswer } from '../servers/token-endpoint.js';
import { nominateAtTerminal } from './at-terminal.js';
import { nominate, sampleCampaign } from './nominate.js';
import { startServer } from './scripted-server.js';

const ONE = 'clp,name,email\nBath,Jo Ely,jo@example.org\n';
const SEND = ['send', '--csv', 'clps.csv', '--pace', 'off'];
const GO = [...SEND, '--yes'];
/** Where a password comes from a command: somebody has looked at it. */
const TRUSTING = [...GO, '--trust-server', '127.0.0.1'];
const SECRET = 'correct horse ŵ';

async function server(mechanisms: string, script: Script = {}): Promise<ScriptedServer> {
  const started = await startServer(script, [`AUTH ${mechanisms}`]);
  return started;
}

/** A campaign whose mail server is the one at that port, with these further lines below `smtp:`. */
async function campaignAt(port: number, ...lines: readonly string[]): Promise<string> {
  const folder = await sampleCampaign({ 'clps.csv': ONE });
  const path = join(folder, 'campaign.yaml');
  const smtp = ['smtp:', '  host: 127.0.0.1', `  port: ${port}`, '  security: none', '  user: mair', ...lines];
  writeFileSync(path, `${readFileSync(path, 'utf8').trimEnd()}\n${smtp.join('\n')}\n`);
  return folder;
}

const plain = (password: string): string => `AUTH PLAIN ${Buffer.from(`\0mair\0${password}`).toString('base64')}`;

describe('a password', () => {
  it.each(['PLAIN', 'LOGIN'])('is not shown where the server quotes what it was told (%s)', async (mechanism) => {
    const words = [SECRET, Buffer.from(SECRET).toString('base64'), plain(SECRET)];
    const { port } = await server(mechanism, {
      auth: Array(9).fill({ reply: `500 5.5.1 Command unrecognized: "${words.join('" "')}"` }),
    });
    const folder = await campaignAt(port);
    for (const command of [GO, [...GO, '--json'], ['doctor', '--name-server', '127.0.0.1:1', '--csv', 'clps.csv']]) {
      const { code, stdout, stderr } = await nominate(folder, command, { NOMINATE_SMTP_PASSWORD: SECRET });
      expect(code).toBe(4);
      for (const word of words) expect(`${stdout}${stderr}`).not.toContain(word.replace('AUTH PLAIN ', ''));
      expect(stdout).toContain('500 5.5.1 Command unrecognized');
    }
  });

  it('is told to no server without a way to log in, and what that offers instead steers no terminal', async () => {
    const { port, commands } = await server('\u001B[2J\u0007NONE');
    const { code, stdout } = await nominate(await campaignAt(port), GO, { NOMINATE_SMTP_PASSWORD: SECRET });
    expect(code).toBe(4);
    expect(stdout).toMatch(/^It offers \[2J, NONE\.$/mu);
    expect(commands.filter((line) => line.startsWith('AUTH'))).toEqual([]);
  });

  it('is read from a file that only its owner can read', async () => {
    const { port, commands } = await server('PLAIN');
    const folder = await campaignAt(port, '  passwordFile: password.txt');
    writeFileSync(join(folder, 'password.txt'), `${SECRET}\n`, { mode: 0o600 });
    expect((await nominate(folder, GO)).code).toBe(0);
    expect(commands).toContain(plain(SECRET));
  });

  it('is not taken from a file that others can read', async () => {
    const { port, commands } = await server('PLAIN');
    const folder = await campaignAt(port, '  passwordFile: my password.txt');
    writeFileSync(join(folder, 'my password.txt'), SECRET);
    chmodSync(join(folder, 'my password.txt'), 0o640);
    const { code, stderr } = await nominate(folder, GO);
    expect(code).toBe(2);
    expect(stderr).toContain('error password-file: my password.txt can be read by others on this computer.');
    expect(stderr).toContain('chmod 600 "my password.txt"');
    expect(`${stderr}${commands.join()}`).not.toContain(SECRET);
    expect(commands).toEqual([]);
  });

  it('is said to be behind a link that leads back to itself', async () => {
    const folder = await campaignAt(9, '  passwordFile: password.txt');
    symlinkSync('password.txt', join(folder, 'password.txt'));
    const { code, stderr } = await nominate(folder, GO);
    expect(code).toBe(2);
    expect(stderr).toContain('password.txt cannot be read: it is a link that leads back to itself');
    expect(stderr).not.toContain('ELOOP');
  });

  it('is what a command prints, whose words no shell reads', async () => {
    const { port, commands } = await server('PLAIN');
    const folder = await campaignAt(port, `  passwordCommand: [printf, '%s\\nuser: x\\n', '$HOME;id']`);
    expect((await nominate(folder, TRUSTING)).code).toBe(0);
    expect(commands).toContain(plain('$HOME;id'));
  });

  it('is missing where the command fails, and the command is not quoted', async () => {
    const { port } = await server('PLAIN');
    const folder = await campaignAt(port, `  passwordCommand: [sh, -c, 'echo ${SECRET}; exit 3']`);
    const { code, stderr } = await nominate(folder, TRUSTING);
    expect(code).toBe(2);
    expect(stderr).toContain('error password-command: "sh" failed (3).');
    expect(stderr).not.toContain(SECRET);
  });

  it('is missing where the command prints nothing, and no login is tried without one', async () => {
    const { port, commands } = await server('PLAIN');
    const folder = await campaignAt(port, '  passwordCommand: ["true"]');
    const { code, stderr } = await nominate(folder, TRUSTING);
    expect(code).toBe(2);
    expect(stderr).toContain('error password-command: "true" printed nothing.');
    expect(commands).toEqual([]);
  });

  it('is read from .env beside campaign.yaml, and what the environment says wins over that', async () => {
    const { port, commands } = await server('PLAIN');
    const folder = await campaignAt(port);
    writeFileSync(join(folder, '.env'), `# of the provider\nNOMINATE_SMTP_PASSWORD="${SECRET}"\n`, { mode: 0o600 });
    expect((await nominate(folder, [...GO, '--limit', '1'])).code).toBe(0);
    expect(commands.filter((line) => line.startsWith('AUTH'))).toEqual([plain(SECRET)]);
    writeFileSync(join(folder, 'clps.csv'), `${ONE}Corby,Ann,ann@example.org\n`);
    expect((await nominate(folder, GO, { NOMINATE_SMTP_PASSWORD: 'another' })).code).toBe(0);
    expect(commands.filter((line) => line.startsWith('AUTH'))).toEqual([plain(SECRET), plain('another')]);
  });

  it('may stand in .env within the address of the whole server', async () => {
    const { port, commands } = await server('PLAIN');
    const folder = await campaignAt(9);
    writeFileSync(join(folder, '.env'), `NOMINATE_SMTP_URL=smtp+plain://mair:hunter2@127.0.0.1:${port}\n`, {
      mode: 0o600,
    });
    expect((await nominate(folder, GO)).code).toBe(0);
    expect(commands).toContain(plain('hunter2'));
  });

  it('is asked for at a terminal, and does not show there', async () => {
    const { port, commands } = await server('PLAIN');
    const folder = await campaignAt(port);
    const { code, screen } = await nominateAtTerminal(folder, SEND, [SECRET, 'yes']);
    expect(screen).toContain('Password of mair at 127.0.0.1: \n');
    expect(screen).not.toContain('horse');
    expect(code).toBe(0);
    expect(commands).toContain(plain(SECRET));
  });
});

describe('a password that somebody put where none belongs', () => {
  const WORD = 'Tr0ub4dor';

  it.each([
    `smtp: smtp://mair:${WORD}@mail.example.org`,
    `smtp: { host: "mair:${WORD}@mail.example.org" }`,
    `smtp: { host: mail.example.org, port: ${WORD} }`,
    `smtp: { host: mail.example.org, user: mair, password: ${WORD} }`,
    `smtp: { host: mail.example.org, user: mair, passwordEnv: ${WORD} }`,
    `smtp: { host: mail.example.org, user: mair, passwordFile: ${WORD} }`,
    `smtp: { host: mail.example.org, user: mair, passwordCommand: echo ${WORD} }`,
    `smtp: { host: mail.example.org, user: mair, oauth: ${WORD} }`,
    `smtp: { host: mail.example.org, user: mair, oauth: { provider: google, clientId: x, clientSecretEnv: ${WORD} } }`,
    `smtp: { host: mail.example.org, user: mair, oauth: { provider: google, clientId: x, clientSecretFile: ${WORD} } }`,
    `smtp: { host: mail.example.org, user: mair, oauth: { provider: google, clientId: x, tokenUrl: "https://x:${WORD}@example.org/" } }`,
  ])('is not shown: %s', async (setting) => {
    const folder = await sampleCampaign({ 'clps.csv': ONE });
    const path = join(folder, 'campaign.yaml');
    const others = readFileSync(path, 'utf8').replace(/^smtp:.*\n(?: .*\n)*/mu, '');
    writeFileSync(path, `${others.trimEnd()}\n${setting}\n`);
    for (const command of [
      ['check', '--csv', 'clps.csv'],
      [...GO, '--json'],
    ]) {
      const { stdout, stderr } = await nominate(folder, command);
      expect(`${stdout}${stderr}`).not.toContain(WORD);
    }
    const { code, stderr } = await nominate(folder, GO);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^campaign\.yaml.* error [\w-]+: .*smtp/mu);
  });
});

describe('OAuth2', () => {
  const refresh = { NOMINATE_OAUTH_REFRESH_TOKEN: 'refresh-me', NOMINATE_OAUTH_CLIENT_SECRET: 'known-to-few' };

  /** A token endpoint that gives these answers in turn, and the lines of campaign.yaml that name it. */
  async function tokenEndpoint(
    ...answers: readonly TokenAnswer[]
  ): Promise<{ readonly lines: readonly string[]; readonly asked: readonly URLSearchParams[] }> {
    const { url, asked } = await startTokenEndpoint(answers);
    return { asked, lines: ['  oauth:', '    provider: google', '    clientId: app', `    tokenUrl: ${url}`] };
  }

  it('logs in with an access token that it gets once for all connections', async () => {
    const { port, commands, connections } = await server('PLAIN XOAUTH2');
    const { lines, asked } = await tokenEndpoint([200, { access_token: 'fresh', expires_in: 3600 }]);
    const folder = await campaignAt(port, ...lines);
    writeFileSync(join(folder, 'clps.csv'), `${ONE}Corby,Ann,ann@example.org\nDerby,Al,al@example.org\n`);
    expect((await nominate(folder, [...GO, '--connections', '2'], refresh)).code).toBe(0);
    expect(connections()).toBe(2);
    const login = Buffer.from('user=mair\u0001auth=Bearer fresh\u0001\u0001').toString('base64');
    expect(commands.filter((line) => line.startsWith('AUTH'))).toEqual(Array(2).fill(`AUTH XOAUTH2 ${login}`));
    expect(asked.map((form) => Object.fromEntries(form))).toEqual([
      {
        grant_type: 'refresh_token',
        client_id: 'app',
        client_secret: 'known-to-few',
        refresh_token: 'refresh-me',
      },
    ]);
  });

  it('stops where the provider no longer takes the refresh token, before the mail server hears of a login', async () => {
    const { port, commands } = await server('XOAUTH2');
    const { lines } = await tokenEndpoint([400, { error: 'invalid_grant', error_description: 'Token was revoked.' }]);
    const { code, stdout, stderr } = await nominate(await campaignAt(port, ...lines), GO, refresh);
    expect(code).toBe(4);
    expect(stdout).toContain('no longer accepts this login');
    expect(stdout).toContain('invalid_grant: Token was revoked.');
    expect(`${stdout}${stderr}`).not.toMatch(/refresh-me|known-to-few/u);
    expect(commands.filter((line) => line.startsWith('AUTH'))).toEqual([]);
  });

  it('tries a token once that the mail server refuses, and never falls back to a password', async () => {
    const refusal = { reply: '535 5.7.8 Username and Password not accepted' };
    const { port, commands } = await server('PLAIN XOAUTH2', { auth: [refusal, refusal] });
    const { lines } = await tokenEndpoint([200, { access_token: 'stale' }]);
    const folder = await campaignAt(port, ...lines);
    const { code } = await nominate(folder, GO, { ...refresh, NOMINATE_SMTP_PASSWORD: SECRET });
    expect(code).toBe(4);
    expect(commands.filter((line) => line.startsWith('AUTH'))).toHaveLength(1);
    const passwordOnly = await server('PLAIN');
    const other = await campaignAt(passwordOnly.port, ...lines);
    expect((await nominate(other, GO, { ...refresh, NOMINATE_SMTP_PASSWORD: SECRET })).code).toBe(4);
    expect(passwordOnly.commands.filter((line) => line.startsWith('AUTH'))).toEqual([]);
  });

  it('says which variable the refresh token is missing from', async () => {
    const { port } = await server('XOAUTH2');
    const { lines } = await tokenEndpoint([500, null]);
    const { code, stderr } = await nominate(await campaignAt(port, ...lines), GO);
    expect(code).toBe(2);
    expect(stderr).toContain('oauth-token-missing');
    expect(stderr).toContain('NOMINATE_OAUTH_REFRESH_TOKEN');
  });
});
