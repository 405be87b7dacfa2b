import type { LedgerFile } from '../io/ledger/ledger-file.js';
import { warningAt, type Problem } from '../problem.js';
import { jsonLetter, type JsonLetter } from '../report/json-document.js';
import { withoutAddresses } from '../report/ledger-text.js';
import { plannedRows } from '../sending/plan/make-plan.js';
import { isDue, NOT_CHOSEN } from '../sending/plan/plan.js';
import { parseReply, replyText } from '../sending/delivery/dialogue.js';
import type { SmtpSettings } from '../sending/delivery/smtp-settings.js';
import type { Stop } from '../sending/delivery/stop.js';
import { EXIT } from './exit-code.js';
import type { Planned } from './planning.js';
import type { RunResult } from './sending-run.js';

/**
 * The list's letters decide, not this run alone: a script that runs until 0 must not stop at a refusal of yesterday.
 * @param ofRun this run alone, of a test or where the list is no longer the one that was checked
 */
export async function exitCodeOf(
  ledger: LedgerFile,
  planned: Planned,
  ofRun: boolean,
  { stop, tally, outcomes }: RunResult,
): Promise<number> {
  if (stop !== null) return exitCodeOfStop(stop);
  if (ofRun) return tally.accepted === outcomes.size ? EXIT.done : EXIT.notAllAccepted;
  for await (const row of plannedRows(planned.inputs, planned.plan)) {
    if (row.key === null || (!isDue(row) && row.reason === NOT_CHOSEN)) continue;
    const standing = ledger.state.letters.get(row.key)?.standing;
    if (standing !== undefined && standing !== 'accepted' && standing !== 'posted') return EXIT.notAllAccepted;
  }
  return EXIT.done;
}

function exitCodeOfStop({ reason }: Stop): number {
  if (reason === 'interrupted') return EXIT.interrupted;
  // Not of the mail server's making, and not a problem with which nothing was sent.
  return reason === 'list-changed' ? EXIT.usage : EXIT.server;
}

/** The letters of a run for --json. Where the list was changed, edited or deleted meanwhile, they are those of which something became, as they were checked. */
export async function sentLetters(
  planned: Planned,
  result: RunResult,
  isSameList: boolean,
): Promise<readonly JsonLetter[]> {
  if (isSameList) return await lettersOf(planned, result);
  return [...result.outcomes].map(([line, { key, clp, email, outcome, reply }]) => {
    const about = { key: ownKey(key), clp, email, line, action: 'send', reason: null, file: null } as const;
    return { ...about, outcome, reply: reply === '' ? null : reply };
  });
}

/** The letters of a plan for --json, with what became of them. They are known by their keys. */
export async function lettersOf({ inputs, plan }: Planned, result: RunResult | null): Promise<readonly JsonLetter[]> {
  const results = new Map([...(result?.outcomes.values() ?? [])].map((became) => [ownKey(became.key), became]));
  const letters: JsonLetter[] = [];
  for await (const planned of plannedRows(inputs, plan)) {
    const letter = jsonLetter(planned);
    const became = letter.action === 'send' && letter.key !== null ? results.get(letter.key) : undefined;
    letters.push(
      became === undefined
        ? letter
        : { ...letter, outcome: became.outcome, reply: became.reply === '' ? null : became.reply },
    );
  }
  return letters;
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
