import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nominate, sampleCampaign } from './nominate.js';

const OWN = '---\nsubject: "For {{clp}}"\n---\nDear {{greeting}},\n\nI ask {{clp}} for its support.\n';
const WRONG = OWN.replace('{{greeting}}', '{{greting}}');

/** A campaign without the facts that the letters shipped with nominate ask for, and with letters of its own. */
async function ownCampaign(letters: Readonly<Record<string, string>>): Promise<string> {
  const folder = await sampleCampaign({
    'campaign.yaml': [
      'campaign: own-2028',
      'candidate: { name: Ann Ash }',
      'election: { body: Committee }',
      'template: mine',
      'from: ann@example.org',
      'list: { source: the list of the party, basis: consent }',
      '',
    ].join('\n'),
  });
  mkdirSync(join(folder, 'templates'));
  for (const [name, text] of Object.entries(letters)) writeFileSync(join(folder, 'templates', name), text);
  return folder;
}

describe('check looks at the letters that the campaign has or names', () => {
  it('and not at those that ship with nominate, which need other facts', async () => {
    const folder = await ownCampaign({ 'mine.hbs': OWN, 'second.hbs': OWN });
    const { code, stdout, stderr } = await nominate(folder, ['check']);
    expect(stderr).not.toContain('first-candidacy');
    expect(stdout).toContain('2 letters tried on invented recipients: mine, second\n');
    expect(code).toBe(0);
  });

  it('and, without a list, at a mistake in any of them', async () => {
    const folder = await ownCampaign({ 'mine.hbs': OWN, 'second.hbs': WRONG });
    const { code, stderr } = await nominate(folder, ['check', '--template', 'second']);
    expect(stderr).toMatch(/^templates\/second\.hbs:4:8 error unknown-variable/mu);
    expect(code).toBe(1);
  });

  it('with a list at the chosen one, and says of the others in a line how they are', async () => {
    const folder = await ownCampaign({ 'mine.hbs': OWN, 'second.hbs': WRONG });
    const { code, stdout, stderr } = await nominate(folder, ['check', '--csv', 'clps.csv']);
    expect(stderr).not.toContain('second.hbs');
    expect(stdout).toContain('\nNot chosen: second (1 error); --template tells more of one\n');
    expect(code).toBe(0);
  });

  it('and only counts those that init has put there, while they are as they were', async () => {
    const folder = await ownCampaign({ 'mine.hbs': OWN });
    cpSync('templates', join(folder, 'templates'), { recursive: true });
    const { code, stdout } = await nominate(folder, ['check']);
    expect(stdout).toMatch(/^1 letter tried on invented recipients: mine\nNot chosen: first-candidacy \(\d+ errors/mu);
    expect(code).toBe(0);
    const changed = join(folder, 'templates/reminder.hbs');
    writeFileSync(changed, readFileSync(changed, 'utf8').replace('Dear', 'Good day,'));
    expect((await nominate(folder, ['check'])).stdout).toMatch(
      /^2 letters tried on invented recipients: mine, reminder/mu,
    );
  });

  it('and at every letter that ships with nominate in nominate’s own folder', async () => {
    const { code, stdout, stderr } = await nominate(process.cwd(), ['check', '--csv', 'data/clps.csv']);
    expect(stdout).toContain('3 letters tried on invented recipients: first-candidacy, re-election, reminder\n');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('check says what send would refuse of the mail server', () => {
  it.each([
    ['host: mail.example.org, security: none', 'smtp-in-clear', 1],
    ['host: mail.example.org, port: 465', 'smtp-port', 1],
    ['host: mail.example.org, port: 587, security: tls', 'smtp-port', 1],
    ['host: "mail.example.org:587"', 'invalid-value', 2],
    ['host: "smtps://mail.example.org"', 'invalid-value', 2],
  ])('%s', async (smtp, problem, exitCode) => {
    const folder = await ownCampaign({ 'mine.hbs': OWN });
    const file = join(folder, 'campaign.yaml');
    writeFileSync(file, `${readFileSync(file, 'utf8')}smtp: { ${smtp} }\n`);
    const { code, stderr } = await nominate(folder, ['check']);
    expect(stderr).toMatch(new RegExp(`^campaign\\.yaml\\S* error ${problem}: `, 'mu'));
    expect(code).toBe(exitCode);
  });

  it('also where the server is named in the environment', async () => {
    const folder = await ownCampaign({ 'mine.hbs': OWN });
    const url = { NOMINATE_SMTP_URL: 'smtps://ann:hunter2@mail.example.org:587' };
    const { code, stderr } = await nominate(folder, ['check'], url);
    expect(stderr).toMatch(/^NOMINATE_SMTP_URL error smtp-port: /mu);
    expect(stderr).not.toContain('hunter2');
    expect(code).toBe(1);
  });

  it('names the server, or says that there is none yet', async () => {
    const folder = await ownCampaign({ 'mine.hbs': OWN });
    expect((await nominate(folder, ['check'])).stdout).toContain('\nMail server: none yet\n');
    const file = join(folder, 'campaign.yaml');
    writeFileSync(file, `${readFileSync(file, 'utf8')}smtp: { host: mail.example.org }\n`);
    expect((await nominate(folder, ['check'])).stdout).toContain(
      '\nMail server: mail.example.org, port 587, starttls\n',
    );
  });
});

describe('a secret in campaign.yaml is never shown, and it is said where it belongs', () => {
  it.each([
    'smtp: { host: mail.example.org, password: hunter2 }',
    'smtp: { host: mail.example.org, pasword: hunter2 }',
    'smtp: { host: mail.example.org, passwd: hunter2 }',
    'smtp: { host: mail.example.org, token: hunter2 }',
    'smtp: { host: mail.example.org, passwordEnv: hunter2 }',
    'smtp: { host: mail.example.org, user: ann, passwordEnv: hunter2 }',
  ])('%s', async (line) => {
    const folder = await ownCampaign({ 'mine.hbs': OWN });
    const file = join(folder, 'campaign.yaml');
    writeFileSync(file, `${readFileSync(file, 'utf8')}${line}\n`);
    const { code, stdout, stderr } = await nominate(folder, ['check']);
    expect(`${stdout}${stderr}`).not.toContain('hunter2');
    expect(stderr).toContain('.env');
    expect(code).toBe(2);
  });

  it.each([
    'smtp: smtp://ann:hunter2@mail.example.org',
    'smtp: { host: "smtp://ann:hunter2@mail.example.org" }',
    'smtp: { host: mail.example.org, passwordCommand: hunter2 }',
    'smtp: { host: mail.example.org, oauth: { provider: google, clientId: x, clientSecretEnv: hunter2 } }',
    'password: hunter2',
  ])('%s', async (line) => {
    const folder = await ownCampaign({ 'mine.hbs': OWN });
    const file = join(folder, 'campaign.yaml');
    writeFileSync(file, `${readFileSync(file, 'utf8')}${line}\n`);
    const { code, stdout, stderr } = await nominate(folder, ['check']);
    expect(`${stdout}${stderr}`).not.toContain('hunter2');
    expect(code).toBe(2);
  });
});
