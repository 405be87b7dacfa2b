import { mkdirSync, readFileSync, statSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { readLedger } from '../../src/io/ledger/ledger-read.js';
import { manifestSchema } from '../../src/sending/output/manifest.js';
import { expectPromiseKept } from '../sending/oracle.js';
import type { Arrivals } from '../servers/arrivals.js';
import type { Script } from '../servers/scripted-server.js';
import { startSmtpSink } from '../servers/smtp-sink.js';
import { until } from '../until.js';
import { nominateAtTerminal } from './at-terminal.js';
import { nominate, sampleCampaign, startNominate } from './nominate.js';
import { recipients, serverAt, startServer } from './scripted-server.js';

const TWO = 'clp,name,email\nBath,Jo Ely,jo@example.org\nCorby,Ann Ash,ann@example.org\n';
const reportSchema = z.object({
  letters: z.array(z.object({ key: z.string().nullable(), outcome: z.string().nullable() })),
  counts: z.object({ accepted: z.number() }),
});
const GO = ['send', '--csv', 'clps.csv', '--yes', '--pace', 'off'];

/** The oracle, with what a preview of the same folder planned. */
async function expectPromise(folder: string, arrivals: Arrivals, isOver = true): Promise<void> {
  await nominate(folder, ['preview', '--csv', 'clps.csv', '--out', 'planned', '--ledger', 'none.ndjson']);
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'planned/manifest.json'), 'utf8')));
  const planned = manifest.letters.flatMap(({ key, email }) => (email === null ? [] : [key]));
  const { state } = await readLedger(join(folder, 'ledger.ndjson'), 'ledger.ndjson', null);
  expectPromiseKept(planned, arrivals, state, isOver);
}

