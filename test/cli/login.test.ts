import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { oauthAnswer, startAuthorisationServer, type RawAnswer } from '../servers/authorisation-server.js';
import { makeCertificate } from '../servers/secure-server.js';
import { startTokenEndpoint } from '../servers/token-endpoint.js';
import { until } from '../until.js';
import { nominateAtTerminal } from './at-terminal.js';
import { nominate, startNominate, type Running } from './nominate.js';
import { logIn, oauthCampaign, USER } from './oauth-campaign.js';

const GOOGLE = { NOMINATE_OAUTH_CLIENT_SECRET: 'of-the-client' };

function codesOf(stderr: string): readonly string[] {
  return [...stderr.matchAll(/ (?:error|warning) ([\w-]+):/gu)].map(([, code = '']) => code);
}

/** The page on this computer that `login google` shows. */
async function pageOf(running: Running): Promise<string> {
  const page = /http:\/\/127\.0\.0\.1:\d+\/[\w-]{12}/u;
  await until(() => page.test(running.stderr()));
  return page.exec(running.stderr())?.[0] ?? '';
}

describe('login microsoft', () => {
  it('shows a page and a code, waits until somebody has agreed, and keeps the login', async () => {
    const server = await startAuthorisationServer();
    const { folder, file, environment } = await oauthCampaign('microsoft', server);
    const running = startNominate(folder, ['login', 'microsoft', '--csv', 'clps.csv'], environment);
    await until(() => server.asked('/token').length >= 2);
    expect(running.stderr()).toContain(`${new URL(server.deviceUrl).origin}/typed-here`);
    expect(running.stderr()).toContain('WXYZ-1234');
    server.decide('allow');
    const { code, stdout } = await running.ended;
    expect(code).toBe(0);
    expect(stdout).toContain(`Logged in as ${USER}.`);
    expect(stdout).toContain('npx nominate doctor --csv clps.csv');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      ...{ provider: 'microsoft', user: USER, clientId: 'app', host: '127.0.0.1', account: USER },
    });
  });

  it('asks for sending, for reading, and for a token that can be renewed', async () => {
    const server = await startAuthorisationServer();
    const campaign = await oauthCampaign('microsoft', server);
    expect((await logIn(campaign, server)).code).toBe(0);
    expect(server.asked('/device').map(({ form }) => form.get('scope')?.split(' '))).toEqual([
      expect.arrayContaining([
        'https://outlook.office.com/SMTP.Send',
        'https://outlook.office.com/IMAP.AccessAsUser.All',
        'offline_access',
      ]),
    ]);
  });

  it('keeps the login for its owner only, whatever the umask, and shows nothing of it', async () => {
    const before = process.umask(0);
    onTestFinished(() => {
      process.umask(before);
    });
    const server = await startAuthorisationServer();
    const campaign = await oauthCampaign('microsoft', server);
    const { code, stdout, stderr } = await logIn(campaign, server, '--json');
    expect(code).toBe(0);
    expect(statSync(campaign.file).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(campaign.file)).mode & 0o777).toBe(0o700);
    expect(server.secrets.size).toBeGreaterThanOrEqual(3);
    for (const secret of server.secrets) expect(`${stdout}${stderr}`).not.toContain(secret);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ command: 'login', exitCode: 0, problems: [] },
      login: { provider: 'microsoft', user: USER, account: USER, file: campaign.file },
    });
  });

  it('warns where another account has logged in than the mail server is told', async () => {
    const server = await startAuthorisationServer({ account: 'jo@example.com' });
    const campaign = await oauthCampaign('microsoft', server);
    const { code, stdout, stderr } = await logIn(campaign, server);
    expect(code).toBe(0);
    expect(stdout).toContain('Logged in as jo@example.com.');
    expect(codesOf(stderr)).toEqual(['another-account']);
  });

  it('keeps no login where consent is refused', async () => {
    const server = await startAuthorisationServer();
    server.decide('refuse');
    const { folder, file, environment } = await oauthCampaign('microsoft', server);
    const { code, stderr } = await nominate(folder, ['login', 'microsoft'], environment);
    expect(code).toBe(4);
    expect(codesOf(stderr)).toEqual(['consent-refused']);
    expect(stderr).toContain('Nobody was logged in.');
    expect(() => statSync(file)).toThrow();
  });

  it.each([
    ['the provider says so', { codeLife: 600 }, [oauthAnswer(400, { error: 'expired_token' })]],
    ['its time is over, whatever the provider says', { codeLife: 0.3 }, []],
  ])('stops where the code has expired: %s', async (_, manners, answers) => {
    const server = await startAuthorisationServer(manners);
    server.say('/token', ...answers);
    const { folder, environment } = await oauthCampaign('microsoft', server);
    const { code, stderr } = await nominate(folder, ['login', 'microsoft'], environment);
    expect(code).toBe(4);
    expect(codesOf(stderr)).toEqual(['code-expired']);
  });

  it('asks five seconds less often once it is told to slow down', async () => {
    const server = await startAuthorisationServer();
    server.say('/token', oauthAnswer(400, { error: 'slow_down' }));
    const campaign = await oauthCampaign('microsoft', server);
    expect((await logIn(campaign, server)).code).toBe(0);
    const [first, second] = server.asked('/token').map(({ at }) => at);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(5_000);
  });

  it.each<readonly [string, RawAnswer, number, string]>([
    ['consent', oauthAnswer(400, { error: 'invalid_grant', error_codes: [65001] }), 4, 'admin-consent-needed'],
    ['an administrator', oauthAnswer(400, { error: 'invalid_grant', error_codes: [90094] }), 4, 'admin-consent-needed'],
    ['conditional access', oauthAnswer(400, { error: 'invalid_grant', error_codes: [53003] }), 4, 'login-blocked'],
    [
      'a client that is not public',
      oauthAnswer(401, { error: 'invalid_client', error_codes: [7000218] }),
      2,
      'oauth-client',
    ],
    ['an unknown client', oauthAnswer(401, { error: 'invalid_client' }), 2, 'oauth-client'],
    ['another tenant', oauthAnswer(400, { error: 'unauthorized_client', error_codes: [50194] }), 2, 'oauth-tenant'],
    ['a wrong scope', oauthAnswer(400, { error: 'invalid_scope' }), 2, 'oauth-scope'],
    ['anything else', oauthAnswer(400, { error: 'who_knows' }), 4, 'login-refused'],
  ])('says what to do about a refusal because of %s', async (_, answer, exitCode, problem) => {
    const server = await startAuthorisationServer();
    server.say('/device', answer);
    const { folder, environment } = await oauthCampaign('microsoft', server);
    const { code, stderr } = await nominate(folder, ['login', 'microsoft'], environment);
    expect({ code, problems: codesOf(stderr) }).toEqual({ code: exitCode, problems: [problem] });
  });

  const html = { status: 200, body: '<html>', headers: { 'Content-Type': 'text/html' } };
  it.each<readonly [string, '/device' | '/token', RawAnswer]>([
    ['a web page', '/device', html],
    ['ten megabytes', '/device', oauthAnswer(200, { user_code: 'A'.repeat(10_000_000) })],
    ['a redirect', '/device', { status: 307, body: '', headers: { Location: 'http://127.0.0.1:9/' } }],
    [
      'a page that is not encrypted',
      '/device',
      oauthAnswer(200, {
        ...{ device_code: 'd', user_code: 'ABCD', verification_uri: 'http://example.org/', expires_in: 60 },
      }),
    ],
    [
      'a code that steers the terminal',
      '/device',
      oauthAnswer(200, {
        ...{ device_code: 'd', user_code: '\u001B[2JABCD', verification_uri: 'https://example.org/', expires_in: 60 },
      }),
    ],
    ['a token with a control character', '/token', oauthAnswer(200, { access_token: 'a\u0001b', refresh_token: 'r' })],
    [
      'a token of another kind',
      '/token',
      oauthAnswer(200, { access_token: 'a', token_type: 'mac', refresh_token: 'r' }),
    ],
  ])('takes nothing from a provider that answers with %s', async (_, endpoint, answer) => {
    const server = await startAuthorisationServer();
    server.say(endpoint, answer, answer, answer);
    const { folder, file, environment } = await oauthCampaign('microsoft', server);
    const { code, stderr } = await nominate(folder, ['login', 'microsoft'], environment);
    expect({ code, problems: codesOf(stderr) }).toEqual({ code: 4, problems: ['login-unavailable'] });
    expect(stderr).not.toContain('\u001B[2J');
    expect(() => statSync(file)).toThrow();
  });

  it('says at once that nobody vouches for the certificate of a provider', async () => {
    const endpoint = await startTokenEndpoint([[200, {}]], makeCertificate('localhost'));
    const urls = { tokenUrl: endpoint.url, deviceUrl: endpoint.url, authorizeUrl: endpoint.url };
    const { folder, environment } = await oauthCampaign('microsoft', urls);
    const { code, stderr } = await nominate(folder, ['login', 'microsoft'], environment);
    expect({ code, problems: codesOf(stderr) }).toEqual({ code: 4, problems: ['provider-certificate'] });
    expect(endpoint.asked).toEqual([]);
  });

  it.each([
    ['a part of what was asked for', { scope: 'https://outlook.office.com/SMTP.Send openid' }],
    ['nothing of it', { scope: 'openid' }],
  ])('keeps no login where somebody agreed to %s', async (_, manners) => {
    const server = await startAuthorisationServer(manners);
    const campaign = await oauthCampaign('microsoft', server);
    const { code, stderr } = await logIn(campaign, server);
    expect({ code, problems: codesOf(stderr) }).toEqual({ code: 4, problems: ['oauth-scope'] });
    expect(stderr).toContain('https://outlook.office.com/IMAP.AccessAsUser.All');
    expect(() => statSync(campaign.file)).toThrow();
  });

  it('says that the provider cannot be reached', async () => {
    const nowhere = 'http://127.0.0.1:9/';
    const campaign = await oauthCampaign('microsoft', { deviceUrl: nowhere, authorizeUrl: nowhere, tokenUrl: nowhere });
    const { code, stderr } = await nominate(campaign.folder, ['login', 'microsoft'], campaign.environment);
    expect({ code, problems: codesOf(stderr) }).toEqual({ code: 4, problems: ['login-unavailable'] });
    expect(stderr).toContain('Check the internet connection');
  });

  it('ends with 130 at Ctrl-C, and the screen says so', async () => {
    const server = await startAuthorisationServer();
    const { folder, environment } = await oauthCampaign('microsoft', server);
    const typed = [{ after: 'Waiting until', key: '\u0003' }];
    const { code, screen } = await nominateAtTerminal(folder, ['login', 'microsoft'], typed, environment);
    expect(code).toBe(130);
    expect(screen).toContain('Interrupted. Nobody was logged in.');
  });
});

