import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeCertificate } from '../servers/secure-server.js';
import { startTokenEndpoint } from '../servers/token-endpoint.js';
import { oauthAnswer, startAuthorisationServer } from '../servers/authorisation-server.js';
import type { Fault, ScriptedServer } from '../servers/scripted-server.js';
import { nominate } from './nominate.js';
import { logIn, oauthCampaign, USER } from './oauth-campaign.js';
import { startServer } from './scripted-server.js';

const GO = ['send', '--csv', 'clps.csv', '--pace', 'off', '--yes'];
const THREE =
  'clp,name,email\nBath,Jo Ely,jo@example.org\nCorby,Al Oak,al@example.org\nDerby,Una Roe,una@example.org\n';
const NOT_NOW: Fault = { reply: '535 5.7.3 Authentication unsuccessful' };
const CLOSED: Fault = { then: 'close' };

/** The access tokens that a mail server was told, in turn. */
function tokensTold({ commands }: ScriptedServer): readonly string[] {
  return commands
    .filter((line) => line.startsWith('AUTH XOAUTH2 '))
    .map((line) => Buffer.from(line.slice('AUTH XOAUTH2 '.length), 'base64').toString())
    .map((login) => new RegExp(`^user=${USER}\\u0001auth=Bearer (.*)\\u0001\\u0001$`, 'u').exec(login)?.[1] ?? login);
}

function refreshTokenIn(file: string): unknown {
  const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return typeof kept === 'object' && kept !== null && 'refreshToken' in kept ? kept.refreshToken : null;
}

it('a sending uses the login that was made, and no secret of it shows anywhere', async () => {
  const provider = await startAuthorisationServer();
  const mail = await startServer({}, ['AUTH XOAUTH2']);
  const campaign = await oauthCampaign('microsoft', provider, mail.port);
  await logIn(campaign, provider);
  const { folder, environment } = campaign;
  const doctor = await nominate(folder, ['doctor', '--name-server', '127.0.0.1:1', '--csv', 'clps.csv'], environment);
  expect(doctor.stdout).toMatch(/^ {2}ok +login +accepted for mair@example\.org$/mu);
  const sent = await nominate(folder, [...GO, '--json'], environment);
  expect(sent.code).toBe(0);
  expect(tokensTold(mail)).toHaveLength(2);
  for (const token of tokensTold(mail)) expect(provider.secrets).toContain(token);
  const files = readdirSync(folder, { encoding: 'utf8', recursive: true }).filter((name) => /\.\w+$/u.test(name));
  const written = files.map((name) => readFileSync(join(folder, name), 'latin1')).join('\n');
  expect(files).toContain('ledger.ndjson');
  for (const secret of provider.secrets)
    expect(`${sent.stdout}${sent.stderr}${doctor.stdout}${doctor.stderr}${written}`).not.toContain(secret);
});

it.each([-8_760, -3, 3, 8_760])('a computer whose clock is %i hours off can log in and send', async (hours) => {
  const provider = await startAuthorisationServer();
  const mail = await startServer({ idle: [CLOSED, CLOSED] }, ['AUTH XOAUTH2']);
  const { environment, ...campaign } = await oauthCampaign('microsoft', provider, mail.port, THREE);
  const clock = `--import=${new URL('wrong-clock.js', import.meta.url).href}`;
  const wrong = { ...environment, NODE_OPTIONS: clock, WRONG_BY_HOURS: String(hours) };
  expect((await logIn({ ...campaign, environment: wrong }, provider)).code).toBe(0);
  expect((await nominate(campaign.folder, GO, wrong)).code).toBe(0);
  // One token, good for an hour, for three connections.
  expect(new Set(tokensTold(mail)).size).toBe(1);
  expect(tokensTold(mail)).toHaveLength(3);
});

it('an access token that has run out is renewed between two connections', async () => {
  const provider = await startAuthorisationServer({ tokenLife: 1 });
  const mail = await startServer({ idle: [CLOSED] }, ['AUTH XOAUTH2']);
  const campaign = await oauthCampaign('microsoft', provider, mail.port, THREE);
  await logIn(campaign, provider);
  expect((await nominate(campaign.folder, GO, campaign.environment)).code).toBe(0);
  expect(new Set(tokensTold(mail)).size).toBe(2);
});

