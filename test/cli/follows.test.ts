import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Script, ScriptedServer } from '../servers/scripted-server.js';
import { nominate, sampleCampaign } from './nominate.js';
import { recipients, serverAt, startServer } from './scripted-server.js';

const HEADER = 'clp,name,email,address_1,town,postcode\n';
const ROWS = {
  Bath: 'Bath,Jo Ely,jo@example.org,,,\n',
  Corby: 'Corby,Ann Ash,ann@example.org,,,\n',
  Derby: 'Derby,Al Oak,al@example.org,,,\n',
  Ely: 'Ely,Una Shah,una@example.org,,,\n',
  Filey: 'Filey,Lee Orr,,1 High Street,Filey,YO14 9AA\n',
  Hove: 'Hove,Cai Elm,cai@example.org,,,\n',
};
const ANSWER = ['--csv', 'clps.csv', '--today', '2028-06-01'];
const GO = ['send', ...ANSWER, '--yes', '--pace', 'off'];
const FIRST = ['--template', 're-election'];
const REMINDER = ['--template', 'reminder'];

const document = z.object({
  counts: z.record(z.string(), z.number()),
  letters: z.array(
    z.object({ clp: z.string(), email: z.string().nullable(), action: z.string(), reason: z.string().nullable() }),
  ),
});

interface Campaign {
  readonly folder: string;
  readonly server: ScriptedServer;
  readonly run: (...args: readonly string[]) => ReturnType<typeof nominate>;
  /** What a command says of each row. */
  readonly told: (...args: readonly string[]) => Promise<readonly string[]>;
  readonly list: (...rows: readonly string[]) => void;
}

async function campaignOf(rows: readonly string[], script: Script = {}): Promise<Campaign> {
  const server = await startServer(script);
  const folder = await sampleCampaign({ 'clps.csv': HEADER + rows.join('') });
  const run: Campaign['run'] = (...args) => nominate(folder, args, serverAt(server.port));
  return {
    folder,
    server,
    run,
    told: async (...args) => {
      const { stdout } = await run(...args, '--json');
      const { letters } = document.parse(JSON.parse(stdout));
      return letters.map(({ clp, email, action, reason }) => `${clp}: ${action} ${reason ?? email ?? 'on paper'}`);
    },
    list: (...changed) => {
      writeFileSync(join(folder, 'clps.csv'), HEADER + changed.join(''));
    },
  };
}

/** A header of the letters that arrived for somebody, in their order. */
function headersTo({ arrivals }: ScriptedServer, address: string, name: string): readonly string[] {
  return arrivals
    .all()
    .map((message) => (message.toString('latin1').split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/gu, ' '))
    .filter((head) => head.includes(`<${address}>`) || head.includes(`To: ${address}`))
    .map((head) => new RegExp(`^${name}: (.*)$`, 'mu').exec(head)?.[1] ?? '');
}

const BAD_DAY: Script = {
  rcpt: [null, { reply: '550 5.1.1 no such user' }, { reply: '450 4.2.0 try later' }],
  final: [null, { then: 'close' }],
};

