import type { EmailAddress } from '../../email-address.js';
import { readManifest } from '../../io/folders/preview-folder.js';
import type { LedgerFile } from '../../io/ledger/ledger-file.js';
import { planText } from '../../report/plan-text.js';
import { attachmentsText, changedText, comparisonText, earlierText, intentionText } from '../../report/sending-text.js';
import { serverText } from '../../report/server-text.js';
import type { Hours } from '../../sending/delivery/hours.js';
import { timetableOf, type Pace } from '../../sending/delivery/pace.js';
import type { SmtpSettings } from '../../sending/delivery/smtp-settings.js';
import { attachmentsOf } from '../../sending/output/attachments.js';
import { earlierMailings } from '../../sending/output/earlier-mailings.js';
import { changedSinceAccepted } from '../../sending/output/ledger-comparison.js';
import { comparePreview } from '../../sending/output/preview-comparison.js';
import type { OpenList } from '../opening/open-list.js';
import { usualFolder } from '../opening/output-folder.js';
import type { Planned } from '../opening/planning.js';
import type { Session } from '../opening/session.js';
import type { SettledDoubts } from './settle-doubts.js';
import { shownPath } from '../reporting/shown-path.js';
import type { Terminal } from '../reporting/terminal.js';

/** Everything that a sending needs, checked. */
export interface Sending {
  readonly session: Session;
  readonly list: OpenList;
  readonly ledger: LedgerFile;
  readonly server: SmtpSettings;
  readonly planned: Planned;
  /** Null where no doubts are to be settled. */
  readonly settled: SettledDoubts | null;
  readonly test: EmailAddress | null;
  readonly pace: Pace | null;
  readonly hours: Hours;
}

/** What `send` is about to do, before it asks: who gets what, whether that is what was previewed, and how long it takes. */
export async function introduction(
  { session, ledger, planned, server, pace, hours, test }: Sending,
  terminal: Terminal,
): Promise<string> {
  const { plan, inputs } = planned;
  const style = terminal.errStyle;
  const folder = usualFolder(session, 'previews');
  const manifest = readManifest(folder);
  const previewed = manifest?.mailing === session.mailing.name && manifest.campaign === session.campaign.campaign;
  const comparison = previewed ? await comparePreview(inputs, plan, session.materials, manifest) : null;
  const letters = plan.counts.send;
  const now = terminal.now();
  const timetable = timetableOf({ letters, pace, hours, earlier: ledger.state.recentAttempts }, now);
  return [
    planText(planned, now, style),
    letters === 0 ? '' : comparisonText(comparison, shownPath(folder, terminal.folder), style),
    test === null ? changedText(await changedSinceAccepted(inputs, plan, session.materials, ledger.state), style) : '',
    earlierText(await earlierMailings(inputs, plan, ledger.state), session.mailing.name, style),
    letters === 0 ? '' : attachmentsText(await attachmentsOf(inputs, plan, session.materials), letters, style),
    letters === 0 ? '' : intentionText({ letters, pace, hours, timetable, server: serverText(server) }, now, style),
    test === null ? '' : `${style.strong('Test')}      all of them to ${test.typed}; nothing is recorded\n`,
    '\n',
  ].join('');
}