describe('send', () => {
  it('sends what was previewed, once, and nothing again when the list is sorted', async () => {
    const { port, arrivals } = await startServer();
    const folder = await sampleCampaign();
    await nominate(folder, ['preview', '--csv', 'clps.csv']);
    const first = await nominate(folder, GO, serverAt(port));
    expect(first.code).toBe(0);
    expect(first.stderr).toContain('all 24 letters as previewed');
    expect(first.stdout).toContain('23 accepted.');
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'previews/manifest.json'), 'utf8')));
    for (const { key, message } of manifest.letters) {
      if (message === null) continue;
      const previewed = readFileSync(join(folder, 'previews', message), 'latin1');
      const arrived = arrivals.messages.get(key)?.map((bytes) => withoutDate(bytes.toString('latin1')));
      expect(arrived).toEqual([withoutDate(previewed)]);
    }
    const [head = '', ...rows] = readFileSync(join(folder, 'clps.csv'), 'utf8').trimEnd().split('\n');
    writeFileSync(join(folder, 'clps.csv'), `${[head, ...rows.reverse()].join('\n')}\n`);
    const second = await nominate(folder, GO, serverAt(port));
    expect(second).toMatchObject({ code: 0, stdout: 'Nothing to send.\n' });
    expect(second.stderr).not.toMatch(/^(?:Server|Pace) /mu);
    expect(second.stderr).toContain('23 rows: accepted in an earlier run');
    expect(recipients(arrivals)).toHaveLength(23);
    await expectPromise(folder, arrivals);
  });

  it('says that a letter is not the one that was previewed where only its logo is another', async () => {
    const { port } = await startServer();
    const yaml = readFileSync(new URL('../../data/campaign.yaml', import.meta.url), 'utf8');
    const folder = await sampleCampaign({ 'campaign.yaml': `${yaml}\nletter: { logo: logo.png }\n`, 'clps.csv': TWO });
    const picture = (name: string): Buffer =>
      readFileSync(new URL(`../fixtures/every-kind-of-block/${name}.png`, import.meta.url));
    writeFileSync(join(folder, 'logo.png'), picture('logo'));
    await nominate(folder, ['preview', '--csv', 'clps.csv']);
    expect((await nominate(folder, [...GO, '--limit', '1'], serverAt(port))).stderr).toContain(
      'all 1 letter as previewed',
    );
    writeFileSync(join(folder, 'logo.png'), picture('signature'));
    const { stderr } = await nominate(folder, GO, serverAt(port));
    expect(stderr).toContain('0 as previewed, 1 changed since');
    expect(stderr).toContain('1 letter accepted earlier reads differently now');
  });

  it('goes on where it was killed, with every message stored once by another server than our own', async () => {
    const folder = await sampleCampaign();
    const sink = await startSmtpSink(join(folder, 'sink'), [], isWholeMessage);
    onTestFinished(() => sink.stop());
    const killed = startNominate(
      folder,
      ['send', '--csv', 'clps.csv', '--yes', '--pace', '600/min'],
      serverAt(sink.port),
    );
    await until(async () => recipients(await sink.arrivals()).length >= 8);
    killed.child.kill('SIGKILL');
    expect((await killed.ended).code).toBeNull();
    const before = recipients(await sink.arrivals()).length;
    expect(before).toBeLessThan(23);
    const resumed = await nominate(folder, GO, serverAt(sink.port));
    const arrived = recipients(await sink.arrivals());
    expect(new Set(arrived).size).toBe(arrived.length);
    // Killed between two letters nothing is in doubt; in the middle of one, that one is.
    expect(resumed.code === 0 ? arrived.length : arrived.length + 1).toBeGreaterThanOrEqual(23);
    const ledger = await readLedger(join(folder, 'ledger.ndjson'), 'ledger.ndjson', null);
    expect(
      [...ledger.state.letters.values()].filter(({ standing }) => standing === 'accepted').length,
    ).toBeGreaterThanOrEqual(22);
  });

  it.each([
    ['Ctrl-C', 'SIGINT'],
    ['the closing of the terminal', 'SIGHUP'],
    ['the shutting down of the computer', 'SIGTERM'],
  ] as const)(
    'finishes the letter on its way at %s, ends with 130, and goes on with the next run',
    async (_, signal) => {
      const { port, arrivals } = await startServer();
      const folder = await sampleCampaign();
      const interrupted = startNominate(
        folder,
        ['send', '--csv', 'clps.csv', '--yes', '--pace', '600/min'],
        serverAt(port),
      );
      await until(() => arrivals.messages.size >= 3);
      interrupted.child.kill(signal);
      const { code, stdout } = await interrupted.ended;
      expect(code).toBe(130);
      expect(stdout).toContain('Interrupted. Run the same command again');
      await expectPromise(folder, arrivals, false);
      expect((await nominate(folder, GO, serverAt(port))).code).toBe(0);
      await expectPromise(folder, arrivals);
      expect(arrivals.messages.size).toBe(23);
    },
  );

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'stops at once at a second %s, though the server keeps silent, and what was on its way is in doubt',
    async (signal) => {
      const { port, arrivals } = await startServer({ final: [null, { then: 'stall' }] });
      const folder = await sampleCampaign();
      const interrupted = startNominate(folder, GO, serverAt(port));
      await until(() => arrivals.messages.size === 2);
      interrupted.child.kill(signal);
      await until(() => interrupted.stderr().includes('Finishing the letters on their way.'));
      interrupted.child.kill(signal);
      const { code, stdout, stderr } = await interrupted.ended;
      expect(code).toBe(130);
      expect(stderr).toContain('Stopping now. One letter was on its way, and may be in doubt: the report says.');
      expect(stdout).toContain('1 accepted, 1 in doubt, 21 not sent yet.');
      await expectPromise(folder, arrivals, false);
    },
  );

  it('stops with 3 when the list is edited on the way, reports each letter as what became of it, and goes on with the next run', async () => {
    const { port, arrivals } = await startServer();
    const folder = await sampleCampaign();
    const paced = ['send', '--csv', 'clps.csv', '--yes', '--pace', '300/min', '--json'];
    const edited = startNominate(folder, paced, serverAt(port));
    await until(() => arrivals.messages.size >= 3);
    const [head = '', ...rows] = readFileSync(join(folder, 'clps.csv'), 'utf8').trimEnd().split('\n');
    writeFileSync(join(folder, 'clps.csv'), `${[head, ...rows.reverse()].join('\n')}\n`);
    const { code, stdout } = await edited.ended;
    expect(code).toBe(3);
    const reported = reportSchema.parse(JSON.parse(stdout));
    const accepted = reported.letters.flatMap(({ key, outcome }) => (outcome === 'accepted' ? [key] : []));
    expect(accepted.sort()).toEqual([...arrivals.messages.keys()].sort());
    expect(reported.counts.accepted).toBe(arrivals.messages.size);
    await expectPromise(folder, arrivals, false);
    expect((await nominate(folder, GO, serverAt(port))).code).toBe(0);
    await expectPromise(folder, arrivals);
    expect(arrivals.messages.size).toBe(23);
  });

  it('reports what was sent when the list is deleted on the way, and suggests the ledger that was named', async () => {
    const { port, arrivals } = await startServer();
    const folder = await sampleCampaign();
    const list = readFileSync(join(folder, 'clps.csv'));
    const paced = ['send', '--csv', 'clps.csv', '--yes', '--pace', '300/min', '--ledger', 'mine.ndjson'];
    for (const form of [[], ['--json']]) {
      const before = arrivals.messages.size;
      writeFileSync(join(folder, 'clps.csv'), list);
      const deleted = startNominate(folder, [...paced, ...form], serverAt(port));
      await until(() => arrivals.messages.size >= before + 3);
      rmSync(join(folder, 'clps.csv'));
      const { code, stdout } = await deleted.ended;
      expect(code).toBe(3);
      const sent = arrivals.messages.size - before;
      if (form.length === 0) expect(stdout).toContain(`${sent} accepted, ${23 - sent} not sent yet.`);
      else {
        const { letters } = reportSchema.parse(JSON.parse(stdout));
        expect(letters).toHaveLength(24);
        expect(letters.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(sent);
      }
    }
    writeFileSync(join(folder, 'clps.csv'), list);
    const last = await nominate(folder, [...GO, '--ledger', 'mine.ndjson'], serverAt(port));
    expect(last.stdout).toContain('npx nominate status --csv clps.csv --ledger mine.ndjson');
    await nominate(folder, ['send', '--csv', 'clps.csv', '--ledger', 'mine.ndjson', '--yes'], serverAt(port));
    expect(arrivals.all()).toHaveLength(23);
  });

  it('reports what was sent when the list is deleted before a server names a limit of size', async () => {
    const { port, arrivals } = await startServer({
      hello: [null, { reply: '250-scripted.example.org\r\n250 SIZE 10000000' }],
      idle: [{ then: 'close' }],
    });
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    const sending = startNominate(folder, ['send', '--csv', 'clps.csv', '--yes', '--pace', '30/min'], serverAt(port));
    await until(() => arrivals.messages.size === 1);
    rmSync(join(folder, 'clps.csv'));
    const { stdout, stderr } = await sending.ended;
    expect(stderr).not.toContain('error');
    expect(stdout).toContain('1 accepted, 1 not sent yet.');
    expect(stdout).toContain('The list was changed while it was being sent.');
  });

  it('names one time after which to go on where the limit of a day is reached', async () => {
    const { port } = await startServer({ rcpt: [null, { reply: '550 5.4.5 Daily user sending limit exceeded' }] });
    const { stdout } = await nominate(await sampleCampaign({ 'clps.csv': TWO }), GO, serverAt(port));
    expect(stdout).toContain('Run the same command again in 24 hours');
    expect(stdout).toContain('Run the same command again after 24 hours:\n  npx nominate send');
    expect(stdout).not.toContain('after a while');
  });

  it('tells a refused letter, ends with 3, and does not send it again', async () => {
    const { port, arrivals } = await startServer({ rcpt: [{ reply: '550 5.1.1 no such mailbox' }] });
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    const first = await nominate(folder, GO, serverAt(port));
    expect(first.code).toBe(3);
    expect(first.stderr).toContain('failed Bath (line 2): 550 5.1.1 no such mailbox');
    expect(first.stdout).toMatch(/^1 accepted, 1 failed\.$/mu);
    const second = await nominate(folder, GO, serverAt(port));
    expect(second.code).toBe(3);
    expect(recipients(arrivals)).toEqual(['ann@example.org']);
    const status = await nominate(folder, ['status']);
    expect(status.stdout).toMatch(/^Bath +jo@example.org +failed +550 5\.1\.1 no such mailbox$/mu);
  });

  it('tells what to do about failed letters and about deferred ones in a paragraph each', async () => {
    const { port } = await startServer({
      rcpt: [{ reply: '550 5.1.1 no such mailbox' }, { reply: '450 4.2.0 later' }],
    });
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    const { stdout } = await nominate(folder, GO, serverAt(port));
    expect(stdout).toContain('also where the address is as it was.\n\nDeferred: ');
  });

  it('says of a server that answers once too often that its replies may be about other letters', async () => {
    const { port, arrivals } = await startServer({ final: [{ more: '250 2.0.0 queued again', stands: 'behind' }] });
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    const { code, stderr } = await nominate(folder, GO, serverAt(port));
    expect(code).toBe(0);
    expect(stderr).toContain(
      `127.0.0.1:${port} warning stray-reply: The mail server answered more often than it was asked`,
    );
    expect(stderr).toContain('“250 2.0.0 queued again”');
    expect(arrivals.messages.size).toBe(2);
  });

  it('tells such an answer of several lines in one sentence', async () => {
    const { port } = await startServer({ final: [{ more: '250-2.0.0 queued\r\n250 2.0.0 again', stands: 'behind' }] });
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    const { stderr } = await nominate(folder, GO, serverAt(port));
    expect(stderr).toContain('“250 2.0.0 queued again”');
  });

  it('leaves a doubt alone until a person decides', async () => {
    const { port, arrivals } = await startServer({ final: [{ then: 'reset' }] });
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    const first = await nominate(folder, GO, serverAt(port));
    expect(first.code).toBe(3);
    expect(first.stdout).toContain('1 in doubt');
    expect((await nominate(folder, GO, serverAt(port))).code).toBe(3);
    await expectPromise(folder, arrivals);
    const before = recipients(arrivals).length;
    const resolved = await nominate(folder, [...GO, '--resolve-doubts', 'resend'], serverAt(port));
    expect(resolved.code).toBe(0);
    expect(recipients(arrivals)).toHaveLength(before + 1);
  });

  it('stops with 4 where the server refuses us as a whole', async () => {
    const { port, arrivals } = await startServer({
      greeting: [{ reply: '554 5.7.1 you are not welcome', then: 'close' }],
    });
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    const { code, stdout } = await nominate(folder, GO, serverAt(port));
    expect(code).toBe(4);
    expect(stdout).toContain('The mail server refuses to serve this computer.');
    expect(arrivals.messages.size).toBe(0);
  });

  it('tells in the JSON document too why it stopped, and what to do', async () => {
    const { port } = await startServer({ greeting: [{ reply: '554 5.7.1 you are not welcome', then: 'close' }] });
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    const { stdout } = await nominate(folder, [...GO, '--json'], serverAt(port));
    expect(JSON.parse(stdout)).toMatchObject({
      exitCode: 4,
      problems: [
        {
          severity: 'error',
          code: 'server-refuses',
          file: `127.0.0.1:${port}`,
          message:
            'The mail server refuses to serve this computer. No letter had gone out. 554 5.7.1 you are not welcome',
          hint: 'Ask whoever runs the mail server; the letters that are left can be sent later with the same command.',
        },
      ],
    });
  });

  it('shows while it sends whose row was refused, and no address, though the server quotes it', async () => {
    const { port } = await startServer({ rcpt: [{ reply: '550 5.1.1 <Ann@example.org>: there is nobody' }] });
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    const { stderr } = await nominate(folder, GO, serverAt(port));
    expect(stderr).toMatch(/^failed \S.* \(line \d\): 550 5\.1\.1 <…>: there is nobody$/mu);
    const { stdout } = await nominate(folder, ['status']);
    expect(stdout).toContain('550 5.1.1 <Ann@example.org>: there is nobody');
  });

  it('stops where the refusal is about the sender, fails nobody, and says what to look at', async () => {
    const reply = '554 5.2.252 SendAsDenied; mair@example.org not allowed to send as sian@example.org';
    const { port } = await startServer({ final: [{ reply }, { reply }] });
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    const { code, stdout } = await nominate(folder, GO, serverAt(port));
    expect(code).toBe(4);
    expect(stdout).toContain('0 accepted, 1 deferred, 1 not sent yet.');
    expect(stdout).toContain('The mail server does not let this login send from this address. Check "from"');
    expect(stdout).not.toContain('failed.csv');
  });

  it('shows no address in the reply that stopped it either', async () => {
    const { port } = await startServer({ rcpt: [{ reply: '550 5.4.5 <Ann@example.org>: that is enough for today' }] });
    const { stdout } = await nominate(await sampleCampaign({ 'clps.csv': TWO }), GO, serverAt(port));
    expect(stdout).toMatch(/^550 5\.4\.5 <…>: that is enough for today$/mu);
    expect(stdout).toContain('Run the same command again after 24 hours:');
  });

  it('is not held up by a refusal of half a megabyte without a space', async () => {
    const { port } = await startServer({ rcpt: [{ reply: `550 5.1.1 ${'x'.repeat(500_000)}` }] });
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    expect((await nominate(folder, GO, serverAt(port))).stderr).toMatch(/^failed \S.* 5\.1\.1 x{500000}$/mu);
  });

  it.each([
    ['a refusal', { rcpt: [{ reply: '550 5.1.1 \u001B[2J\u009Bno\u0007' }] }],
    ['a greeting', { greeting: [{ reply: 'hello \u001B[2J\u009Bno\u0007' }] }],
    ['what nobody asked for', { mail: [{ more: '250 2.0.0 \u001B[2J\u009Bno\u0007', stands: 'behind' }] }],
  ] satisfies readonly (readonly [string, Script])[])(
    'lets no server steer the terminal by the control characters in %s',
    async (_what, script) => {
      const { port } = await startServer(script);
      const folder = await sampleCampaign({ 'clps.csv': TWO });
      const { stdout, stderr } = await nominate(folder, GO, serverAt(port));
      expect(`${stdout}${stderr}`).toMatch(/\[2J.{1,2}no/u);
      expect(`${stdout}${stderr}${(await nominate(folder, ['status'])).stdout}`).not.toMatch(/[^\P{Cc}\n]/u);
    },
  );

  it('sends none of the letters to a server that does not take the largest of them', async () => {
    const started = await startServer({}, ['SIZE 80000']);
    const folder = await sampleCampaign({ 'clps.csv': TWO, 'big.pdf': 'x'.repeat(90_000) });
    mkdirSync(join(folder, 'templates'));
    const letter = (attach: string): string =>
      `---\nsubject: Hello\nattach: [${attach}]\n---\nDear {{greeting}}, of {{clp}}\n`;
    writeFileSync(join(folder, 'templates/note.hbs'), letter(''));
    writeFileSync(join(folder, 'templates/note.CY.hbs'), letter('big.pdf'));
    writeFileSync(
      join(folder, 'clps.csv'),
      'clp,name,email,language\nBath,Jo,jo@example.org,\nArfon,Siân,sian@example.org,cy\n',
    );
    const { code, stdout } = await nominate(folder, [...GO, '--template', 'note'], serverAt(started.port));
    expect(code).toBe(4);
    expect(stdout).toContain('The letter is larger than the mail server takes.');
    expect(started.commands.filter((line) => line.startsWith('MAIL'))).toEqual([]);
  });

  it('refuses nobody for good where the server cannot take the sender, and doctor says so beforehand', async () => {
    const { port } = await startServer();
    const yaml = readFileSync(join(await sampleCampaign(), 'campaign.yaml'), 'utf8');
    const folder = await sampleCampaign({
      'clps.csv': TWO,
      'campaign.yaml': yaml.replace(/^from: .*$/mu, 'from: siân@example.org'),
    });
    const { code, stdout } = await nominate(folder, GO, serverAt(port));
    expect(code).toBe(4);
    expect(stdout).toContain('The mail server takes no sender with such letters before the @ (no SMTPUTF8).');
    expect((await nominate(folder, ['status'])).stdout).toContain('Nothing has been sent.');
    const examined = await nominate(folder, ['doctor', '--name-server', '127.0.0.1'], serverAt(port));
    expect(examined.stdout).toMatch(
      /^ {2}error {4}SMTPUTF8 +The mail server takes no sender.* Yours is siân@example\.org\.$/mu,
    );
  });

  it('says which folder has no preview of the letter, and not that nobody has looked at it', async () => {
    const { port } = await startServer();
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    await nominate(folder, ['preview', '--csv', 'clps.csv', '--out', 'elsewhere']);
    const { stderr } = await nominate(folder, GO, serverAt(port));
    expect(stderr).toMatch(/^Preview +none of this mailing in previews: look at the letters before they go out$/mu);
  });

  it('asks before it sends, and refuses where nobody can be asked', async () => {
    const started = await startServer();
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    const { code, stderr } = await nominate(folder, ['send', '--csv', 'clps.csv'], serverAt(started.port));
    expect(code).toBe(2);
    expect(stderr).toContain('error unconfirmed');
    expect(started.connections()).toBe(0);
  });

  it.each(['y', 'ja', '', 'yes please', 'no'])('does not take %j for a yes to the sending', async (answer) => {
    const started = await startServer();
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    const args = ['send', '--csv', 'clps.csv', '--pace', 'off'];
    const { code, screen } = await nominateAtTerminal(folder, args, [answer], serverAt(started.port));
    expect(code).toBe(130);
    expect(screen).toContain('Nothing was sent.');
    expect(started.connections()).toBe(0);
  });

  it('takes the whole word for a yes to the sending, however it is written', async () => {
    const { port } = await startServer();
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    const { screen } = await nominateAtTerminal(
      folder,
      ['send', '--csv', 'clps.csv', '--pace', 'off'],
      [' Yes '],
      serverAt(port),
    );
    expect(screen).toContain('2 accepted.');
  });

  it('says nothing to the server while an error stands in the list', async () => {
    const started = await startServer();
    const folder = await sampleCampaign({ 'clps.csv': `${TWO}Derby,Al Oak,al@@example.org\n` });
    const { code, stderr } = await nominate(folder, GO, serverAt(started.port));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^clps\.csv:4:3 error /mu);
    expect(started.connections()).toBe(0);
    const skipping = await nominate(folder, [...GO, '--skip-invalid'], serverAt(started.port));
    expect(skipping.code).toBe(0);
    expect(recipients(started.arrivals)).toEqual(['ann@example.org', 'jo@example.org']);
  });

  it('sends a test to its sender and records nothing', async () => {
    const { port, arrivals } = await startServer();
    const folder = await sampleCampaign();
    const test = await nominate(folder, [...GO, '--test-to', 'me@example.org'], serverAt(port));
    expect(test.code).toBe(0);
    expect(test.stdout).toContain('nothing is recorded');
    expect(recipients(arrivals)).toEqual(['me@example.org', 'me@example.org', 'me@example.org']);
    expect(() => statSync(join(folder, 'ledger.ndjson'))).toThrow();
    await nominate(folder, GO, serverAt(port));
    expect(arrivals.messages.size).toBe(26);
  });

  it('suggests another test after a test, and never what would send to everybody or settle its doubts', async () => {
    const { port, play } = await startServer();
    const folder = await sampleCampaign();
    const script: Script = { rcpt: [{ reply: '450 4.2.0 later' }], final: [{ then: 'reset' }] };
    play(script);
    const test = await nominate(folder, [...GO, '--test-to', 'me@example.org', '--limit', '2'], serverAt(port));
    expect(test.stdout).toContain('1 deferred, 1 in doubt.');
    expect(test.stdout.match(/npx nominate .*/gu)).toEqual([
      'npx nominate send --csv clps.csv --pace off --test-to me@example.org --limit 2',
    ]);
    expect(test.stdout).toContain('In doubt: look into your mailbox, it may have arrived.');
  });

  it('sends to those that --only names, and no more than --limit', async () => {
    const { port, arrivals } = await startServer();
    const folder = await sampleCampaign();
    await nominate(folder, [...GO, '--only', 'Ynys Mon CLP', 'Nation=scotland', '--limit', '2'], serverAt(port));
    expect(recipients(arrivals)).toHaveLength(2);
    const nobody = await nominate(folder, [...GO, '--only', 'Ynis Mon', 'natoin=Wales'], serverAt(port));
    expect(nobody.code).toBe(1);
    expect(nobody.stderr).toMatch(/only-nobody.*Ynis Mon/u);
    expect(nobody.stderr).toMatch(/only-unknown-column.*natoin[^]*Did you mean nation=/u);
    expect(recipients(arrivals)).toHaveLength(2);
  });

  it('sends to a row that --only names though an earlier one, which it does not name, is the same but for that', async () => {
    const { port, arrivals } = await startServer();
    const row = (region: string): string => `Bath,Jo Ely,jo@example.org,${region}\n`;
    const list = `clp,name,email,region\n${['South', 'North', 'North'].map(row).join('')}`;
    const folder = await sampleCampaign({ 'clps.csv': list });
    const { stderr } = await nominate(folder, [...GO, '--only', 'region=North'], serverAt(port));
    expect(stderr).toContain('1 row: not chosen');
    expect(stderr).toContain('1 row: in the list already');
    await nominate(folder, GO, serverAt(port));
    expect(recipients(arrivals)).toEqual(['jo@example.org']);
  });

  it('refuses a second run beside the first', async () => {
    const { port } = await startServer();
    const folder = await sampleCampaign();
    const first = startNominate(folder, ['send', '--csv', 'clps.csv', '--yes', '--pace', '30/min'], serverAt(port));
    await until(() => exists(join(folder, 'ledger.ndjson')));
    const second = await nominate(folder, GO, serverAt(port));
    first.child.kill('SIGKILL');
    await first.ended;
    expect(second.code).toBe(2);
    expect(second.stderr).toContain('error ledger-in-use');
  });

  it('keeps the ledger to its owner, and secrets out of everything', async () => {
    const started = await startServer({}, ['AUTH PLAIN']);
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    const { code, stdout, stderr } = await nominate(folder, GO, {
      NOMINATE_SMTP_URL: `smtp+plain://me:hunter2-secret@127.0.0.1:${started.port}`,
    });
    const ledger = readFileSync(join(folder, 'ledger.ndjson'), 'utf8');
    expect(code).toBe(0);
    expect(started.commands.join('\n')).toContain('AUTH PLAIN');
    expect(`${stdout}${stderr}${ledger}`).not.toContain('hunter2');
    expect(statSync(join(folder, 'ledger.ndjson')).mode & 0o777).toBe(0o600);
  });

  it('tells every letter and its outcome in one JSON document', async () => {
    const { port } = await startServer({ rcpt: [{ reply: '550 5.1.1 no such mailbox' }] });
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    const { stdout } = await nominate(folder, [...GO, '--json', '--today', '2028-05-02'], serverAt(port));
    expect(JSON.parse(stdout)).toMatchObject({
      command: 'send',
      exitCode: 3,
      problems: [],
      letters: [
        { clp: 'Bath', email: 'jo@example.org', action: 'send', outcome: 'failed', reply: '550 5.1.1 no such mailbox' },
        { clp: 'Corby', email: 'ann@example.org', action: 'send', outcome: 'accepted' },
      ],
      counts: { send: 2, accepted: 1, failed: 1, deferred: 0, doubt: 0, remaining: 0 },
    });
  });
});

function withoutDate(message: string): string {
  return message.replace(/^Date: .*\r\n/mu, '');
}

/** Our messages end in the closing line of their outermost boundary. */
function isWholeMessage(dump: Buffer): boolean {
  const text = dump.toString('latin1');
  const outermost = /boundary="([^"]+)"/u.exec(text)?.[1] ?? 'none';
  return text.trimEnd().endsWith(`--${outermost}--`);
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