describe('a letter that follows another', () => {
  it('goes only to those who had it, in its thread, and every command says the same of the others', async () => {
    const first = Object.values(ROWS).filter((row) => row !== ROWS.Hove);
    const { server, run, told, list } = await campaignOf(first, BAD_DAY);
    await run(...GO, ...FIRST);
    list(...Object.values(ROWS));
    const expected = [
      'Bath: send jo@example.org',
      'Corby: skip has not had an earlier letter: it was refused',
      'Derby: skip has not had an earlier letter: it was put off',
      'Ely: skip has perhaps not had an earlier letter: it is in doubt',
      'Filey: skip has not had an earlier letter',
      'Hove: skip has not had an earlier letter',
    ];
    for (const command of ['preview', 'check', 'rehearse', 'print'])
      expect(
        (await told(command, ...ANSWER, ...REMINDER)).map((row) =>
          command === 'print' && row.startsWith('Bath') ? expected[0] : row,
        ),
        command,
      ).toEqual(expected);
    const { code, stderr } = await run(...GO, ...REMINDER);
    expect(code).toBe(0);
    expect(stderr).toContain('Follows   an earlier letter: for those only who had it');
    expect(stderr).toContain('2 rows: has not had an earlier letter (Filey, Hove)');
    expect(stderr).not.toContain('counts as another one');
    // That in doubt had come whole.
    expect(recipients(server.arrivals)).toEqual(['jo@example.org', 'jo@example.org', 'una@example.org']);
    const [asked, reminded] = headersTo(server, 'jo@example.org', 'Message-ID');
    expect(asked).toMatch(/^<[0-9a-f]{24}@.*>$/u);
    expect(reminded).not.toBe(asked);
    expect(headersTo(server, 'jo@example.org', 'In-Reply-To')).toEqual(['', asked]);
    expect(headersTo(server, 'jo@example.org', 'References')).toEqual(['', asked]);
    expect((await run('show', 'Bath', '--csv', 'clps.csv', ...REMINDER)).stdout).toContain('Dear Jo');
    expect(await told(...GO, ...REMINDER)).toContain('Bath: skip accepted in an earlier run');
  });

  it('goes to the address that worked, and says where the list has another', async () => {
    const { server, run, told, list } = await campaignOf([ROWS.Corby], { rcpt: [{ reply: '550 5.1.1 no such user' }] });
    await run(...GO, ...FIRST);
    list(ROWS.Corby.replace('ann@', 'ann.ash@'));
    await run(...GO, ...FIRST);
    list(ROWS.Corby);
    const { code, stderr } = await run('preview', ...ANSWER, ...REMINDER);
    expect(code).toBe(0);
    expect(stderr).toContain(
      'clps.csv:2:3 warning follows-elsewhere: "Corby" had an earlier letter at ann.ash@example.org, and the list has ann@example.org: this letter goes to ann.ash@example.org.',
    );
    await run(...GO, ...REMINDER);
    expect(recipients(server.arrivals)).toEqual(['ann.ash@example.org', 'ann.ash@example.org']);
    list(ROWS.Corby.replace('ann@', 'ann.ash@'));
    expect(await told(...GO, ...REMINDER)).toEqual(['Corby: skip accepted in an earlier run']);
    expect(server.arrivals.all()).toHaveLength(2);
  });

  it('goes to the mended address once it was refused itself where the other one worked', async () => {
    const { server, run, list } = await campaignOf([ROWS.Bath], { rcpt: [null, { reply: '550 5.1.1 no such user' }] });
    await run(...GO, ...FIRST);
    await run(...GO, ...REMINDER);
    expect(server.arrivals.all()).toHaveLength(1);
    list(ROWS.Bath.replace('jo@', 'jo.ely@'));
    await run(...GO, ...REMINDER);
    expect(recipients(server.arrivals)).toEqual(['jo.ely@example.org', 'jo@example.org']);
  });

  it('writes once to an address that two rows of a CLP come to', async () => {
    const { server, run, list } = await campaignOf([ROWS.Corby.replace('ann@', 'ann.ash@')]);
    await run(...GO, ...FIRST);
    list(ROWS.Corby, ROWS.Corby.replace('ann@', 'ann.ash@'));
    for (const choice of [
      ['--one-per', 'row'],
      ['--one-per', 'row'],
      ['--one-per', 'clp'],
    ])
      await run(...GO, ...REMINDER, ...choice);
    expect(recipients(server.arrivals)).toEqual(['ann.ash@example.org', 'ann.ash@example.org']);
  });

  it('follows by post what was posted, and no e-mail goes there', async () => {
    const { server, run, told, list } = await campaignOf([ROWS.Bath, ROWS.Filey]);
    const print = ['print', ...ANSWER];
    await run(...print, ...FIRST);
    await run(...print, ...FIRST, '--mark-posted', '--yes');
    list(ROWS.Bath, ROWS.Filey.replace('Orr,,', 'Orr,lee@example.org,'));
    expect(await told(...print, ...REMINDER)).toEqual([
      'Bath: skip has not had an earlier letter',
      'Filey: print on paper',
    ]);
    const { stderr } = await run(...GO, ...REMINDER);
    expect(stderr).toContain('warning follows-by-post: "Filey" had an earlier letter by post');
    expect(server.arrivals.all()).toEqual([]);
    await run(...print, ...REMINDER, '--mark-posted', '--yes');
    expect((await told(...print, ...REMINDER)).at(-1)).toBe('Filey: skip posted');
  });

  it('names the letter that it follows, and no other will do', async () => {
    const { folder, server, run, told } = await campaignOf([ROWS.Bath]);
    mkdirSync(join(folder, 'templates'));
    const letter = (follows: string): void => {
      const text = `---\nsubject: "For {{clp}}"\nfollows: ${follows}\n---\nDear {{greeting}}, again.\n`;
      writeFileSync(join(folder, 'templates/last-word.hbs'), text);
    };
    letter('re-electoin');
    expect((await run('check', ...ANSWER, '--template', 'last-word')).stderr).toMatch(
      /last-word\.hbs:3:10 error no-letter-to-follow: There is no letter "re-electoin" to follow\.\s+Did you mean "re-election"\?/u,
    );
    letter('last-word');
    expect((await run('check', ...ANSWER, '--template', 'last-word')).stderr).toContain('The letter follows itself.');
    letter('re-election');
    await run(...GO, '--template', 'first-candidacy');
    expect(await told('preview', ...ANSWER, '--template', 'last-word')).toEqual(['Bath: skip has not had re-election']);
    await run(...GO, ...FIRST);
    await run(...GO, '--template', 'last-word');
    const ids = headersTo(server, 'jo@example.org', 'Message-ID');
    expect(headersTo(server, 'jo@example.org', 'In-Reply-To')).toEqual(['', '', ids[1]]);
  });

  it('goes to nobody before anybody has had that, and says so', async () => {
    const { folder, run } = await campaignOf([ROWS.Bath]);
    const { code, stderr, stdout } = await run('preview', ...ANSWER, ...REMINDER);
    expect(code).toBe(0);
    expect(stdout + stderr).toMatch(
      /warning nothing-to-follow: Nobody has had an earlier letter, which reminder follows/u,
    );
    expect(readFileSync(join(folder, 'previews/manifest.json'), 'utf8')).toMatch(/"letters": \[\s*\]/u);
    expect((await run('check', ...ANSWER, ...REMINDER)).stdout).toContain('Ready.');
  });
});
