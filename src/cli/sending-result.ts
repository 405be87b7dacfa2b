import type { LedgerFile } from '../io/ledger/ledger-file.js';
import { jsonLetter, type JsonLetter } from '../report/json-document.js';
import { plannedRows } from '../sending/plan/make-plan.js';
import { isDue, NOT_CHOSEN } from '../sending/plan/plan.js';
import { EXIT } from './exit-code.js';
import type { Planned } from './planning.js';
import type { RunResult } from './sending-run.js';

/** The list's letters decide, not this run alone: a script that runs until 0 must not stop at a refusal of yesterday. */
export async function exitCodeOf(
  ledger: LedgerFile,
  planned: Planned,
  isTest: boolean,
  { stop, tally, outcomes }: RunResult,
): Promise<number> {
  if (stop !== null) return stop.reason === 'interrupted' ? EXIT.interrupted : EXIT.server;
  if (isTest) return tally.accepted === outcomes.size ? EXIT.done : EXIT.notAllAccepted;
  for await (const row of plannedRows(planned.inputs, planned.plan)) {
    if (row.key === null || (!isDue(row) && row.reason === NOT_CHOSEN)) continue;
    const standing = ledger.state.letters.get(row.key)?.standing;
    if (standing !== undefined && standing !== 'accepted' && standing !== 'posted') return EXIT.notAllAccepted;
  }
  return EXIT.done;
}

/** The letters of a plan for --json, with what became of them. */
export async function lettersOf({ inputs, plan }: Planned, result: RunResult | null): Promise<readonly JsonLetter[]> {
  const letters: JsonLetter[] = [];
  for await (const planned of plannedRows(inputs, plan)) {
    const letter = jsonLetter(planned);
    const became = letter.line === null ? undefined : result?.outcomes.get(letter.line);
    letters.push(
      became === undefined
        ? letter
        : { ...letter, outcome: became.outcome, reply: became.reply === '' ? null : became.reply },
    );
  }
  return letters;
}
