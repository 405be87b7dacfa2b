import type { LedgerFile } from '../../io/ledger/ledger-file.js';
import { readPrintManifest } from '../../io/folders/print-folder.js';
import { errorAt, warningAt, type Problem } from '../../problem.js';
import type { JsonLetter } from '../../report/json-document.js';
import { counted } from '../../report/lines/problem-text.js';
import { hasGoneOut } from '../../sending/ledger/due.js';
import { isDue, NOT_CHOSEN } from '../../sending/plan/plan.js';
import { plannedRows } from '../../sending/plan/make-plan.js';
import type { PrintedLetter, PrintManifest } from '../../sending/output/print-manifest.js';
import { confirmLedger, suspicionsOf, type LedgerTrust } from '../sending/confirm-sending.js';
import { confirm } from '../opening/confirmation.js';
import { EXIT } from '../reporting/exit-code.js';
import { NO_LEDGER, planSession, type SelectionOptions } from '../opening/planning.js';
import type { Outcome } from '../reporting/report.js';
import { ledgerUnwritten } from '../sending/ledger-unwritten.js';
import type { OpenList } from '../opening/open-list.js';
import { openSendingLedger } from '../sending/sending-ledger.js';
import type { Session } from '../opening/session.js';
import { shownPath } from '../reporting/shown-path.js';
import { suggestedCommand } from '../opening/suggested-command.js';
import type { Terminal } from '../reporting/terminal.js';

export interface MarkPostedOptions extends SelectionOptions, LedgerTrust {
  readonly yes?: boolean;
}

const NOTHING_RECORDED = 'Nothing was recorded.';

/**
 * Records as posted the letters of the print run that was made last, and not what would be printed today: what the organiser holds in
 * their hands is that run, whatever has become of the list since.
 */
export async function markPosted(
  folder: string,
  session: Session,
  list: OpenList,
  options: MarkPostedOptions,
  terminal: Terminal,
): Promise<Outcome> {
  const manifest = manifestOf(folder, shownPath(folder, terminal.folder), session, list, options);
  if ('severity' in manifest) return { exitCode: EXIT.usage, problems: [manifest], ending: NOTHING_RECORDED };
  const { ledger, problems } = await openSendingLedger(session, terminal);
  if (ledger === null) return { exitCode: EXIT.usage, problems, ending: NOTHING_RECORDED };
  try {
    const chosen = await chooseFrom(manifest.letters, session, list, options);
    const suspicions = suspicionsOf(ledger, session, terminal);
    const refusal = await confirmLedger(suspicions, NOTHING_RECORDED, options, terminal);
    if (refusal === null) ledger.goOn();
    const outcome =
      'problems' in chosen
        ? chosen
        : (refusal ?? (await askAndRecord(chosen.letters, ledger, session, options, terminal)));
    return { ...outcome, problems: [...problems, ...suspicions, ...outcome.problems] };
  } finally {
    await ledger.close();
  }
}

/** What was printed; a problem where that is nothing, or another letter. */
function manifestOf(
  folder: string,
  shown: string,
  { campaign, mailing }: Session,
  list: OpenList,
  options: MarkPostedOptions,
): PrintManifest | Problem {
  const manifest = readPrintManifest(folder);
  const place = { file: shown, line: null, column: null };
  if (manifest === null) {
    const message = 'There is no print run here, as nominate wrote it, whose letters could be recorded as posted.';
    const hint = `If it is elsewhere, name its folder with --out; if not, make it first: ${suggestedCommand('print', list.shownAs, options)}`;
    return errorAt(place, 'no-print-run', message, hint);
  }
  if (manifest.campaign === campaign.campaign && manifest.mailing === mailing.name) return manifest;
  const message = `The print run here is of the letter "${manifest.mailing}" in the campaign "${manifest.campaign}".`;
  const hint = `Name that letter with --template ${manifest.mailing}, or another folder with --out.`;
  return errorAt(place, 'other-print-run', message, hint);
}

