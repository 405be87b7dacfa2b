import type { LetterRecord } from '../sending/ledger/ledger-state.js';
import { adviceText, reasonText, refusalText } from './ledger-text.js';
import { waitsUntil } from '../sending/ledger/due.js';
import { weekdayTimeText } from './lines/weekday-text.js';
import type { Style } from './lines/style.js';

/**
 * The letter itself, made once more: `same` where its bytes are those that were recorded, `different` where list, template or campaign
 * no longer give it, `unmade` where a mistake in them kept it from being made, `on-paper` where it went out in a print run,
 * null where no list was named.
 */
export type Remade =
  | { readonly kind: 'same'; readonly subject: string; readonly text: string }
  | 'different'
  | 'unmade'
  | 'on-paper'
  | null;

const STANDINGS: Readonly<Record<LetterRecord['standing'], string>> = {
  accepted: 'accepted by the mail server',
  attempted: 'not sent: it was begun, and nothing went out',
  released: 'in doubt: it may have been delivered',
  doubt: 'in doubt: it may have been delivered',
  deferred: 'deferred: not delivered yet',
  failed: 'failed: refused for good',
  posted: 'posted on paper',
};

/** What somebody was sent, when, and what became of it. */
export function showText(record: LetterRecord, remade: Remade, now: Date, style: Style): string {
  const reason = reasonText(record);
  const due = waitsUntil(record, now);
  const lines = [
    `${style.strong(record.clp)}${record.email === '' ? '' : ` (${record.email})`}, ${record.mailing}`,
    ...(record.clps.length > 1 ? [`  Stands for  ${record.clps.join(', ')}`] : []),
    `  Outcome     ${record.resolved && record.standing === 'accepted' ? 'recorded as sent by a person' : STANDINGS[record.standing]}`,
    ...(reason === '' ? [] : [`  Reply       ${reason}`]),
    ...(record.standing === 'failed' ? causeLines(record) : []),
    ...(due === null ? [] : [`  Not before  ${weekdayTimeText(due, now)}, by the clock of this computer`]),
    `  Recorded    ${minute(record.at)}`,
    ...(record.attempts === 0 ? [] : messageLines(record)),
  ];
  return `${lines.join('\n')}\n\n${remadeText(remade)}`;
}

function causeLines(record: LetterRecord): readonly string[] {
  const advice = adviceText(record);
  return [`  That means  ${refusalText(record)}`, ...(advice === '' ? [] : [`  What to do  ${advice}`])];
}

function messageLines({ date, attempts, messageId, digest }: LetterRecord): readonly string[] {
  return [
    `  Dated       ${minute(date)}`,
    `  Attempts    ${attempts}`,
    `  Message-ID  <${messageId}>`,
    `  SHA-256     ${digest}`,
  ];
}

function remadeText(remade: Remade): string {
  if (remade === null) return 'To see the letter itself, name the list with --csv.\n';
  if (remade === 'on-paper') return 'The letter itself is in the print run that was recorded as posted.\n';
  if (remade === 'unmade') return 'The letter itself cannot be made again before the errors are mended.\n';
  if (remade === 'different')
    return 'The list, the template or the campaign was changed since, so the letter itself cannot be made again.\n';
  return `This is what it said, made again and the same byte for byte:\n\nSubject: ${remade.subject}\n\n${remade.text}`;
}

function minute(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
