import type { LedgerFile } from '../../io/ledger/ledger-file.js';
import { warningAt, type Problem } from '../../problem.js';
import { jsonLetter, type JsonLetter } from '../../report/json-document.js';
import { withoutAddresses } from '../../report/ledger-text.js';
import { plannedRows } from '../../sending/plan/make-plan.js';
import { isDue, NOT_CHOSEN } from '../../sending/plan/plan.js';
import { parseReply, replyText } from '../../sending/delivery/dialogue.js';
import type { SmtpSettings } from '../../sending/delivery/smtp-settings.js';
import type { Stop } from '../../sending/delivery/stop.js';
import { EXIT } from '../reporting/exit-code.js';
import type { Planned } from '../opening/planning.js';
import type { RunResult } from './sending-run.js';

/**
 * The list's letters decide, not this run alone: a script that runs until 0 must not stop at a refusal of yesterday.
 * @param ofRun this run alone, of a test or where the list is no longer the one that was checked
 */
export async function exitCodeOf(
  ledger: LedgerFile,
  planned: Planned,
  ofRun: boolean,
  { stop, broken, tally, outcomes }: RunResult,
): Promise<number> {
  if (stop !== null) return exitCodeOfStop(stop, outcomes.size);
  if (broken !== null) return EXIT.notAllAccepted;
  if (ofRun) return tally.accepted === outcomes.size ? EXIT.done : EXIT.notAllAccepted;
  for await (const row of plannedRows(planned.inputs, planned.plan)) {
    if (row.key === null || (!isDue(row) && row.reason === NOT_CHOSEN)) continue;
    const standing = ledger.state.letters.get(row.key)?.standing;
    if (standing !== undefined && standing !== 'accepted' && standing !== 'posted') return EXIT.notAllAccepted;
  }
  return EXIT.done;
}

/** @param letters of how many something had become */
function exitCodeOfStop({ reason }: Stop, letters: number): number {
  if (reason === 'interrupted') return EXIT.interrupted;
  if (reason !== 'list-changed') return EXIT.server;
  // Not of the mail server's making; and wrong usage would say that nothing was sent.
  return letters === 0 ? EXIT.usage : EXIT.notAllAccepted;
}

/** The letters of a plan for --json, before anything has become of them. */
export async function lettersOf({ inputs, plan }: Planned): Promise<readonly JsonLetter[]> {
  const letters: JsonLetter[] = [];
  for await (const planned of plannedRows(inputs, plan)) letters.push(jsonLetter(planned));
  return letters;
}

/** The same with what became of them in a run. They are known by their keys. */
export function withOutcomes(letters: readonly JsonLetter[], { outcomes }: RunResult): readonly JsonLetter[] {
  const results = new Map([...outcomes.values()].map((became) => [ownKey(became.key), became]));
  return letters.map((letter) => {
    const became = letter.action === 'send' && letter.key !== null ? results.get(letter.key) : undefined;
    if (became === undefined) return letter;
    return { ...letter, outcome: became.outcome, reply: became.reply === '' ? null : became.reply };
  });
}

/** What is to be told of a server whose replies outnumber what it was asked; nothing where that never was so. */
export function strayReplyProblems({ strayReply }: RunResult, { host, port }: SmtpSettings): readonly Problem[] {
  if (strayReply === null) return [];
  const reply = parseReply(strayReply);
  const said = reply === null ? strayReply.trim().replaceAll(/\s+/gu, ' ') : replyText(reply);
  const message = `The mail server answered more often than it was asked, such as with “${withoutAddresses(said)}”, so its connection was given up.`;
  const hint =
    'One of its replies may have been taken for another letter’s: ask some of those whose letters were accepted whether they have them, and tell whoever runs the mail server.';
  return [warningAt({ file: `${host}:${port}`, line: null, column: null }, 'stray-reply', message, hint)];
}

/** The key of a letter that was sent as a test ends in the letter's own. */
function ownKey(key: string): string {
  return key.slice(key.lastIndexOf('-') + 1);
}
