import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { readLedger } from '../../io/ledger/ledger-read.js';
import { hasErrors, warningAt } from '../../problem.js';
import { foldClp } from '../../recipients/fold.js';
import { renderText } from '../../render/text.js';
import { showText, type Remade } from '../../report/show-text.js';
import { composeMessage } from '../../sending/output/compose.js';
import type { LetterRecord } from '../../sending/ledger/ledger-state.js';
import { plannedRows } from '../../sending/plan/make-plan.js';
import { isDue } from '../../sending/plan/plan.js';
import { EXIT } from '../exit-code.js';
import { ledgerLetter } from '../ledger-letter.js';
import { NO_LEDGER, planSession } from '../planning.js';
import { report, type Outcome } from '../report.js';
import { findCampaign, openSession, type CampaignOptions } from '../session.js';
import { shownPath } from '../shown-path.js';
import type { Terminal } from '../terminal.js';

export interface ShowOptions extends CampaignOptions {
  readonly json?: boolean;
}

/** Tells what a CLP was sent, when, and what became of it. */
export async function show(clp: string, options: ShowOptions, terminal: Terminal): Promise<number> {
  return report('show', await run(clp, options, terminal), options.json === true ? 'json' : 'text', terminal);
}

async function run(clp: string, options: ShowOptions, terminal: Terminal): Promise<Outcome> {
  const beside = dirname(findCampaign(options, terminal.folder));
  const path = resolve(terminal.folder, options.ledger ?? join(beside, 'ledger.ndjson'));
  const shown = shownPath(path, terminal.folder);
  const { state, problems } = await readLedger(path, shown, terminal.memories);
  const records = [...state.letters.values()].filter(
    (record) =>
      foldClp(record.clp) === foldClp(clp) && (options.template === undefined || record.mailing === options.template),
  );
  if (records.length === 0) {
    const place = { file: shown, line: null, column: null };
    const hint = 'Write the CLP as the list spells it; "nominate status --json" tells all that the ledger knows.';
    const none = warningAt(place, 'nobody', `The ledger knows of no letter to "${clp}".`, hint);
    return { exitCode: EXIT.problems, problems: [...problems, none] };
  }
  const texts: string[] = [];
  for (const record of records)
    texts.push(showText(record, await remake(record, options, terminal), terminal.outStyle));
  return {
    exitCode: hasErrors(problems) ? EXIT.usage : EXIT.done,
    problems,
    letters: records.map(ledgerLetter),
    text: texts.join('\n'),
  };
}

/** Makes a letter again as it was made then, and holds its bytes against what the ledger recorded. */
async function remake(record: LetterRecord, options: ShowOptions, terminal: Terminal): Promise<Remade> {
  if (options.csv === undefined) return null;
  const { mailing, today, key, date, digest } = record;
  const asThen = { ...options, template: mailing, ...(today === null ? {} : { today }) };
  const { session } = await openSession(asThen, terminal);
  const list = session?.list ?? null;
  if (session === null || list === null) return 'different';
  const planned = await planSession(session, list, {}, NO_LEDGER);
  for await (const due of plannedRows(planned.inputs, planned.plan)) {
    if (due.key !== key || !isDue(due) || due.recipient.email === null) continue;
    const message = await composeMessage(due, session.campaign, session.materials, date);
    const isSame = createHash('sha256').update(message).digest('hex') === digest;
    return isSame ? { kind: 'same', subject: due.letter.subject, text: renderText(due.letter) } : 'different';
  }
  return 'different';
}
