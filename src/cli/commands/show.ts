import { hash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { nearestName } from '../../words/nearest-name.js';
import { errorAt, hasErrors, type Problem } from '../../problem.js';
import { foldClp } from '../../recipients/fold.js';
import { renderText } from '../../render/text.js';
import { showText, type Remade } from '../../report/show-text.js';
import { composeMessage } from '../../sending/output/compose.js';
import type { LedgerState, LetterRecord } from '../../sending/ledger/ledger-state.js';
import { plannedRows } from '../../sending/plan/make-plan.js';
import { isDue } from '../../sending/plan/plan.js';
import { EXIT } from '../reporting/exit-code.js';
import { ledgerLetter } from '../sending/ledger-letter.js';
import { lookIntoLedger, viewOf } from '../opening/ledger-view.js';
import { missingLedger } from '../opening/missing-ledger.js';
import { NO_LEDGER, planSession } from '../opening/planning.js';
import { report, type Outcome } from '../reporting/report.js';
import { findCampaign, findLedger, openSession, type CampaignOptions } from '../opening/session.js';
import { shownPath } from '../reporting/shown-path.js';
import { suggestedCommand } from '../opening/suggested-command.js';
import type { Terminal } from '../reporting/terminal.js';

export interface ShowOptions extends CampaignOptions {
  readonly json?: boolean;
}

/** Tells what a CLP was sent, when, and what became of it. */
export async function show(clp: string, options: ShowOptions, terminal: Terminal): Promise<number> {
  return report('show', await run(clp, options, terminal), options.json === true ? 'json' : 'text', terminal);
}

async function run(clp: string, options: ShowOptions, terminal: Terminal): Promise<Outcome> {
  const campaign = findCampaign(options, terminal.folder);
  const path = findLedger(options, campaign, terminal.folder);
  const shown = shownPath(path, terminal.folder);
  const ledger = await lookIntoLedger(path, null, terminal);
  const { state, missing, problems } = ledger;
  if (missing) {
    const list = options.csv ?? shownPath(join(dirname(campaign), 'clps.csv'), terminal.folder);
    const preview = suggestedCommand('preview', list, options);
    const text = `Nothing has been sent. To see what would be sent:\n  ${preview}\n`;
    return missingLedger(ledger, options, campaign, shown, text);
  }
  const records = [...state.letters.values()].filter(
    ({ clps, mailing }) =>
      clps.some((other) => foldClp(other) === foldClp(clp)) &&
      (options.template === undefined || mailing === options.template),
  );
  if (records.length === 0) return { exitCode: EXIT.problems, problems: [...problems, nobody(clp, state, shown)] };
  const now = terminal.now();
  const texts: string[] = [];
  const met: Problem[] = [];
  for (const record of records) {
    const { remade, problems: unmade } = await remake(record, state, options, terminal);
    texts.push(showText(record, remade, now, terminal.outStyle));
    met.push(...unmade);
  }
  const all = [...problems, ...met];
  return {
    exitCode: hasErrors(all) ? EXIT.usage : EXIT.done,
    problems: all,
    letters: records.map((record) => ledgerLetter(record, now)),
    text: texts.join('\n'),
  };
}

function nobody(clp: string, { letters }: LedgerState, ledger: string): Problem {
  const known = [...letters.values()].flatMap(({ clps }) => clps);
  const nearest = nearestName(clp, known);
  const meant = nearest === null ? '' : `Did you mean ${nearest}? `;
  const hint = `${meant}Write the CLP as the list spells it; "nominate status --json" tells all that the ledger knows.`;
  const place = { file: ledger, line: null, column: null };
  return errorAt(place, 'nobody', `The ledger knows of no letter to "${clp}".`, hint);
}

/** Makes a letter again as it was made then, and holds its bytes against what the ledger recorded. What keeps it from that is told. */
async function remake(
  record: LetterRecord,
  state: LedgerState,
  options: ShowOptions,
  terminal: Terminal,
): Promise<{ readonly remade: Remade; readonly problems: readonly Problem[] }> {
  if (record.standing === 'posted') return { remade: 'on-paper', problems: [] };
  if (options.csv === undefined) return { remade: null, problems: [] };
  const { mailing, today, key, clps, digest } = record;
  const asThen = { ...options, template: mailing, ...(today === null ? {} : { today }) };
  const { session, problems } = await openSession(asThen, terminal);
  const list = session?.list ?? null;
  if (session === null || list === null) return { remade: 'unmade', problems };
  // The record tells how rows were chosen among those with an address or a CLP in common.
  const onePer = clps.length > 1 ? 'address' : 'row';
  const { followed } = viewOf(state, terminal.now());
  const planned = await planSession(session, list, { onePer }, { ...NO_LEDGER, followed });
  if (planned.plan.refused) return { remade: 'unmade', problems: [...problems, ...planned.problems] };
  for await (const due of plannedRows(planned.inputs, planned.plan)) {
    if (due.key !== key || !isDue(due) || due.recipient.email === null) continue;
    const message = await composeMessage(due, session.campaign, session.materials, record);
    if (hash('sha256', message) !== digest) break;
    return { remade: { kind: 'same', subject: due.letter.subject, text: renderText(due.letter) }, problems };
  }
  return { remade: 'different', problems };
}