describe('login google', () => {
  it('shows a page of this computer, which leads to the provider and back', async () => {
    const server = await startAuthorisationServer({ clientSecret: 'of-the-client' });
    const { folder, file, environment } = await oauthCampaign('google', server);
    const running = startNominate(folder, ['login', 'google'], { ...environment, ...GOOGLE });
    // As a browser does, it follows the redirects.
    const last = await fetch(await pageOf(running));
    expect(await last.text()).toContain('nominate goes on in your terminal.');
    const { code, stdout, stderr } = await running.ended;
    expect(code).toBe(0);
    expect(stdout).toContain(`Logged in as ${USER}.`);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ provider: 'google', user: USER });
    for (const secret of [...server.secrets, 'of-the-client']) expect(`${stdout}${stderr}`).not.toContain(secret);
  });

  it('asks for the mailbox, for a renewable token, with a challenge, and for this user', async () => {
    const server = await startAuthorisationServer();
    const { folder, environment } = await oauthCampaign('google', server);
    const running = startNominate(folder, ['login', 'google'], { ...environment, ...GOOGLE });
    const first = await fetch(await pageOf(running), { redirect: 'manual' });
    const { searchParams } = new URL(first.headers.get('Location') ?? '');
    expect(Object.fromEntries(searchParams)).toMatchObject({
      ...{ response_type: 'code', client_id: 'app', access_type: 'offline', prompt: 'consent', login_hint: USER },
      ...{ code_challenge_method: 'S256', scope: 'https://mail.google.com/ openid email' },
    });
    running.child.kill('SIGINT');
    expect((await running.ended).code).toBe(130);
  });

  it('heeds no other tab, and none that was tampered with', async () => {
    const server = await startAuthorisationServer({ clientSecret: 'of-the-client' });
    const { folder, environment } = await oauthCampaign('google', server);
    const running = startNominate(folder, ['login', 'google'], { ...environment, ...GOOGLE });
    const page = await pageOf(running);
    const question = new URL((await fetch(page, { redirect: 'manual' })).headers.get('Location') ?? '');
    const state = question.searchParams.get('state') ?? '';
    const { origin } = new URL(page);
    const statusOf = async (path: string, method = 'GET'): Promise<number> =>
      (await fetch(`${origin}${path}`, { method })).status;
    expect(await statusOf('/?state=of-another-login&code=stolen')).toBe(400);
    expect(await statusOf('/?state=of-another-login&error=access_denied')).toBe(400);
    expect(await statusOf('/?code=stolen')).toBe(404);
    expect(await statusOf(`/?state=${state}&state=${state}&code=stolen`)).toBe(404);
    expect(await statusOf(`/?state=${state}&code=stolen`, 'POST')).toBe(404);
    expect(await statusOf('/favicon.ico')).toBe(404);
    expect((await fetch(page)).status).toBe(200);
    expect((await running.ended).code).toBe(0);
    expect(server.asked('/token')).toHaveLength(1);
  });

  it('keeps no login where consent is refused', async () => {
    const server = await startAuthorisationServer();
    server.decide('refuse');
    const { folder, file, environment } = await oauthCampaign('google', server);
    const running = startNominate(folder, ['login', 'google'], { ...environment, ...GOOGLE });
    const last = await fetch(await pageOf(running));
    expect(await last.text()).toContain('nominate was not allowed to log in.');
    const { code, stderr } = await running.ended;
    expect({ code, problems: codesOf(stderr) }).toEqual({ code: 4, problems: ['consent-refused'] });
    expect(() => statSync(file)).toThrow();
  });

  it('says that a port is in use', async () => {
    const server = await startAuthorisationServer();
    const { folder, environment } = await oauthCampaign('google', server);
    const port = new URL(server.tokenUrl).port;
    const ended = await nominate(folder, ['login', 'google', '--port', port], { ...environment, ...GOOGLE });
    expect({ code: ended.code, problems: codesOf(ended.stderr) }).toEqual({ code: 2, problems: ['port-in-use'] });
  });

  it('takes the secret of the client from a file that only its owner can read', async () => {
    const server = await startAuthorisationServer({ clientSecret: 'of-the-client' });
    const { folder, environment } = await oauthCampaign('google', server);
    const path = join(folder, 'campaign.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"clientId"', '"clientSecretFile":"google.key","clientId"'));
    writeFileSync(join(folder, 'google.key'), 'of-the-client\n', { mode: 0o644 });
    const refused = await nominate(folder, ['login', 'google'], environment);
    expect({ code: refused.code, problems: codesOf(refused.stderr) }).toEqual({
      ...{ code: 2, problems: ['client-secret-file'] },
    });
    chmodSync(join(folder, 'google.key'), 0o600);
    const running = startNominate(folder, ['login', 'google'], environment);
    await fetch(await pageOf(running));
    expect((await running.ended).code).toBe(0);
  });

  it('says where the secret of the client belongs', async () => {
    const server = await startAuthorisationServer();
    const { folder, environment } = await oauthCampaign('google', server);
    const { code, stderr } = await nominate(folder, ['login', 'google'], environment);
    expect({ code, problems: codesOf(stderr) }).toEqual({ code: 2, problems: ['client-secret-missing'] });
    expect(stderr).toContain('NOMINATE_OAUTH_CLIENT_SECRET=…');
  });
});

