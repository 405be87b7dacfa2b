import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nominateAtTerminal } from './at-terminal.js';
import { nominate, sampleCampaign } from './nominate.js';
import { startServer } from './scripted-server.js';

const ONE = 'clp,name,email\nBath,Jo Ely,jo@example.org\n';
const SEND = ['send', '--csv', 'clps.csv', '--pace', 'off'];
const GO = [...SEND, '--yes'];
const SECRET = 'aws-secret';

interface Received {
  /** A campaign that came from somebody else, with these lines below `smtp:`. */
  readonly folder: string;
  readonly home: string;
  /** What the mail server was told. */
  readonly commands: readonly string[];
  readonly port: number;
}

async function received(...lines: readonly string[]): Promise<Received> {
  const { port, commands } = await startServer({}, ['AUTH PLAIN XOAUTH2']);
  const folder = await sampleCampaign({ 'clps.csv': ONE });
  writeSmtp(folder, 'localhost', port, lines);
  const home = mkdtempSync(join(tmpdir(), 'nominate-home-'));
  onTestFinished(() => {
    rmSync(home, { recursive: true });
  });
  return { folder, home, commands, port };
}

function writeSmtp(folder: string, host: string, port: number, lines: readonly string[]): void {
  const path = join(folder, 'campaign.yaml');
  const before = readFileSync(path, 'utf8').replace(/^smtp:\n(?: .*\n)*/mu, '');
  const security = host.includes('.') && !host.startsWith('127.') ? 'starttls' : 'none';
  const smtp = ['smtp:', `  host: ${host}`, `  port: ${port}`, `  security: ${security}`, '  user: mair', ...lines];
  writeFileSync(path, `${before.trimEnd()}\n${smtp.join('\n')}\n`);
}

function secretFile({ home }: Received, name = '.netrc'): string {
  const path = join(home, name);
  writeFileSync(path, SECRET, { mode: 0o600 });
  return path;
}

function logins({ commands }: Received): readonly string[] {
  return commands.filter((line) => line.startsWith('AUTH '));
}

describe("a campaign from somebody else, which names a secret of the user's and its own server,", () => {
  it.each<[what: string, lines: readonly string[], variables: Readonly<Record<string, string>>]>([
    ["a variable that is not nominate's", ['  passwordEnv: AWS_SECRET'], { AWS_SECRET: SECRET }],
    ['a file outside', ['  passwordFile: ../HOME/.netrc'], {}],
    ['a file outside, by a link', ['  passwordFile: password.txt'], {}],
    ['a .env that is a link to another one', [], {}],
    ['a command', ['  passwordCommand: [touch, it-ran]'], {}],
  ])('is not told %s', async (what, lines, variables) => {
    const campaign = await received(...lines);
    const { folder, home } = campaign;
    const netrc = secretFile(campaign);
    writeSmtp(
      folder,
      'mail.example.org',
      campaign.port,
      lines.map((line) => line.replace('../HOME/.netrc', netrc)),
    );
    if (what.includes('by a link')) symlinkSync(netrc, join(folder, 'password.txt'));
    if (what.includes('.env')) {
      writeFileSync(join(home, 'env'), `NOMINATE_SMTP_PASSWORD=${SECRET}\n`, { mode: 0o600 });
      symlinkSync(join(home, 'env'), join(folder, '.env'));
    }
    for (const command of [GO, ['doctor', '--name-server', '127.0.0.1:1', '--csv', 'clps.csv']]) {
      const { code, stderr } = await nominate(folder, command, { HOME: home, ...variables });
      expect(code).toBe(2);
      expect(stderr).toContain('error secret-for-server: ');
      expect(stderr).toContain('--trust-server mail.example.org');
      expect(stderr).not.toContain(SECRET);
    }
    expect(campaign.commands).toEqual([]);
    expect(existsSync(join(folder, 'it-ran'))).toBe(false);
  });

  it('is told it once a person has named the server, which is remembered without the secret', async () => {
    const campaign = await received(`  passwordCommand: [printf, '${SECRET}']`);
    const environment = { HOME: campaign.home };
    const other = await nominate(campaign.folder, [...GO, '--trust-server', '127.0.0.1'], environment);
    expect(other.stderr).toContain('error secret-for-server: ');
    expect((await nominate(campaign.folder, [...GO, '--trust-server', 'localhost'], environment)).code).toBe(0);
    writeFileSync(join(campaign.folder, 'clps.csv'), `${ONE}Corby,Ann Oak,ann@example.org\n`);
    expect((await nominate(campaign.folder, GO, environment)).code).toBe(0);
    expect(logins(campaign)).toHaveLength(2);
    const kept = join(campaign.home, '.local/share/nominate/secrets');
    for (const name of readdirSync(kept)) expect(readFileSync(join(kept, name), 'utf8')).not.toContain(SECRET);
  });

  it('is told it where somebody says yes at a terminal, who sees the command, and is asked once', async () => {
    const campaign = await received(`  passwordCommand: [printf, '${SECRET}']`);
    const environment = { HOME: campaign.home };
    const no = await nominateAtTerminal(campaign.folder, SEND, [''], environment);
    expect(no.code).toBe(2);
    expect(no.screen).toContain(`The command: printf ${SECRET}`);
    expect(logins(campaign)).toEqual([]);
    const yes = await nominateAtTerminal(campaign.folder, SEND, ['yes', 'yes'], environment);
    expect(yes.code).toBe(0);
    expect(logins(campaign)).toHaveLength(1);
    writeFileSync(join(campaign.folder, 'clps.csv'), `${ONE}Corby,Ann Oak,ann@example.org\n`);
    expect((await nominateAtTerminal(campaign.folder, SEND, ['yes'], environment)).code).toBe(0);
  });
});