it('an access token that is revoked in mid-run is renewed once, and the run goes on', async () => {
  const provider = await startAuthorisationServer();
  const mail = await startServer({ idle: [CLOSED], auth: [null, NOT_NOW] }, ['AUTH XOAUTH2']);
  const campaign = await oauthCampaign('microsoft', provider, mail.port, THREE);
  await logIn(campaign, provider);
  expect((await nominate(campaign.folder, GO, campaign.environment)).code).toBe(0);
  const [first, refused, renewed, ...further] = tokensTold(mail);
  expect(refused).toBe(first);
  expect(renewed).not.toBe(first);
  expect(further).toEqual([]);
  expect(mail.arrivals.messages.size).toBe(3);
});

it('a mail server that refuses the renewed token too is asked no third time', async () => {
  const provider = await startAuthorisationServer();
  const mail = await startServer({ idle: [CLOSED], auth: [null, NOT_NOW, NOT_NOW] }, ['AUTH XOAUTH2']);
  const campaign = await oauthCampaign('microsoft', provider, mail.port, THREE);
  await logIn(campaign, provider);
  const { code, stdout, stderr } = await nominate(campaign.folder, GO, campaign.environment);
  expect(code).toBe(4);
  expect(stdout).toContain('nominate login microsoft');
  expect(`${stdout}${stderr}`).not.toContain('password');
  expect(tokensTold(mail)).toHaveLength(3);
  expect(mail.arrivals.messages.size).toBe(1);
});

it('a login that is revoked in mid-run stops it, nothing is lost, and after another login it goes on', async () => {
  const provider = await startAuthorisationServer();
  const mail = await startServer({ idle: [CLOSED], auth: [null, NOT_NOW] }, ['AUTH XOAUTH2']);
  const campaign = await oauthCampaign('microsoft', provider, mail.port, THREE);
  await logIn(campaign, provider);
  const { folder, environment } = campaign;
  const gone = oauthAnswer(400, { error: 'invalid_grant', error_description: 'AADSTS50173: revoked' });
  provider.say('/token', oauthAnswer(200, { access_token: 'first', expires_in: 3_600 }), gone, gone);
  const stopped = await nominate(folder, GO, environment);
  expect(stopped.code).toBe(4);
  expect(`${stopped.stdout}${stopped.stderr}`).toContain('nominate login microsoft');
  expect(mail.arrivals.messages.size).toBe(1);
  provider.say('/token');
  expect((await logIn(campaign, provider)).code).toBe(0);
  expect((await nominate(folder, GO, environment)).code).toBe(0);
  expect([...mail.arrivals.messages.values()].map((copies) => copies.length)).toEqual([1, 1, 1]);
});

it('a refresh token that is good once is replaced by the one that comes for it, in the run and from run to run', async () => {
  const provider = await startAuthorisationServer({ rotates: true, tokenLife: 1 });
  const mail = await startServer({ idle: [CLOSED, CLOSED] }, ['AUTH XOAUTH2']);
  const campaign = await oauthCampaign('microsoft', provider, mail.port, THREE);
  await logIn(campaign, provider);
  const { folder, file, environment } = campaign;
  const before = refreshTokenIn(file);
  expect((await nominate(folder, GO, environment)).code).toBe(0);
  const after = refreshTokenIn(file);
  expect(after).not.toBe(before);
  expect(new Set(tokensTold(mail)).size).toBe(3);
  const doctor = ['doctor', '--name-server', '127.0.0.1:1', '--csv', 'clps.csv'];
  expect((await nominate(folder, doctor, environment)).stdout).toContain(`accepted for ${USER}`);
  expect(refreshTokenIn(file)).not.toBe(after);
});

