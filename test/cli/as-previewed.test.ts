import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { manifestSchema, type Manifest } from '../../src/sending/output/manifest.js';
import { fontsOf } from '../render/pdf/pdf-objects.js';
import { nominate, sampleCampaign } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';

const HEAD = 'clp,name,email,address_1,postcode,language,large_print,post\n';
const LIST = [
  `${HEAD}Bath,Jo Ely,jo@example.org,,,,,`,
  'Corby,Ann Ash,ann@example.org,,,,yes,',
  'Arfon,Siân Prŷs,sian@example.org,,,cy,,',
  'Derby,Al Oak,al@example.org,1 High Street,DE1 1AA,,,\n',
].join('\n');
const GO = ['send', '--csv', 'clps.csv', '--yes', '--pace', 'off'];
const SAMPLE = readFileSync(new URL('../../data/campaign.yaml', import.meta.url), 'utf8');

/** What `send` says before it asks, which it does not reach its server for. */
async function intention(folder: string): Promise<string> {
  const { stderr } = await nominate(folder, ['send', '--csv', 'clps.csv'], {
    NOMINATE_SMTP_URL: 'smtp+plain://127.0.0.1:9',
  });
  return stderr;
}

function previewed(folder: string): Manifest['letters'] {
  return manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'previews/manifest.json'), 'utf8'))).letters;
}

async function attachedPdf(message: Uint8Array): Promise<Buffer> {
  const { attachments } = await PostalMime.parse(message);
  const [file, ...others] = attachments.filter(({ mimeType }) => mimeType === 'application/pdf');
  if (file === undefined || others.length > 0 || typeof file.content === 'string') throw new Error('not one PDF');
  return Buffer.from(new Uint8Array(file.content));
}

function headersOf(message: Uint8Array | undefined): ReadonlyMap<string, string> {
  const [head = ''] = Buffer.from(message ?? [])
    .toString('latin1')
    .split('\r\n\r\n');
  const lines = head.replaceAll(/\r\n(?=[ \t])/gu, '').split('\r\n');
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
}

describe('what arrives', () => {
  it('has attached the very file that lies among the previewed letters, in large print too', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    const { port, arrivals } = await startServer();
    const at = serverAt(port);
    await nominate(folder, ['preview', '--csv', 'clps.csv']);
    expect((await nominate(folder, GO, at)).code).toBe(0);
    const letters = previewed(folder);
    expect(letters).toHaveLength(4);
    for (const { key, clp, letter, message } of letters) {
      const file = readFileSync(join(folder, 'previews', letter ?? ''));
      const inPreview = await attachedPdf(readFileSync(join(folder, 'previews', message ?? '')));
      expect(inPreview.equals(file), clp).toBe(true);
      const [arrived = new Uint8Array()] = arrivals.messages.get(key) ?? [];
      expect((await attachedPdf(arrived)).equals(file), clp).toBe(true);
      expect(!fontsOf(file).join().includes('Serif'), clp).toBe(clp === 'Corby');
    }
  });

  it.each([
    ['the address that campaign.yaml names for it', 'no-more@example.org', 'answers@example.org', 'no-more'],
    ['that for answers', null, 'answers@example.org', 'answers'],
    ['the sender', null, null, 'me'],
  ])('says where to answer, and lets who wants no more write to %s', async (_, unsubscribe, replyTo, objections) => {
    const settings = [
      'from: me@example.org',
      ...(replyTo === null ? [] : [`replyTo: ${replyTo}`]),
      ...(unsubscribe === null ? [] : [`unsubscribe: ${unsubscribe}`]),
    ];
    const yaml = SAMPLE.replace(/^from: .*$/mu, settings.join('\n')).replace(/^replyTo: "S.*$/mu, '');
    const folder = await sampleCampaign({ 'clps.csv': LIST, 'campaign.yaml': yaml });
    const { port, arrivals } = await startServer();
    const at = serverAt(port);
    expect((await nominate(folder, GO, at)).code).toBe(0);
    const messages = [...arrivals.messages].map(([key, [message]]) => ({ key, headers: headersOf(message) }));
    expect(messages).toHaveLength(4);
    for (const { key, headers } of messages) {
      expect(headers.get('Reply-To')).toBe(replyTo ?? undefined);
      expect(headers.get('List-Unsubscribe')).toBe(
        `<mailto:${objections}@example.org?subject=unsubscribe%20${key}%40example.org>`,
      );
    }
  });
});

