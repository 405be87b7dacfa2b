import type { Problem } from '../../problem.js';
import type { JsonLetter } from '../../report/json-document.js';
import { counted } from '../../report/lines/problem-text.js';
import { nothingText, summaryText } from '../../report/sending-text.js';
import { IN_DOUBT, NOT_DUE, type LeftOut } from '../../sending/plan/plan.js';
import { NOTHING_FAILED, writeFailedList } from './failed-list.js';
import type { SelectionOptions } from '../opening/planning.js';
import type { Outcome } from '../reporting/report.js';
import type { Sending } from './sending-introduction.js';
import { exitCodeOf, strayReplyProblems, withOutcomes } from './sending-result.js';
import type { RunResult } from './sending-run.js';
import type { CampaignOptions } from '../opening/session.js';
import { shellWord } from '../../shell-word.js';
import { shownPath } from '../reporting/shown-path.js';
import { stopProblems } from './stop-problem.js';
import { commandForOwnList, suggestedCommand, type SendingOptions } from '../opening/suggested-command.js';
import type { Terminal } from '../reporting/terminal.js';
import { unforeseenProblem } from '../reporting/unforeseen.js';

interface SummaryOptions extends CampaignOptions, SelectionOptions, SendingOptions {
  readonly json?: boolean;
}

/**
 * What a sending says when it is over: what became of its letters, where the failed ones are
 * listed, and what to do next.
 * @param letters as they were planned, for --json
 */
export async function sendingOutcome(
  sending: Sending,
  result: RunResult,
  letters: readonly JsonLetter[],
  options: SummaryOptions,
  terminal: Terminal,
): Promise<Outcome & { readonly problems: readonly Problem[]; readonly text: string }> {
  const { session, list, ledger, planned, test, settled } = sending;
  const { send } = planned.plan.counts;
  const remaining = send - result.outcomes.size;
  // What was planned cannot be read again from a list that has changed; the next run writes its failed rows.
  const isSameList = !(await list.file.changed());
  const { shown, problems } =
    test === null && isSameList
      ? await writeFailedList(session.folder, planned, ledger.state, terminal)
      : NOTHING_FAILED;
  const { command, statusCommand } = commandsAfter(sending, options);
  const failed = shown === null ? null : { list: shown, command: commandForOwnList(shown, options) };
  const style = terminal.outStyle;
  const asSent = settled?.decision === 'sent' ? settled.keys.size : 0;
  const recorded = asSent === 0 ? '' : `${counted(asSent, 'doubt')} recorded as sent.\n`;
  const putOff = [...result.outcomes.values()].filter(
    ({ outcome, isAnswered }) => outcome === 'deferred' && isAnswered,
  ).length;
  const summary =
    send === 0
      ? nothingText({ ...leftOf(planned), failed, command }, terminal.now())
      : summaryText({ ...result, remaining, putOff, command, failed, statusCommand }, style);
  const places = {
    list: list.shownAs,
    ledger: shownPath(session.ledgerPath, terminal.folder),
    server: `${sending.server.host}:${sending.server.port}`,
  };
  const stopped = options.json === true ? stopProblems(result, places) : [];
  const broken = result.broken === null ? [] : [unforeseenProblem(result.broken.error, terminal)];
  return {
    exitCode: await exitCodeOf(ledger, planned, test !== null || !isSameList, result),
    problems: [...stopped, ...broken, ...strayReplyProblems(result, sending.server), ...problems],
    letters: withOutcomes(letters, result),
    counts: { ...planned.plan.counts, ...result.tally, remaining },
    text: `${recorded}${summary}`,
  };
}

/** What waits for its time, or for what a person says of it. */
function leftOf({ plan }: Sending['planned']): { readonly notDue: LeftOut | null; readonly inDoubt: boolean } {
  return { notDue: plan.withheld.get(NOT_DUE) ?? null, inDoubt: plan.withheld.has(IN_DOUBT) };
}

/** What takes up the rest of a run: for a test, another test. What shows the record; null for a test, which leaves none. */
function commandsAfter(
  { list, test }: Sending,
  options: SummaryOptions,
): { readonly command: string; readonly statusCommand: string | null } {
  const { campaign, ledger, limit } = options;
  if (test !== null) {
    const few = limit === undefined ? [] : ['--limit', String(limit)];
    const again = suggestedCommand('send', list.shownAs, options, '--test-to', shellWord(test.typed), ...few);
    return { command: again, statusCommand: null };
  }
  return {
    command: suggestedCommand('send', list.shownAs, options),
    statusCommand: suggestedCommand('status', list.shownAs, { campaign, ledger }),
  };
}