it.each([
  ['no smtp.oauth', 'smtp: { host: mail.example.org, user: mair }', 'oauth-missing'],
  ['no user', 'smtp: { host: mail.example.org, oauth: { provider: microsoft, clientId: app } }', 'oauth-missing'],
  [
    'another provider',
    'smtp: { host: mail.example.org, user: mair, oauth: { provider: google, clientId: app } }',
    'oauth-provider',
  ],
])('login says what is missing where campaign.yaml has %s', async (_, smtp, problem) => {
  const server = await startAuthorisationServer();
  const { folder, environment } = await oauthCampaign('microsoft', server);
  const path = join(folder, 'campaign.yaml');
  writeFileSync(path, readFileSync(path, 'utf8').replace(/^smtp: .*$/mu, smtp));
  const { code, stderr } = await nominate(folder, ['login', 'microsoft'], environment);
  expect({ code, problems: codesOf(stderr) }).toEqual({ code: 2, problems: [problem] });
});

it('login says that there is nowhere to keep it for a user without a home', async () => {
  const server = await startAuthorisationServer();
  const { folder } = await oauthCampaign('microsoft', server);
  const { code, stderr } = await nominate(folder, ['login', 'microsoft']);
  expect({ code, problems: codesOf(stderr) }).toEqual({ code: 2, problems: ['no-home'] });
});
