import { join } from 'node:path';
import { openPreviewFolder } from '../../io/folders/preview-folder.js';
import { readImage, type LetterImage } from '../../layout/page/image.js';
import type { Problem } from '../../problem.js';
import { renderHtml } from '../../render/html.js';
import { pageFoot } from '../../report/pages/letters-page.js';
import { previewEntry, previewHead } from '../../report/pages/preview-page.js';
import { attemptAt, composeMessage, composePdf } from '../../sending/output/compose.js';
import { letterDigest, type ManifestLetter } from '../../sending/output/manifest.js';
import { createFileNames, type FileNames } from '../../sending/plan/paper/file-names.js';
import { goesOutAsPdf } from '../../sending/plan/paper/paper.js';
import { plannedRows } from '../../sending/plan/make-plan.js';
import { isDue, type DueLetter } from '../../sending/plan/plan.js';
import type { LedgerView } from '../opening/ledger-view.js';
import type { Planned } from '../opening/planning.js';
import type { Session } from '../opening/session.js';
import type { Terminal } from '../reporting/terminal.js';

/** What a preview is made of. */
interface Preview {
  readonly session: Session;
  readonly planned: Planned;
  readonly ledger: LedgerView;
  /** Whether the e-mails are left out. */
  readonly lettersOnly: boolean;
  /** What the page tells above the letters. */
  readonly problems: readonly Problem[];
  /** Told of each letter's PDF, by the letter's key. */
  readonly wrote: (key: string, file: string) => void;
}

/** Writes a preview folder, one letter at a time. @throws ForeignFile, and the file system's errors */
export async function writePreview(folder: string, preview: Preview, terminal: Terminal): Promise<void> {
  const { session, ledger, lettersOnly, problems, wrote } = preview;
  const { inputs, plan } = preview.planned;
  const { campaign, mailing, today } = session;
  const names = createFileNames();
  for await (const planned of plannedRows(inputs, plan)) if (isDue(planned)) names.expect(planned);
  const head = { campaign: campaign.campaign, mailing: mailing.name, today };
  const target = openPreviewFolder(
    folder,
    head,
    previewHead({ ...head, candidate: campaign.candidate.name, counts: plan.counts, problems }),
  );
  const total = plan.counts.send + plan.counts.print;
  let done = 0;
  for await (const planned of plannedRows(inputs, plan)) {
    if (!isDue(planned)) continue;
    const entry = manifestEntry(planned, names, session, lettersOnly);
    const pdf = entry.letter === null ? undefined : composePdf(planned, session.materials);
    if (entry.letter !== null && pdf !== undefined) target.write(entry.letter, pdf);
    if (entry.message !== null) {
      const first = ledger.firstAttempt(planned.key) ?? attemptAt(terminal.now(), planned, campaign);
      target.write(entry.message, await composeMessage(planned, campaign, session.materials, first, pdf));
    }
    if (entry.page !== null)
      target.write(entry.page, renderHtml(planned.letter, campaign.letter, asDataAddress(session), sizesIn(session)));
    target.list(entry, previewEntry(entry));
    if (entry.letter !== null) wrote(planned.key, join(folder, entry.letter));
    done += 1;
    terminal.progress(`Writing letters ${done}/${total} …`);
  }
  target.finish(pageFoot());
}

function manifestEntry(due: DueLetter, names: FileNames, session: Session, lettersOnly: boolean): ManifestLetter {
  const name = names.nameFor(due);
  const byEmail = due.action === 'send' && !lettersOnly;
  return {
    key: due.key,
    clp: due.recipient.clp,
    email: due.action === 'send' ? (due.recipient.email?.typed ?? null) : null,
    subject: due.letter.subject,
    letter: isSet(due, session) ? `letters/${name}.pdf` : null,
    message: byEmail ? `emails/${name}.eml` : null,
    page: byEmail ? `emails/${name}.html` : null,
    digest: letterDigest(due, session.campaign, session.materials),
  };
}

/** Whether there is a PDF to look at: an e-mail alone may hold what no font has. */
function isSet(due: DueLetter, { materials }: Session): boolean {
  return goesOutAsPdf(due) || materials.typesetter.missingCharacters(due.letter).length === 0;
}

function sizesIn({ materials }: Session): (source: string) => LetterImage | null {
  return (source) => {
    const file = materials.fileNamed(source);
    return file === null ? null : readImage(file.content);
  };
}

/** A browser cannot look inside the e-mail for its images, so they stand in the page itself. */
function asDataAddress(session: Session): (source: string) => string {
  return (source) => {
    const file = session.materials.fileNamed(source);
    return file === null ? '' : `data:${file.mediaType};base64,${Buffer.from(file.content).toString('base64')}`;
  };
}
