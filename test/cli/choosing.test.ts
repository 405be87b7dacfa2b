import { describe, expect, it } from 'vitest';
import { nominateAtTerminal } from './at-terminal.js';
import { nominate, sampleCampaign } from './nominate.js';
import { recipients, serverAt, startServer } from './scripted-server.js';

const LIST = [
  'clp,name,email,nominated',
  'Bath,Jo Ely,jo@example.org,yes',
  'Corby,Ann Ash,ann@example.org,no',
  'Ynys Môn,Siân Prys,sian@example.org,',
  'Leeds East,Sam Oak,sam@example.org,no',
].join('\n');
const GO = ['send', '--csv', 'clps.csv', '--yes', '--pace', 'off'];

async function campaign(list = LIST): Promise<string> {
  return await sampleCampaign({ 'clps.csv': `${list}\n` });
}

describe('whom a run is about', () => {
  it.each([
    [['--only', 'nominated!=yes'], ['ann', 'sian', 'sam'], 'nominated is not yes: 3 of 4 rows'],
    [['--only', 'nominated='], ['sian'], 'nominated is empty: 1 of 4 rows'],
    [['--except', 'Bath', 'nominated=no'], ['sian'], 'all, without Bath or nominated is no: 1 of 4 rows'],
    [
      ['--only', 'nominated!=', '--except', 'Corby'],
      ['jo', 'sam'],
      'nominated is not empty, without Corby: 2 of 4 rows',
    ],
  ])('by %j is written to, and said in words', async (choice, names, words) => {
    const { port, arrivals } = await startServer();
    const { stderr, code } = await nominate(await campaign(), [...GO, ...choice], serverAt(port));
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(`Chosen    ${words}\n`);
    expect([...recipients(arrivals)].sort()).toEqual(names.map((name) => `${name}@example.org`).sort());
  });

  it.each([['nominated>=5'], ['!nominated=yes'], ['-Bath'], ['!Bath'], ['nominated<>yes']])(
    'is refused as %j before anything is read',
    async (typed) => {
      const { port, arrivals } = await startServer();
      const { stderr, code } = await nominate(await campaign(), [...GO, '--only', typed], serverAt(port));
      expect(code).toBe(2);
      expect(stderr).toContain('FIELD!=VALUE');
      expect(recipients(arrivals)).toEqual([]);
    },
  );

  it('is an error where a value is nearly one of the list’s', async () => {
    const slip = await nominate(await campaign(), ['check', '--csv', 'clps.csv', '--only', 'nominated!=yess']);
    expect(slip.code).toBe(1);
    expect(slip.stderr).toContain('Did you mean nominated!=yes?');
    const { code, stderr } = await nominate(await campaign(), [
      'preview',
      '--csv',
      'clps.csv',
      '--except',
      'nominated=yess',
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('--except "nominated=yess": no row has this in nominated.');
    expect(stderr).toContain('Did you mean nominated=yes?');
  });

  it('may be everybody, where nobody has the value yet, with a warning', async () => {
    const list = LIST.replace(',yes', ',');
    const { code, stderr } = await nominate(await campaign(list), [
      'preview',
      '--csv',
      'clps.csv',
      '--only',
      'nominated!=yes',
    ]);
    expect(code).toBe(0);
    expect(stderr).toContain('warning only-nobody: --only "nominated!=yes": no row has this in nominated.');
    expect(stderr).toContain('nominated says "no".');
  });
});

it('says before the question who is left out, and what is wrong with them', async () => {
  const { port, arrivals } = await startServer();
  const folder = await campaign(LIST.replace('ann@example.org', 'ann(at)example.org'));
  const { screen } = await nominateAtTerminal(
    folder,
    ['send', '--csv', 'clps.csv', '--skip-invalid', '--except', 'Bath'],
    ['no'],
    serverAt(port),
  );
  const before = screen.slice(0, screen.indexOf('Type yes to send'));
  expect(before).toMatch(/clps\.csv:3:3 error not-an-address/u);
  expect(before).toContain('1 row: not chosen (Bath)');
  expect(before).toContain('1 row: with an error (line 3)');
  expect(recipients(arrivals)).toEqual([]);
});