it.each([
  ['another client', '"clientId":"app"', '"clientId":"other"', 'login-of-another'],
  ['another mail server', '"host":"127.0.0.1"', '"host":"localhost"', 'login-of-another'],
  ['another token address', '/token"', '/tokens"', 'login-of-another'],
  ['another user', USER, 'jo@example.org', 'oauth-token-missing'],
])('a login is told to nobody else, where campaign.yaml names %s', async (_, named, other, problem) => {
  const provider = await startAuthorisationServer();
  const mail = await startServer({}, ['AUTH XOAUTH2']);
  const campaign = await oauthCampaign('microsoft', provider, mail.port);
  await logIn(campaign, provider);
  const questions = provider.asked('/token').length;
  const path = join(campaign.folder, 'campaign.yaml');
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replaceAll(/^smtp: .*$/gmu, (line) => line.replace(named, other)),
  );
  const { code, stderr } = await nominate(campaign.folder, GO, campaign.environment);
  expect(code).toBe(2);
  expect(stderr).toContain(`error ${problem}: `);
  expect(stderr).toContain('npx nominate login microsoft');
  expect(provider.asked('/token')).toHaveLength(questions);
  expect(mail.connections()).toBe(0);
});

it.each([
  [
    'others can read',
    (file: string): void => {
      chmodSync(file, 0o644);
    },
    'chmod 600',
  ],
  [
    'is broken',
    (file: string): void => {
      writeFileSync(file, '{"version":1', { mode: 0o600 });
    },
    'Log in again',
  ],
])('a login that %s is not used', async (_, spoil, remedy) => {
  const provider = await startAuthorisationServer();
  const campaign = await oauthCampaign('microsoft', provider);
  await logIn(campaign, provider);
  spoil(campaign.file);
  const { code, stderr } = await nominate(campaign.folder, GO, campaign.environment);
  expect(code).toBe(2);
  expect(stderr).toContain('error login-file: ');
  expect(stderr).toContain(remedy);
});

it.each([
  ['nobody vouches for', false],
  ['is trusted', true],
])(
  'a token endpoint whose certificate %s is told secrets accordingly, whatever NODE_TLS_REJECT_UNAUTHORIZED says',
  async (_, isTrusted) => {
    const certificate = makeCertificate('localhost');
    const endpoint = await startTokenEndpoint([[200, { access_token: 'token', expires_in: 3_600 }]], certificate);
    const mail = await startServer({}, ['AUTH XOAUTH2']);
    const urls = { tokenUrl: endpoint.url, deviceUrl: endpoint.url, authorizeUrl: endpoint.url };
    const { folder, environment } = await oauthCampaign('google', urls, mail.port);
    writeFileSync(join(folder, 'ca.pem'), certificate.cert);
    const doctor = ['doctor', '--name-server', '127.0.0.1:1', '--csv', 'clps.csv'];
    const { stdout } = await nominate(folder, doctor, {
      ...environment,
      NOMINATE_OAUTH_REFRESH_TOKEN: 'refresh-me',
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
      ...(isTrusted ? { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') } : {}),
    });
    expect(stdout).toMatch(isTrusted ? /^ {2}ok +login /mu : /^ {2}error +login .*SELF_SIGNED/mu);
    expect(endpoint.asked).toHaveLength(isTrusted ? 1 : 0);
    expect(tokensTold(mail)).toEqual(isTrusted ? ['token'] : []);
  },
);

it('a token endpoint whose certificate nobody vouches for ends a sending at once, with what to do', async () => {
  const endpoint = await startTokenEndpoint([[200, { access_token: 'token' }]], makeCertificate('localhost'));
  const mail = await startServer({}, ['AUTH XOAUTH2']);
  const urls = { tokenUrl: endpoint.url, deviceUrl: endpoint.url, authorizeUrl: endpoint.url };
  const { folder, environment } = await oauthCampaign('google', urls, mail.port);
  const told = { ...environment, NOMINATE_OAUTH_REFRESH_TOKEN: 'refresh-me' };
  const { code, stdout, stderr } = await nominate(folder, GO, told);
  expect(code).toBe(4);
  expect(stdout).toContain('NODE_EXTRA_CA_CERTS');
  expect(stderr).not.toContain('waiting');
  expect(mail.connections()).toBe(1);
});
