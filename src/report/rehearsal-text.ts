import type { RehearsedLetter } from '../sending/output/rehearsal-manifest.js';
import type { Stop } from '../sending/delivery/stop.js';
import type { OutcomeKind } from '../sending/ledger/ledger-event.js';
import type { Fault } from '../sending/rehearsal/bad-day.js';
import { counted } from './lines/problem-text.js';
import { tallyText, type SendingTally } from './sending-text.js';
import { sizeText } from './lines/size.js';
import type { Style } from './lines/style.js';
import { table } from './lines/table.js';

/** More than anybody reads on a terminal; the page in the folder has them all. */
const LETTERS_SHOWN = 30;

/** What a rehearsal is about to do, in the lines below the plan. */
export function rehearsalIntention(letters: number, faults: number | null, style: Style): string {
  const line = (label: string, text: string): string => `${style.strong(label.padEnd(9))} ${text}\n`;
  const server = 'nominate’s own, on this computer, with STARTTLS and a login: it delivers to no one';
  if (faults === null) return line('Server', server);
  const waits = 'What a real sending waits for passes at once.';
  return `${line('Server', server)}${line('Bad day', `${faults} of ${counted(letters, 'letter')} meet a fault. ${waits}`)}`;
}

/** What arrived, letter by letter, and what that says of the promise. */
export function rehearsalText(
  letters: readonly RehearsedLetter[],
  tally: SendingTally,
  stop: Stop | null,
  isKept: boolean,
  style: Style,
): string {
  const arrived = letters.filter(({ message }) => message !== null);
  const kinds = new Set(arrived.map(({ parts }) => parts.join(', ')));
  // What all letters have in common is said once: the subjects need the width of the terminal.
  const [common = null] = kinds.size === 1 ? kinds : [];
  const cells = ({ clp, email, size, parts, subject }: RehearsedLetter): readonly string[] => {
    return [clp, email, sizeText(size ?? 0), ...(common === null ? [parts.join(', ')] : []), subject];
  };
  const heads = ['clp', 'to', 'size', ...(common === null ? ['parts'] : []), 'subject'];
  const list = table(heads, arrived.slice(0, LETTERS_SHOWN).map(cells), style);
  const more =
    arrived.length > LETTERS_SHOWN ? `… and ${counted(arrived.length - LETTERS_SHOWN, 'letter')} more\n` : '';
  const parts = common === null ? '' : `Parts of each: ${common}\n`;
  const shown = arrived.length === 0 ? '' : `${list}${more}${parts}\n`;
  const hint = stop?.reason === 'interrupted' ? 'A rehearsal begins anew each time.' : stop?.hint;
  const ended = stop === null ? '' : `${style.strong(stop.message)} ${hint ?? ''}\n`;
  const remaining = letters.filter(({ outcome }) => outcome === null).length;
  return `${shown}${tallyText(tally, remaining, style)}\n${ended}${promiseText(letters, arrived.length, isKept, style)}`;
}

/** A fault that a letter met, and what became of the letter; null where the rehearsal ended before it. */
export interface FaultMet {
  readonly fault: Fault;
  readonly outcome: OutcomeKind | null;
}

const WHERE: Readonly<Record<Fault['at'], string>> = {
  rcpt: 'at the address',
  body: 'in the middle of the letter',
  final: 'after the letter',
};

/** What each kind of fault came to, in a line: of hundreds of them, more would say no more. */
export function faultsText(met: readonly FaultMet[], style: Style): string {
  const kinds = new Map<string, FaultMet[]>();
  for (const one of met) {
    const kind = `${doingText(one.fault)}, ${WHERE[one.fault.at]}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
  }
  if (kinds.size === 0) return '';
  const rows = [...kinds].map(([kind, letters]) => [kind, becameText(letters)]);
  return `${table(['fault', 'what became of the letters'], rows, style)}\n`;
}

function doingText({ does }: Fault): string {
  if (does === 'reset') return 'the connection lost';
  return does === 'slow' ? 'a slow answer' : `${does.code} ${does.text}`;
}

/** "2 accepted, 1 deferred". */
function becameText(letters: readonly FaultMet[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of letters) {
    const became = outcome === 'doubt' ? 'in doubt' : (outcome ?? 'not sent');
    counts.set(became, (counts.get(became) ?? 0) + 1);
  }
  return [...counts].map(([became, count]) => `${count} ${became}`).join(', ');
}

function promiseText(letters: readonly RehearsedLetter[], arrived: number, isKept: boolean, style: Style): string {
  if (!isKept)
    return `${style.error('What arrived is not what was promised')}: see the errors above, and do not send.\n`;
  const count = `${arrived} of ${counted(letters.length, 'letter')} arrived: none twice, no accepted one missing, each byte for byte as composed.\n`;
  const doubts = letters.filter(({ outcome }) => outcome === 'doubt');
  if (doubts.length === 0) return count;
  const delivered = doubts.filter(({ message }) => message !== null).length;
  return `${count}${counted(doubts.length, 'letter')} in doubt: ${delivered} arrived, ${doubts.length - delivered} did not. A sending cannot know which, so it asks you.\n`;
}

/** What to do after a rehearsal in which nothing went wrong but what was meant to. */
export function rehearsalNext({ failed, deferred, doubt }: SendingTally, command: string): string {
  const sending = `When they are as they should be:\n  ${command}    sends them, after asking you\n`;
  const rest = [
    ...(failed > 0 ? ['  failed    stays unsent until its address is mended in the list\n'] : []),
    ...(deferred > 0 ? ['  deferred  goes out when the same command is run again, a few minutes later\n'] : []),
    ...(doubt > 0
      ? ['  in doubt  waits until you have found out whether it arrived, and say so with --resolve-doubts\n']
      : []),
  ];
  return rest.length === 0 ? sending : `${sending}\nAfter such a day, a letter that is\n${rest.join('')}`;
}
