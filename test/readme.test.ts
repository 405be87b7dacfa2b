import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { campaignSchema } from '../src/campaign.js';
import { checkYaml } from '../src/yaml/checked-yaml.js';
import { nominateAtTerminal } from './cli/at-terminal.js';
import { nominate } from './cli/nominate.js';
import { serverAt, startServer } from './cli/scripted-server.js';
import { startAuthorisationServer } from './servers/authorisation-server.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** The fenced blocks of the README in a language; "" for those that name none. */
function blocks(language: string): string[] {
  const fences = [...README.matchAll(/^```(\w*)\n([^]*?)^```$/gmu)];
  return fences.filter(([, tag]) => tag === language).map(([, , text = '']) => text);
}

function commands(): string[] {
  return blocks('sh').flatMap((block) => block.trim().split('\n'));
}

/** Runs a command of the README where somebody sits at the terminal and answers; gives what the terminal showed. */
async function atTerminal(
  folder: string,
  args: string,
  environment: Readonly<Record<string, string>>,
  answer: string,
): Promise<string> {
  const typed = { after: 'Type yes to send', key: `${answer}\r` };
  return (await nominateAtTerminal(folder, args.split(' '), [typed], environment)).screen;
}

describe('the README', () => {
  it('names two commands that do everything', () => {
    const manifest = readFileSync(join(ROOT, '.ci/run'), 'utf8');
    expect(commands().slice(0, 2)).toEqual(['npm ci && npx nominate preview --csv data/clps.csv', 'npm test']);
    for (const line of ['npm ci', 'npx nominate preview --csv data/clps.csv', 'npm test'])
      expect(manifest).toContain(`\n${line}\n`);
  });

  it('takes a new organiser from nothing to sent, command by command', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nominate-readme-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true, force: true });
    });
    const server = await startServer();
    const environment = serverAt(server.port);
    const own = commands().filter((command) => command.includes('my-campaign'));
    expect(own.map((command) => command.split(' ')[2])).toEqual([
      'init',
      'preview',
      'check',
      'rehearse',
      'send',
      'send',
      'status',
      'print',
    ]);
    for (const command of own) {
      const args = command.replace('npx nominate ', '');
      if (args.startsWith('send') && !args.includes('--test-to')) {
        const shown = await atTerminal(folder, `${args} --pace off`, environment, 'yes');
        expect(shown).toContain('23 accepted');
        continue;
      }
      const ended = await nominate(folder, args.split(' '), environment);
      expect({ command, code: ended.code }).toEqual({ command, code: 0 });
    }
    expect(server.arrivals.messages.size).toBe(23 + 3);
  });

  it('says how to log in without a password', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nominate-readme-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true, force: true });
    });
    const server = await startAuthorisationServer();
    server.decide('allow');
    await nominate(folder, ['init', 'my-campaign']);
    const path = join(folder, 'my-campaign/campaign.yaml');
    const [settings = ''] = blocks('yaml').filter((block) => block.includes('oauth:'));
    const { deviceUrl, tokenUrl } = server;
    const here = settings
      .replace(/clientId: [\w-]+/u, 'clientId: app')
      .replace('provider:', `deviceUrl: "${deviceUrl}", tokenUrl: "${tokenUrl}", provider:`);
    writeFileSync(path, `${readFileSync(path, 'utf8')}\n${here}`);
    const [, command = ''] = /`npx nominate (login [^`]*)`/u.exec(README) ?? [];
    const { code, stdout } = await nominate(folder, command.split(' '), { HOME: folder });
    expect({ command, code }).toEqual({ command: 'login microsoft --csv my-campaign/clps.csv', code: 0 });
    expect(stdout).toContain(join(folder, '.local/share/nominate/logins'));
  });

  it('sends nothing to whom anything but yes is said', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nominate-readme-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true, force: true });
    });
    const server = await startServer();
    await nominate(folder, ['init', '.']);
    const environment = serverAt(server.port);
    expect(await atTerminal(folder, 'send --csv clps.csv', environment, 'no')).toContain('Nothing was sent.');
    expect(server.connections()).toBe(0);
  });

  it('shows a letter and settings without a mistake', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nominate-readme-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true, force: true });
    });
    await nominate(folder, ['init', '.']);
    const [letter = ''] = blocks('').filter((block) => block.startsWith('---\n'));
    writeFileSync(join(folder, 'templates/mine.hbs'), letter);
    const ended = await nominate(folder, ['check', '--csv', 'clps.csv', '--template', 'mine', '--today', '2028-05-02']);
    expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: '' });
    const sample = readFileSync(join(folder, 'campaign.yaml'), 'utf8');
    const inline = [...README.matchAll(/`((?:pace|letter|columns): \{[^`]*\})`/gu)].map(([, setting = '']) => setting);
    const looks = [...README.matchAll(/`((?:accent|align|logo|signatureImage|fit): [^`]+)`/gu)].map(
      ([, setting = '']) => `letter: { ${setting} }`,
    );
    const paces = [...README.matchAll(/`(\{ (?:for|perMinute): [^`]+\})`/gu)].map(([, pace = '']) => `pace: ${pace}`);
    expect([inline.length, looks.length, paces.length]).toEqual([2, 5, 5]);
    for (const setting of [...inline, ...looks, ...paces]) {
      const own = `${sample.replace(/^pace:\n(?: .*\n)+/mu, '')}\n${setting}`;
      expect(checkYaml(own, 'campaign.yaml', campaignSchema).problems).toEqual([]);
    }
    for (const settings of blocks('yaml')) {
      expect(checkYaml(`${sample}\n${settings}`, 'campaign.yaml', campaignSchema).problems).toEqual([]);
    }
  });

  it('speaks of no option that does not exist', () => {
    const OPTION = /(?<![\w-])--[a-z][a-z-]+/gu;
    const known = ['check', 'preview', 'print', 'rehearse', 'send', 'status', 'doctor', 'login', 'show'].flatMap(
      (command) =>
        execFileSync(process.execPath, [join(ROOT, 'bin/nominate.js'), command, '--help'], {
          encoding: 'utf8',
        }).match(OPTION) ?? [],
    );
    const named = new Set(README.match(OPTION));
    expect(named.size).toBeGreaterThan(20);
    expect([...named].filter((option) => !known.includes(option))).toEqual([]);
  });

  it('names for each provider that has a pace of its own a server and a pace that campaign.yaml takes', () => {
    const sample = readFileSync(join(ROOT, 'data/campaign.yaml'), 'utf8').replace(/^pace:\n(?: .*\n)+/mu, '');
    const [, table = ''] = /^\| provider .*\n\|---.*\n((?:\|.*\n)+)/mu.exec(README) ?? [];
    const rows = table.trim().split('\n');
    const paces = rows.map((row) => /`(\{.*?\})`/u.exec(row)?.[1] ?? '');
    const schema = readFileSync(join(ROOT, 'data/campaign.schema.json'), 'utf8');
    const [, providers = ''] = /"for": \{[^}]*"enum": \[([^\]]*)\]/u.exec(schema) ?? [];
    const known = [...providers.matchAll(/"(.*?)"/gu)].map(([, name = '']) => name).filter((name) => name !== 'plain');
    expect(known.length).toBeGreaterThan(3);
    expect(paces.slice(0, -1)).toEqual(known.map((name) => `{ for: ${name} }`));
    const servers = rows.flatMap((row) => {
      const [, host = '', port = '', security = ''] = /`host: (\S+)`, port (\d+), (\w+)/u.exec(row) ?? [];
      return host === '' ? [] : [{ host, port: Number(port), security }];
    });
    // As the providers' own pages have them.
    expect(servers).toEqual([
      { host: 'smtp.gmail.com', port: 587, security: 'starttls' },
      { host: 'smtp.office365.com', port: 587, security: 'starttls' },
      { host: 'smtp.fastmail.com', port: 465, security: 'tls' },
    ]);
    for (const server of servers) {
      const { value, problems } = checkYaml(
        `${sample}\nsmtp: ${JSON.stringify(server)}\npace: ${paces[0] ?? ''}\n`,
        'campaign.yaml',
        campaignSchema,
      );
      expect(problems).toEqual([]);
      expect(value?.smtp).toMatchObject(server);
    }
  });
});
