import { join } from 'node:path';
import { hasErrors } from '../../problem.js';
import { jsonLetter, type JsonLetter } from '../../report/json-document.js';
import { planText } from '../../report/plan-text.js';
import { counted } from '../../report/lines/problem-text.js';
import { plannedRows } from '../../sending/plan/make-plan.js';
import { EXIT } from '../reporting/exit-code.js';
import { fileProblem, NOT_FINISHED } from '../reporting/file-problem.js';
import { writeHeldList } from '../sending/held-list.js';
import { readLedgerView } from '../opening/ledger-view.js';
import { openWithList, type ListSession } from '../opening/open-with-list.js';
import { outputFolder } from '../opening/output-folder.js';
import { ALL_ON_PAPER, endingBefore, planSession, type Planned, type SelectionOptions } from '../opening/planning.js';
import { report, type Outcome } from '../reporting/report.js';
import type { CampaignOptions } from '../opening/session.js';
import { shellWord } from '../../shell-word.js';
import { shownPath } from '../reporting/shown-path.js';
import { suggestedCommand } from '../opening/suggested-command.js';
import type { Terminal } from '../reporting/terminal.js';
import { writePreview } from '../writing/write-preview.js';

const NOTHING_WRITTEN = 'Nothing was written.';

export interface PreviewOptions extends CampaignOptions, SelectionOptions {
  readonly out?: string;
  readonly lettersOnly?: boolean;
  /** As they would be printed for everybody with a postal address. */
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Writes everything that would go out into the preview folder. */
export async function preview(options: PreviewOptions, terminal: Terminal): Promise<number> {
  return report('preview', await run(options, terminal), options.json === true ? 'json' : 'text', terminal);
}

async function run(options: PreviewOptions, terminal: Terminal): Promise<Outcome> {
  const opened = await openWithList('preview', options, terminal, NOTHING_WRITTEN);
  const { session } = opened;
  if (session === null) return opened.refused;
  const ledger = await readLedgerView(session, terminal);
  const earlier = [...opened.problems, ...ledger.problems];
  if (hasErrors(ledger.problems)) return { exitCode: EXIT.usage, problems: earlier, ending: NOTHING_WRITTEN };
  const planned = await planSession(
    session,
    session.list,
    options,
    ledger,
    options.all === true ? ALL_ON_PAPER : undefined,
  );
  const problems = [...earlier, ...planned.problems];
  const letters = options.json === true ? await collectLetters(planned) : [];
  const counts = { ...planned.plan.counts };
  if (!planned.mayProceed) {
    return { exitCode: EXIT.problems, problems, letters, counts, ending: endingBefore(planned, NOTHING_WRITTEN) };
  }
  const folder = outputFolder(options, session, 'previews', terminal);
  try {
    const files = new Map<string, string>();
    // Only the JSON document names every letter; a long list need not be held in memory for a person.
    const wrote = (key: string, file: string): void => {
      if (options.json === true) files.set(key, file);
    };
    const lettersOnly = options.lettersOnly === true;
    await writePreview(folder, { session, planned, ledger, lettersOnly, problems, wrote }, terminal);
    const written = letters.map((letter) => ({ ...letter, file: files.get(letter.key ?? '') ?? null }));
    const text = previewText(session, planned, folder, options, terminal);
    const held = await writeHeldList(session.list, planned, options, terminal);
    return {
      exitCode: hasErrors(held.problems) ? EXIT.usage : EXIT.done,
      problems: [...problems, ...held.problems],
      letters: written,
      counts,
      text: text + held.text,
    };
  } catch (error) {
    const problem = fileProblem(error, terminal);
    if (problem === null) throw error;
    return { exitCode: EXIT.usage, problems: [...problems, problem], ending: NOT_FINISHED };
  }
}

async function collectLetters({ inputs, plan }: Planned): Promise<readonly JsonLetter[]> {
  const letters: JsonLetter[] = [];
  for await (const planned of plannedRows(inputs, plan)) letters.push(jsonLetter(planned));
  return letters;
}

function previewText(
  session: ListSession,
  planned: Planned,
  folder: string,
  options: PreviewOptions,
  terminal: Terminal,
): string {
  const { send, print } = planned.plan.counts;
  const shown = shownPath(folder, terminal.folder);
  const emails = options.lettersOnly === true ? '' : ` and ${counted(send, 'e-mail')}`;
  const same = { ...options, out: undefined };
  const suggest = (name: string, ...more: string[]): string =>
    suggestedCommand(name, session.list.shownAs, same, ...more);
  const me = session.campaign.candidate.email ?? session.campaign.from.address.typed;
  return [
    planText(planned, terminal.now(), terminal.outStyle),
    '\n',
    `${terminal.outStyle.success('Wrote')} ${counted(send + print, 'letter')}${emails} into ${shown}${shown.endsWith('/') ? '' : '/'}\n`,
    `Look through them: open ${join(shown, 'index.html')} in a browser.\n`,
    '\n',
    'When they are as they should be:\n',
    send === 0
      ? ''
      : `  ${suggest('send', '--test-to', shellWord(me))}    sends the first three to yourself\n  ${suggest('send')}    sends them, after asking you\n`,
    print === 0
      ? ''
      : `  ${suggest('print', ...(options.all === true ? ['--all'] : []))}    makes the file to print for those who get paper\n`,
  ].join('');
}
