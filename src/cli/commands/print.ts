import { join } from 'node:path';
import { LABELS, PRINT_RUN, writePrintFolder } from '../../io/folders/print-folder.js';
import { hasErrors } from '../../problem.js';
import { jsonLetter, type JsonLetter } from '../../report/json-document.js';
import { planText } from '../../report/plan-text.js';
import { labelsText, printRunText } from '../../report/print-text.js';
import { postalFingerprint } from '../../sending/plan/letter-key.js';
import { plannedRows } from '../../sending/plan/make-plan.js';
import {
  setPaper,
  sortForPrint,
  type Labels,
  type PaperLetter,
  type PrintOrder,
} from '../../sending/output/print-run.js';
import { confirmLedger, suspicionsOf } from '../sending/confirm-sending.js';
import { EXIT } from '../reporting/exit-code.js';
import { fileProblem, NOT_FINISHED } from '../reporting/file-problem.js';
import { chooseSheet, type LabelOptions } from '../writing/label-sheet.js';
import { readLedgerView } from '../opening/ledger-view.js';
import { markPosted, type MarkPostedOptions } from '../writing/mark-posted.js';
import { endingBefore, planSession, type Planned } from '../opening/planning.js';
import { report, type Outcome } from '../reporting/report.js';
import { openWithList } from '../opening/open-with-list.js';
import { outputFolder } from '../opening/output-folder.js';
import { mayPrintAgain } from '../writing/printed-before.js';
import type { CampaignOptions, Session } from '../opening/session.js';
import { shownPath } from '../reporting/shown-path.js';
import { suggestedCommand } from '../opening/suggested-command.js';
import type { Terminal } from '../reporting/terminal.js';
import { unheededByPrint } from '../arguments/unheeded-options.js';

export interface PrintOptions extends CampaignOptions, MarkPostedOptions, LabelOptions {
  readonly out?: string;
  readonly all?: boolean;
  /** By postcode where it is left out. */
  readonly sort?: PrintOrder;
  readonly markPosted?: boolean;
  readonly json?: boolean;
}

const NOTHING_WRITTEN = 'Nothing was written.';

/** Makes the print run of those who get paper, or records that it was posted. */
export async function print(options: PrintOptions, terminal: Terminal): Promise<number> {
  return report('print', await run(options, terminal), options.json === true ? 'json' : 'text', terminal);
}

async function run(options: PrintOptions, terminal: Terminal): Promise<Outcome> {
  const unheeded = unheededByPrint(options);
  if (unheeded.length > 0) return { exitCode: EXIT.usage, problems: unheeded };
  const opened = await openWithList('print', options, terminal, NOTHING_WRITTEN);
  const { session } = opened;
  if (session === null) return opened.refused;
  const { list } = session;
  const folder = outputFolder(options, session, 'print', terminal);
  if (options.markPosted === true) return await markPosted(folder, session, list, options, terminal);
  const sheet = chooseSheet(options, session.campaign);
  if (sheet !== null && 'severity' in sheet)
    return { exitCode: EXIT.usage, problems: [sheet], ending: NOTHING_WRITTEN };
  const labels = sheet === null ? null : { sheet, from: options.from ?? 1 };
  const ledger = await readLedgerView(session, terminal);
  const earlier = [...opened.problems, ...ledger.problems];
  if (hasErrors(ledger.problems)) return { exitCode: EXIT.usage, problems: earlier, ending: NOTHING_WRITTEN };
  const delivery = options.all === true ? 'all-on-paper' : 'on-paper';
  const planned = await planSession(session, list, options, ledger, { delivery, labels: sheet });
  const problems = [...earlier, ...planned.problems];
  const { letters, rows } = await collect(planned, options.sort ?? 'postcode');
  const counts = { ...planned.plan.counts };
  if (!planned.mayProceed) {
    return { exitCode: EXIT.problems, problems, letters: rows, counts, ending: endingBefore(planned, NOTHING_WRITTEN) };
  }
  const plan = planText(planned, terminal.now(), terminal.outStyle);
  if (letters.length === 0) {
    return { exitCode: EXIT.done, problems, letters: rows, counts, text: `${plan}\nNothing to print.\n` };
  }
  const refusal = await confirmLedger(suspicionsOf(ledger, session, terminal), NOTHING_WRITTEN, options, terminal);
  if (refusal !== null) return { ...refusal, problems: [...problems, ...refusal.problems], letters: rows, counts };
  // Whom a run is about, and the day, stand in its manifest.
  const same = { ...options, only: [], except: [], onePer: undefined, skipInvalid: undefined, today: undefined };
  const again = await mayPrintAgain(folder, letters, ledger.state, session, same, options.yes === true, terminal);
  if (!again.mayPrint) return { exitCode: EXIT.interrupted, problems, letters: rows, counts, ending: NOTHING_WRITTEN };
  try {
    const pages = write(folder, letters, session, labels);
    const shown = (name: string): string => shownPath(join(folder, name), terminal.folder);
    const command = suggestedCommand('print', list.shownAs, same, '--mark-posted');
    const text = [
      `${plan}\n`,
      printRunText(letters.length, pages, shown(PRINT_RUN), terminal.outStyle),
      labels === null ? '' : labelsText(letters.length, labels, shown(LABELS), terminal.outStyle),
      `\nWhen they are in the post, record it, so that nobody gets a second letter:\n  ${command}\n`,
    ].join('');
    const written = rows.map((row) => (row.action === 'print' ? { ...row, file: join(folder, PRINT_RUN) } : row));
    return {
      exitCode: EXIT.done,
      problems: [...problems, ...again.problems],
      letters: written,
      counts: { ...counts, pages },
      text,
    };
  } catch (error) {
    const problem = fileProblem(error, terminal);
    if (problem === null) throw error;
    return { exitCode: EXIT.usage, problems: [...problems, problem], ending: NOT_FINISHED };
  }
}

/** The letters in the order of the run, and every row as the JSON document shows it. */
async function collect(
  { inputs, plan }: Planned,
  order: PrintOrder,
): Promise<{ readonly letters: readonly PaperLetter[]; readonly rows: readonly JsonLetter[] }> {
  const letters: PaperLetter[] = [];
  const rows: JsonLetter[] = [];
  for await (const planned of plannedRows(inputs, plan)) {
    rows.push(jsonLetter(planned));
    if (planned.action === 'print' && planned.address !== null) letters.push({ ...planned, address: planned.address });
  }
  return { letters: sortForPrint(letters, order), rows };
}

/** Writes the folder; gives back how many pages the run has. */
function write(folder: string, letters: readonly PaperLetter[], session: Session, wanted: Labels | null): number {
  const { campaign, mailing, today } = session;
  const { printRun, labels } = setPaper(letters, session, wanted);
  const entries = letters.map(({ key, recipient }, index) => ({
    key,
    clp: recipient.clp,
    ...(recipient.clps === undefined ? {} : { clps: [...recipient.clps] }),
    email: recipient.email?.typed ?? null,
    postal: postalFingerprint(campaign.campaign, mailing.name, recipient) ?? undefined,
    page: printRun.firstPages[index] ?? 1,
  }));
  const head = { campaign: campaign.campaign, mailing: mailing.name, today, letters: entries };
  writePrintFolder(folder, { head, printRun: printRun.pdf, labels });
  return printRun.pages;
}