describe('send, beside a preview', () => {
  it('counts the letters that are not those that were previewed, and those that never were', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    await nominate(folder, ['preview', '--csv', 'clps.csv']);
    const edited = `${LIST.replace('Jo Ely', 'Joe Ely')}Exeter,Una Roe,una@example.org,,,,,\n`;
    writeFileSync(join(folder, 'clps.csv'), edited);
    const told = await intention(folder);
    expect(told).toMatch(
      /^Preview +3 as previewed, 1 changed since, 1 not previewed; preview again to look at them$/mu,
    );
    await nominate(folder, ['preview', '--csv', 'clps.csv']);
    const again = await intention(folder);
    expect(again).toMatch(/^Preview +all 5 letters as previewed$/mu);
  });

  it.each([
    ['one letter’s address', LIST.replace('jo@', 'joe@'), SAMPLE, '3 as previewed, 1 not previewed'],
    [
      'one letter’s print',
      LIST.replace('al@example.org,1 High Street,DE1 1AA,,', '$&yes'),
      SAMPLE,
      '3 as previewed, 1 changed since',
    ],
    ['the sender', LIST, SAMPLE.replace('from: "Siân', 'from: "Sian'), '0 as previewed, 4 changed since'],
    [
      'where answers go',
      LIST,
      SAMPLE.replace(/^replyTo: "S.*$/mu, 'replyTo: me@example.org'),
      '0 as previewed, 4 changed since',
    ],
    ['how letters look', LIST, `${SAMPLE}\nletter: { accent: "#224488" }\n`, '0 as previewed, 4 changed since'],
  ])('counts a change of %s', async (_, list, yaml, expected) => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    await nominate(folder, ['preview', '--csv', 'clps.csv', '--letters-only']);
    writeFileSync(join(folder, 'clps.csv'), list);
    writeFileSync(join(folder, 'campaign.yaml'), yaml);
    const told = await intention(folder);
    expect(told).toContain(`${expected}; preview again`);
  });

  it('counts a fallback font that was replaced, for the letters that are set in it and no others', async () => {
    const file = createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf');
    const font = readFileSync(file);
    const list = [
      `${HEAD}Bath,Jo Ely,jo@example.org,,,,,`,
      'Corby,Ҋван,ann@example.org,,,,,',
      'Derby,Al Oak,,Ҋ High Street,DE1 1AA,,,\n',
    ];
    const yaml = `${SAMPLE}\nletter: { fallbackFont: other.ttf }\n`;
    const folder = await sampleCampaign({ 'clps.csv': list.join('\n'), 'campaign.yaml': yaml });
    writeFileSync(join(folder, 'other.ttf'), font);
    await nominate(folder, ['preview', '--csv', 'clps.csv']);
    expect(await intention(folder)).toMatch(/^Preview +all 3 letters as previewed$/mu);
    writeFileSync(join(folder, 'other.ttf'), Buffer.concat([font, Buffer.alloc(4)]));
    expect(await intention(folder)).toMatch(/^Preview +1 as previewed, 2 changed since; preview again/mu);
  });

  it('says that there is none where nothing was previewed, or another letter only', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    const none = /^Preview +none of this mailing in previews: look at the letters before they go out$/mu;
    const said = await intention(folder);
    expect(said).toMatch(none);
    expect(said).toMatch(/^Server +127\.0\.0\.1:\d+ \(no encryption\)$/mu);
    await nominate(folder, ['preview', '--csv', 'clps.csv', '--template', 'reminder']);
    expect(await intention(folder)).toMatch(none);
  });
});

describe('a row that stands in the list twice', () => {
  const repeated = (row: string): string => `${HEAD}${row}\nCorby,Ann Ash,,2 High Street,NN17 1AA,,,\n${row}\n`;

  it.each([null, 'address'])('is previewed as one letter (--one-per %s)', async (onePer) => {
    const folder = await sampleCampaign({ 'clps.csv': repeated('Bath,Jo Ely,jo@example.org,,,,,') });
    const options = onePer === null ? [] : ['--one-per', onePer];
    const { code, stdout } = await nominate(folder, ['preview', '--csv', 'clps.csv', ...options]);
    expect(code).toBe(0);
    expect(stdout).toContain('Wrote 2 letters and 1 e-mail');
    expect(stdout).toContain('1 row: in the list already');
    expect(previewed(folder).map(({ clp }) => clp)).toEqual(['Bath', 'Corby']);
    expect(readdirSync(join(folder, 'previews/letters')).sort()).toEqual(['Bath.pdf', 'Corby.pdf']);
  });

  it.each([null, 'address'])('is printed as one letter (--one-per %s)', async (onePer) => {
    const folder = await sampleCampaign({ 'clps.csv': repeated('Bath,Jo Ely,,1 High Street,BA1 1AA,,,') });
    const options = onePer === null ? [] : ['--one-per', onePer];
    const { stdout } = await nominate(folder, ['print', '--csv', 'clps.csv', '--json', ...options]);
    expect(JSON.parse(stdout)).toMatchObject({
      exitCode: 0,
      letters: [
        { clp: 'Bath', action: 'print' },
        { clp: 'Corby', action: 'print' },
        { clp: 'Bath', action: 'skip', reason: 'in the list already' },
      ],
      counts: { print: 2, skip: 1 },
    });
    const manifest = readFileSync(join(folder, 'print/manifest.json'), 'utf8');
    expect(manifest.match(/"clp": "\w+"/gu)).toEqual(['"clp": "Bath"', '"clp": "Corby"']);
  });
});
