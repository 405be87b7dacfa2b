import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openRehearsalFolder, type RehearsalFolder } from '../../io/folders/rehearsal-folder.js';
import type { Arrival } from '../../io/rehearsal/rehearsal-server.js';
import type { Problem } from '../../problem.js';
import { readMessage } from '../../render/read-message.js';
import { jsonLetter, type JsonLetter } from '../../report/json-document.js';
import { rehearsalPage } from '../../report/pages/rehearsal-page.js';
import { attemptAt, composeMessage } from '../../sending/output/compose.js';
import { createFileNames } from '../../sending/plan/paper/file-names.js';
import { plannedRows } from '../../sending/plan/make-plan.js';
import { isDue } from '../../sending/plan/plan.js';
import type { Ledger } from '../../sending/delivery/ports.js';
import { breachProblem, findBreach, type Copy } from '../../sending/rehearsal/rehearsal.js';
import type { RehearsedLetter } from '../../sending/output/rehearsal-manifest.js';
import type { Planned } from '../opening/planning.js';
import type { RunResult } from './sending-run.js';
import type { Session } from '../opening/session.js';

/** What became of a rehearsal. */
export interface Rehearsed {
  readonly letters: readonly RehearsedLetter[];
  /** Broken promises. */
  readonly breaches: readonly Problem[];
  /** Every row of the list, as the JSON document shows it. */
  readonly rows: readonly JsonLetter[];
}

/** Composes every planned letter once more, holds it against what arrived, and keeps what arrived in the folder. @throws ForeignFile */
export async function keepArrivals(
  session: Session,
  { inputs, plan }: Planned,
  ledger: Ledger,
  arrivals: readonly Arrival[],
  { outcomes, stop }: RunResult,
  folder: string,
): Promise<Rehearsed> {
  const { campaign, mailing, materials } = session;
  const head = { campaign: campaign.campaign, mailing: mailing.name };
  const names = createFileNames();
  for await (const row of plannedRows(inputs, plan)) if (isDue(row)) names.expect(row);
  const target = openRehearsalFolder(folder, head);
  const unclaimed = await byMessageId(arrivals);
  // In a list that was edited meanwhile the rows stand in other lines.
  const results = new Map([...outcomes.values()].map((became) => [became.key, became]));
  const letters: RehearsedLetter[] = [];
  const breaches: Problem[] = [];
  const rows: JsonLetter[] = [];
  const placeOf = (line: number | null): Pick<Problem, 'file' | 'line' | 'column'> => ({
    file: plan.head?.file ?? '',
    line,
    column: null,
  });
  for await (const row of plannedRows(inputs, plan)) {
    if (row.action !== 'send' || row.recipient.email === null) {
      rows.push(jsonLetter(row));
      continue;
    }
    const { key, recipient, letter } = row;
    const { email, clp, line } = { ...recipient, email: row.recipient.email };
    const first = ledger.state.letters.get(key);
    const messageId = (first ?? attemptAt(new Date(0), row, campaign)).messageId;
    const copies = await Promise.all((unclaimed.get(messageId) ?? []).map(copyOf));
    unclaimed.delete(messageId);
    const became = results.get(key) ?? { outcome: null, reply: '' };
    const message = first === undefined ? new Uint8Array() : await composeMessage(row, campaign, materials, first);
    const breach = findBreach({ to: email.wire, message }, became.outcome, copies, stop === null);
    if (breach !== null) breaches.push(breachProblem(breach, clp, placeOf(line)));
    const reply = became.reply === '' ? null : became.reply;
    const kept = await keep(target, `emails/${names.nameFor(row)}`, letter.subject, copies[0]);
    letters.push({ key, clp, email: email.typed, outcome: became.outcome, reply, ...kept });
    const file = kept.message === null ? null : join(folder, kept.message);
    rows.push({ ...jsonLetter(row), ...kept, outcome: became.outcome, reply, file });
  }
  for (const messageId of unclaimed.keys()) breaches.push(breachProblem('unplanned', `“${messageId}”`, placeOf(null)));
  target.finish(letters, rehearsalPage({ ...head, letters }));
  return { letters, breaches, rows };
}

async function byMessageId(arrivals: readonly Arrival[]): Promise<Map<string, readonly Arrival[]>> {
  const found = new Map<string, readonly Arrival[]>();
  for (const arrival of arrivals) {
    const { messageId } = await readMessage(await readFile(arrival.path));
    found.set(messageId, [...(found.get(messageId) ?? []), arrival]);
  }
  return found;
}

async function copyOf({ to, path }: Arrival): Promise<Copy> {
  return { to, message: await readFile(path) };
}

/** Writes what arrived of a letter, as it came and as a page. `subject`: of the letter of which nothing arrived. */
async function keep(
  target: RehearsalFolder,
  name: string,
  subject: string,
  copy: Copy | undefined,
): Promise<Pick<RehearsedLetter, 'subject' | 'size' | 'parts' | 'message' | 'page'>> {
  if (copy === undefined) return { subject, size: null, parts: [], message: null, page: null };
  const read = await readMessage(copy.message);
  const page = read.page === null ? null : `${name}.html`;
  target.write(`${name}.eml`, copy.message);
  if (page !== null && read.page !== null) target.write(page, read.page);
  return { subject: read.subject, size: copy.message.length, parts: [...read.parts], message: `${name}.eml`, page };
}