/** Those of the printed letters that --only and --except choose; all of them without either. */
async function chooseFrom(
  letters: readonly PrintedLetter[],
  session: Session,
  list: OpenList,
  options: SelectionOptions,
): Promise<{ readonly letters: readonly PrintedLetter[] } | Outcome> {
  if (options.only === undefined && options.except === undefined) return { letters };
  const { inputs, plan } = await planSession(session, list, options, NO_LEDGER);
  if (plan.refused) return { exitCode: EXIT.problems, problems: plan.problems, ending: NOTHING_RECORDED };
  const chosen = new Set<string | null>();
  for await (const row of plannedRows(inputs, plan)) {
    if (isDue(row) || row.reason !== NOT_CHOSEN) chosen.add(row.key);
  }
  return { letters: letters.filter(({ key }) => chosen.has(key)) };
}

async function askAndRecord(
  chosen: readonly PrintedLetter[],
  ledger: LedgerFile,
  session: Session,
  options: MarkPostedOptions,
  terminal: Terminal,
): Promise<Outcome> {
  const standingOf = ({ key }: PrintedLetter): string | undefined => ledger.state.letters.get(key)?.standing;
  const letters = chosen.filter(({ key }) => !hasGoneOut(ledger.state, key));
  const shown = shownPath(session.ledgerPath, terminal.folder);
  const problems = chosen.flatMap((letter) => emailedMeanwhile(letter, standingOf(letter), shown));
  const counts = { posted: letters.length, skip: chosen.length - letters.length };
  if (letters.length === 0) {
    return { exitCode: EXIT.done, problems, counts, text: 'Nothing to record: no letter of the print run is left.\n' };
  }
  const those = letters.length === 1 ? `the letter for ${letters[0]?.clp ?? ''}` : `these ${letters.length} letters`;
  const refusal =
    options.yes === true
      ? null
      : await confirm(
          {
            question: `Record ${those} as posted? Nobody gets them by e-mail any more. Type yes to record: `,
            unconfirmed: 'Nobody is here to confirm that the letters were posted.',
            hint: 'Run it at a terminal, or add --yes once they are in the post.',
            ending: NOTHING_RECORDED,
          },
          terminal,
        );
  if (refusal !== null) return { ...refusal, problems: [...problems, ...refusal.problems] };
  let recorded = 0;
  for (const { key, clp, clps, email, postal } of letters) {
    const { campaign, mailing } = session;
    const shared = clps === undefined ? {} : { clps };
    const names = { campaign: campaign.campaign, mailing: mailing.name };
    const entry = { type: 'posted', key, ...names, clp, ...shared, email, postal } as const;
    const failure = await ledger.append(entry);
    if (failure !== null) {
      const unwritten = ledgerUnwritten(failure.detail, session, terminal);
      const ending = `${counted(recorded, 'letter')} of ${letters.length} ${recorded === 1 ? 'is' : 'are'} recorded as posted.`;
      const done = letters.slice(0, recorded).map(jsonOf);
      return {
        exitCode: EXIT.usage,
        problems: [...problems, unwritten],
        ending,
        counts: { ...counts, posted: recorded },
        letters: done,
      };
    }
    recorded += 1;
  }
  const already = counts.skip === 0 ? '' : ` ${counted(counts.skip, 'letter')} had gone out already.`;
  const text = `${terminal.outStyle.success('Recorded')} ${counted(letters.length, 'letter')} as posted.${already}\n`;
  return { exitCode: EXIT.done, problems, counts, letters: letters.map(jsonOf), text };
}

function jsonOf({ key, clp, email }: PrintedLetter): JsonLetter {
  return { key, clp, email, line: null, action: 'print', reason: 'posted', outcome: null, reply: null, file: null };
}

/** What an e-mail has done, or may have done, for a letter since it was printed. */
function emailedMeanwhile(
  { clp, email }: PrintedLetter,
  standing: string | undefined,
  ledger: string,
): readonly Problem[] {
  const place = { file: ledger, line: null, column: null };
  const to = email ?? 'its e-mail address';
  if (standing === 'accepted') {
    const message = `The letter for ${clp} was sent to ${to} as well, after it had been printed.`;
    const hint = 'If it is not in the post yet, take it out. It stays recorded as an e-mail.';
    return [warningAt(place, 'emailed-meanwhile', message, hint)];
  }
  if (standing !== 'doubt' && standing !== 'released') return [];
  const message = `The letter for ${clp} may have been delivered to ${to} as well: its e-mail was in doubt.`;
  const hint = 'If it is not in the post yet, ask the secretary first. Recorded as posted, it is no longer a doubt.';
  return [warningAt(place, 'emailed-meanwhile', message, hint)];
}
