import { whyNoOwnerFolder } from '../../io/ledger/owner-folder.js';
import { TRUST_LEDGER } from '../../io/ledger/ledger-disagreement.js';
import type { BegunElsewhere, OtherLedger } from '../../io/ledger/begun-elsewhere.js';
import { warningAt, type Problem } from '../../problem.js';
import { counted } from '../../report/lines/problem-text.js';
import { momentText } from '../../sending/delivery/hours.js';
import { shellWord } from '../../shell-word.js';

/**
 * What a sending says whose ledger cannot be remembered: nobody would notice a copy of the
 * campaign. Makes the memory's folder.
 */
export async function notRemembered(memories: string | null): Promise<readonly Problem[]> {
  const why = memories === null ? 'your home folder is not known' : await whyNoOwnerFolder(memories);
  if (why === null) return [];
  const place = { file: memories ?? 'HOME', line: null, column: null };
  const message = `nominate cannot remember in your account what is sent: ${why}.`;
  const mend =
    memories === null
      ? 'Set HOME (on Windows: LOCALAPPDATA) to your home folder'
      : 'Let that folder be yours and writable, or set XDG_STATE_HOME to another';
  const hint = `${mend}, or send this campaign from this folder only: from a copy, everybody would be written to again.`;
  return [warningAt(place, 'not-remembered', message, hint)];
}

/**
 * What a command says of the memory and goes on: what cannot be read in it, and what it knows of
 * the campaign's other letters.
 */
export function memoryProblems({ related, unreadable }: BegunElsewhere, ledger: string): readonly Problem[] {
  return [...related.map((other) => relatedWithOther(other, ledger)), ...unreadable.map(memoryUnreadable)];
}

/** The mailing was begun with another ledger. `file`: the ledger at hand. */
export function begunWithOther({ campaign, mailing, path, isThere, sent, at }: OtherLedger, file: string): Problem {
  const written = at === null ? '' : `, last written on ${momentText(at)}`;
  const count = sent === 0 ? 'none of its letters is known to have gone out' : `${counted(sent, 'letter')} went out`;
  const known = isThere ? `It lies there still; ${count}.` : `It is no longer there; ${count}, when it was last seen.`;
  const message = `The letter "${mailing}" of the campaign "${campaign}" was begun with another ledger, ${path}${written}. ${known}`;
  const find = isThere
    ? `Go on with that one, --ledger ${shellWord(path)}, or run the command in its folder`
    : 'Look for it where its folder was moved to, or in a backup, and name it with --ledger';
  const hint = `${find}: this ledger does not know who was written to from there, and they are written to again. Only if that is right, add ${TRUST_LEDGER}.`;
  return warningAt({ file, line: null, column: null }, 'begun-elsewhere', message, hint);
}

/** Another mailing of the campaign was begun with another ledger. `file`: the ledger at hand. */
function relatedWithOther({ mailing, path, isThere }: OtherLedger, file: string): Problem {
  const where = isThere ? path : `${path}, which is no longer there`;
  const message = `The letter "${mailing}" of this campaign was sent with another ledger, ${where}: what became of it is not known here.`;
  const hint = `Send every letter of a campaign with one ledger, so that nominate knows whom the earlier ones did not reach: --ledger ${shellWord(path)}.`;
  return warningAt({ file, line: null, column: null }, 'related-elsewhere', message, hint);
}

function memoryUnreadable(file: string): Problem {
  const message =
    'What nominate remembers here cannot be read: letters may have been sent with a ledger that it does not know.';
  const hint =
    'Be certain that nothing of this campaign was sent from elsewhere. Then delete it, or let it be yours and readable.';
  return warningAt({ file, line: null, column: null }, 'memory-unreadable', message, hint);
}
