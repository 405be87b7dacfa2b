import { expect, it } from 'vitest';
import type { Script } from '../servers/scripted-server.js';
import { until } from '../until.js';
import { nominateAtTerminal } from './at-terminal.js';
import { nominate, sampleCampaign, startNominate } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';

const ONE = 'clp,name,email\nBath,Jo Ely,jo@example.org\n';

it.each<readonly [string, Script, string, string, RegExp]>([
  ['before anything was let go', { greeting: [{ then: 'stall' }] }, '', 'none is in doubt', /^Nothing has been sent/u],
  [
    'at a letter that was let go',
    { final: [{ then: 'stall' }] },
    '.',
    'One letter was on its way, and may be in doubt: the report says',
    / doubt /u,
  ],
])('a second Ctrl-C %s says what becomes of it', async (_, script, reached, said, status) => {
  const { port, connections, arrivals } = await startServer(script);
  const folder = await sampleCampaign({ 'clps.csv': ONE });
  const sending = startNominate(folder, ['send', '--csv', 'clps.csv', '--yes', '--pace', 'off'], serverAt(port));
  const isThere = (): boolean => (reached === '' ? connections() === 1 : arrivals.messages.size === 1);
  await until(isThere);
  let heard = '';
  sending.child.stderr?.on('data', (text: string) => {
    if (!heard.includes('again stops at once') && `${heard}${text}`.includes('again stops at once'))
      sending.child.kill('SIGINT');
    heard += text;
  });
  sending.child.kill('SIGINT');
  const { code, stderr } = await sending.ended;
  expect(code).toBe(130);
  expect(stderr).toContain(said);
  expect((await nominate(folder, ['status'])).stdout).toMatch(status);
});

it('says of a letter that a second Ctrl-C cut off before it was let go that nothing of it went out', async () => {
  const { port, commands } = await startServer({ rcpt: [{ then: 'stall' }] });
  const folder = await sampleCampaign({ 'clps.csv': ONE });
  const sending = startNominate(folder, ['send', '--csv', 'clps.csv', '--yes', '--pace', 'off'], serverAt(port));
  await until(() => commands.some((line) => line.startsWith('RCPT')));
  sending.child.kill('SIGINT');
  await until(() => sending.stderr().includes('again stops at once'));
  sending.child.kill('SIGINT');
  const { code, stdout } = await sending.ended;
  expect(code).toBe(130);
  expect(stdout).toContain('1 deferred.');
  expect(stdout).toContain(
    'Deferred: the connection ended before anything of it went out. Run the same command again:',
  );
  expect(stdout).not.toContain('the server asked');
});

it('says what comes of Ctrl-C in the place of the ^C that the terminal writes', async () => {
  const { port } = await startServer({ final: [null, { then: 'stall' }] });
  const folder = await sampleCampaign({ 'clps.csv': `${ONE}Corby,Ann Ash,ann@example.org\n` });
  const { screen, raw } = await nominateAtTerminal(
    folder,
    ['send', '--csv', 'clps.csv', '--pace', 'off'],
    ['yes', { after: '1 of 2', key: '\u0003' }, { after: 'again stops at once', key: '\u0003' }],
    serverAt(port),
  );
  expect(screen).toContain('Stopping now.');
  expect(raw.match(/\^C/gu)).toHaveLength(2);
  expect(raw).not.toMatch(/\^C(?!\r\u001B\[K)/u);
});
