import { readCampaignFile } from '../../io/files/campaign-file.js';
import { isFileError } from '../../io/files/file-error.js';
import { hasErrors } from '../../problem.js';
import { statusText, type ToldLetter } from '../../report/status-text.js';
import { reachedSince } from '../../sending/ledger/reached-since.js';
import { EXIT } from '../reporting/exit-code.js';
import { ledgerLetter, outcomeOf } from '../sending/ledger-letter.js';
import { lookIntoLedger } from '../opening/ledger-view.js';
import { missingLedger } from '../opening/missing-ledger.js';
import { report, type Outcome } from '../reporting/report.js';
import type { MailingName } from '../../sending/ledger/begun-mailings.js';
import { findCampaign, findLedger, type CampaignOptions } from '../opening/session.js';
import { shownPath } from '../reporting/shown-path.js';
import type { Terminal } from '../reporting/terminal.js';

export interface StatusOptions extends CampaignOptions {
  readonly json?: boolean;
}

/** Tells what the ledger knows. It may look while a sending is under way. */
export async function status(options: StatusOptions, terminal: Terminal): Promise<number> {
  return report('status', await run(options, terminal), options.json === true ? 'json' : 'text', terminal);
}

async function run(options: StatusOptions, terminal: Terminal): Promise<Outcome> {
  const campaign = findCampaign(options, terminal.folder);
  const path = findLedger(options, campaign, terminal.folder);
  const shown = shownPath(path, terminal.folder);
  const ledger = await lookIntoLedger(path, mailingOf(options, campaign), terminal);
  const { state, missing, problems } = ledger;
  if (missing) return missingLedger(ledger, options, campaign, shown, 'Nothing has been sent.\n');
  const records = [...state.letters.values()].filter(
    ({ mailing }) => options.template === undefined || mailing === options.template,
  );
  const letters = records.map((record) => ({ record, since: reachedSince(state, record) }));
  const counts = { accepted: 0, failed: 0, deferred: 0, doubt: 0, posted: 0, unsent: 0, reachedSince: 0 };
  for (const letter of letters) counts[countedAs(letter)] += 1;
  const now = terminal.now();
  // Of a ledger that cannot be read, nobody knows that nothing was sent.
  const isUnknown = hasErrors(problems) && records.length === 0;
  return {
    exitCode: hasErrors(problems) ? EXIT.usage : EXIT.done,
    problems,
    letters: letters.map(({ record, since }) => ({
      ...ledgerLetter(record, now),
      ...(since === null ? {} : { action: 'skip', reason: REACHED_SINCE }),
    })),
    counts,
    text: isUnknown ? '' : statusText(letters, now, terminal.outStyle),
  };
}

/**
 * The mailing that would be sent now; null where campaign.yaml does not tell it: then only the
 * ledger speaks.
 */
function mailingOf({ template }: StatusOptions, path: string): MailingName | null {
  try {
    const { campaign } = readCampaignFile(path, path);
    return campaign === null ? null : { campaign: campaign.campaign, mailing: template ?? campaign.template };
  } catch (error) {
    if (isFileError(error)) return null;
    throw error;
  }
}

/**
 * The reason that --json gives of a letter that did not go out, where its CLP was reached after it.
 */
const REACHED_SINCE = 'reached at another address since';

function countedAs({
  record,
  since,
}: ToldLetter): NonNullable<ReturnType<typeof outcomeOf>> | 'posted' | 'unsent' | 'reachedSince' {
  if (since !== null) return 'reachedSince';
  return record.standing === 'posted' ? 'posted' : (outcomeOf(record) ?? 'unsent');
}
