import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Script } from '../servers/scripted-server.js';
import { until } from '../until.js';
import { sampleCampaign, startNominate } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';

const FOUR = [
  'clp,name,email,address_1,town,postcode',
  'Bath,Jo Ely,jo@example.org,,,',
  'Corby,Ann Ash,ann@example.org,,,',
  'Derby,Sam Oak,,1 High Street,Derby,DE1 1AA',
  'Ely,Lee Elm,lee@example.org,,,',
  '',
].join('\n');
const GO = ['send', '--csv', 'clps.csv', '--yes', '--json', '--pace', '60/min'];
const reportSchema = z.object({
  exitCode: z.int(),
  problems: z.array(z.object({ code: z.string(), message: z.string() })),
  letters: z.array(z.object({ clp: z.string(), action: z.string(), outcome: z.string().nullable() })),
});

/** Sends, does something once so many letters have arrived, and reads the report. */
async function sendAndMeet(
  script: Script,
  arrived: number,
  meet: (folder: string, interrupt: () => void) => void,
): Promise<z.infer<typeof reportSchema>> {
  const { port, arrivals, connections } = await startServer(script);
  const folder = await sampleCampaign({ 'clps.csv': FOUR });
  const { child, ended } = startNominate(folder, GO, serverAt(port));
  await until(() => child.exitCode !== null || (connections() > 0 && arrivals.messages.size === arrived));
  meet(folder, () => child.kill('SIGINT'));
  const { code, stdout } = await ended;
  const document = reportSchema.parse(JSON.parse(stdout));
  expect(document.exitCode).toBe(code);
  return document;
}

function outcomes({ letters }: z.infer<typeof reportSchema>): readonly unknown[] {
  return letters.map(({ clp, action, outcome }) => [clp, action, outcome]);
}

const ONE_OUT = [
  ['Bath', 'send', 'accepted'],
  ['Corby', 'send', null],
  ['Derby', 'print', null],
  ['Ely', 'send', null],
];

/**
 * Keeps the answer to the first letter back, so that what is met comes before the next letter is
 * taken from the list.
 */
const SLOW: Script = { final: [{ reply: '250 2.0.0 queued', after: 2_000 }] };

describe('every planned letter is in the report', () => {
  it('of a run whose list was changed', async () => {
    const report = await sendAndMeet(SLOW, 1, (folder) => {
      appendFileSync(join(folder, 'clps.csv'), 'Fylde,Max Fir,max@example.org,,,\n');
    });
    expect(outcomes(report)).toEqual(ONE_OUT);
    expect(report.problems).toMatchObject([{ code: 'list-changed' }]);
    expect(report.problems[0]?.message).toContain('1 letter had gone out by then.');
    expect(report.exitCode).toBe(3);
  });

  it('of a run whose list was deleted', async () => {
    const report = await sendAndMeet(SLOW, 1, (folder) => {
      rmSync(join(folder, 'clps.csv'));
    });
    expect(outcomes(report)).toEqual(ONE_OUT);
    expect(report.exitCode).toBe(3);
  });

  it('of a run that was interrupted', async () => {
    const report = await sendAndMeet(SLOW, 1, (_, interrupt) => {
      interrupt();
    });
    expect(outcomes(report)).toEqual(ONE_OUT);
    expect(report.exitCode).toBe(130);
  });

  it('of a run that the server stopped', async () => {
    const report = await sendAndMeet({ rcpt: [null, { reply: '550 5.4.5 daily limit' }] }, 1, () => undefined);
    expect(report.letters.map(({ clp }) => clp)).toEqual(['Bath', 'Corby', 'Derby', 'Ely']);
    expect(report).toMatchObject({ exitCode: 4, problems: [{ code: 'daily-limit' }] });
    expect(report.problems[0]?.message).toContain('1 letter had gone out by then.');
  });
});