it.each([
  ['server', 'other.invalid', 'mair'],
  ['user', 'first.invalid', 'eve'],
])(
  "nominate's own variable is told to the first server without a question, and not to another %s",
  async (...other) => {
    const [, host, user] = other;
    const { folder, home, port } = await received();
    const environment = { HOME: home, NOMINATE_SMTP_PASSWORD: SECRET };
    const path = join(folder, 'campaign.yaml');
    const doctorOf = async (server: string, login: string) => {
      writeSmtp(folder, server, port, []);
      writeFileSync(path, readFileSync(path, 'utf8').replace('user: mair', `user: ${login}`));
      return await nominate(folder, ['doctor', '--name-server', '127.0.0.1:1', '--csv', 'clps.csv'], environment);
    };
    expect((await doctorOf('first.invalid', 'mair')).stderr).not.toContain('secret-for-server');
    const { code, stderr } = await doctorOf(host, user);
    expect(code).toBe(2);
    expect(stderr).toContain(`has been for first.invalid as mair; this campaign would tell it to ${host} as ${user}`);
  },
);

it('a server on this computer is told any password without a question, whoever logs in', async () => {
  const campaign = await received('  passwordEnv: MY_MAIL');
  const environment = { HOME: campaign.home, MY_MAIL: SECRET };
  expect((await nominate(campaign.folder, GO, environment)).code).toBe(0);
  writeFileSync(join(campaign.folder, 'clps.csv'), `${ONE}Corby,Ann Oak,ann@example.org\n`);
  writeSmtp(campaign.folder, '127.0.0.1', campaign.port, ['  passwordEnv: MY_MAIL']);
  expect((await nominate(campaign.folder, GO, environment)).code).toBe(0);
  expect(logins(campaign)).toHaveLength(2);
});

it("a provider's address from somebody else is told no secret of the user's", async () => {
  const campaign = await received(
    ...['  oauth:', '    provider: google', '    clientId: app', '    tokenUrl: https://token.example.org/'],
    ...['    refreshTokenEnv: AWS_SECRET', '    clientSecretFile: CLIENT'],
  );
  const path = join(campaign.folder, 'campaign.yaml');
  const secret = secretFile(campaign);
  writeFileSync(path, readFileSync(path, 'utf8').replace('CLIENT', secret));
  const environment = { HOME: campaign.home, AWS_SECRET: SECRET };
  for (const command of [GO, ['login', 'google']]) {
    const { code, stderr } = await nominate(campaign.folder, command, environment);
    expect(code).toBe(2);
    expect(stderr).toContain('error secret-for-server: ');
  }
});
