import { readPrintManifest } from '../../io/folders/print-folder.js';
import { dateInWords } from '../../letter/wording/language.js';
import { warningAt, type Problem } from '../../problem.js';
import { counted, problemsText } from '../../report/lines/problem-text.js';
import { hasGoneOut } from '../../sending/ledger/due.js';
import type { LedgerState } from '../../sending/ledger/ledger-state.js';
import type { DueLetter } from '../../sending/plan/plan.js';
import { isYes } from '../opening/confirmation.js';
import type { ListSession } from '../opening/open-with-list.js';
import { usualFolder } from '../opening/output-folder.js';
import { shownPath } from '../reporting/shown-path.js';
import { suggestedCommand, type SameOptions } from '../opening/suggested-command.js';
import type { Terminal } from '../reporting/terminal.js';

/** Letters of a print run that was made in a folder. */
interface Printed {
  readonly folder: string;
  /** How many of them are not known to have gone out. */
  readonly count: number;
  readonly mailing: string;
  /** The day that they were written for, an ISO date. */
  readonly today: string;
  /** Whether the run that is about to be made takes their place. */
  readonly isReplaced: boolean;
}

/**
 * Whether to print what may be in the post already: two people at one office would post it twice. At a terminal it is asked, unless
 * `isConfirmed`; elsewhere it is told beside the new print run.
 * @param folder where the run is about to be written
 */
export async function mayPrintAgain(
  folder: string,
  letters: readonly DueLetter[],
  state: LedgerState,
  session: ListSession,
  options: SameOptions,
  isConfirmed: boolean,
  terminal: Terminal,
): Promise<{ readonly mayPrint: boolean; readonly problems: readonly Problem[] }> {
  const isAsked = terminal.interactive && !isConfirmed;
  const problems = printedBefore(folder, letters, state, session).map((printed) =>
    notPosted(printed, isAsked, session, options, terminal),
  );
  if (problems.length === 0 || !isAsked) return { mayPrint: true, problems };
  terminal.err(problemsText(problems, terminal.errStyle));
  return { mayPrint: isYes(await terminal.ask('Print again? Type yes to print: ')), problems: [] };
}

/** A run with another --out leaves the one in the usual place alone: there, only those matter who would be printed again. */
function printedBefore(
  folder: string,
  letters: readonly DueLetter[],
  state: LedgerState,
  session: ListSession,
): readonly Printed[] {
  const now = new Set(letters.map(({ key }) => key));
  return [...new Set([folder, usualFolder(session, 'print')])].flatMap((place) => {
    const manifest = readPrintManifest(place);
    if (manifest === null) return [];
    const isReplaced = place === folder;
    const left = manifest.letters.filter(({ key }) => !hasGoneOut(state, key) && (isReplaced || now.has(key)));
    const { mailing, today } = manifest;
    return left.length === 0 ? [] : [{ folder: place, count: left.length, mailing, today, isReplaced }];
  });
}

function notPosted(
  { folder, count, mailing, today, isReplaced }: Printed,
  isAsked: boolean,
  session: ListSession,
  options: SameOptions,
  terminal: Terminal,
): Problem {
  const shown = shownPath(folder, terminal.folder);
  const are = count === 1 ? 'is' : 'are';
  const message = `${counted(count, 'letter')} of the print run of ${dateInWords(today, 'en-GB')}, which was made here, ${are} not recorded as posted.`;
  const template = mailing === session.mailing.name ? options.template : mailing;
  const out = folder === usualFolder(session, 'print') ? undefined : shown;
  const command = suggestedCommand('print', session.list.shownAs, { ...options, template, out }, '--mark-posted');
  const hint = isAsked
    ? `If they are in the post, stop and record that first, or people get them twice: ${command}`
    : isReplaced
      ? 'If they are in the post, post none of them again. That run is now replaced, and --mark-posted records the letters of the new one.'
      : `If they are in the post, post none of them again, and record them: ${command}`;
  return warningAt({ file: shown, line: null, column: null }, 'not-posted', message, hint);
}
