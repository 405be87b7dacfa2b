import { hash } from 'node:crypto';

/** Something that a mail server does to one letter, once: when it is asked about the recipient, in the body, or after the last dot. */
export interface Fault {
  readonly at: 'rcpt' | 'body' | 'final';
  /** A reply of its own, the line cut, or the usual reply, late. */
  readonly does: { readonly code: number; readonly text: string } | 'reset' | 'slow';
}

/** A bad day has one of each; what each leads to stands in the table of mail server faults. */
const FAULTS: readonly Fault[] = [
  { at: 'rcpt', does: { code: 450, text: '4.2.0 Greylisted, try again in five minutes' } },
  { at: 'rcpt', does: { code: 452, text: '4.2.2 Mailbox full' } },
  { at: 'rcpt', does: { code: 550, text: '5.1.1 No such mailbox' } },
  { at: 'rcpt', does: { code: 421, text: '4.3.2 Closing for a moment' } },
  { at: 'rcpt', does: 'reset' },
  { at: 'body', does: 'reset' },
  { at: 'final', does: 'reset' },
  { at: 'final', does: 'slow' },
  { at: 'final', does: { code: 451, text: '4.3.0 Could not store it' } },
  { at: 'final', does: { code: 554, text: '5.6.0 Message refused' } },
];

/** Each kind of fault comes about so many times, however long the list is: a report of hundreds says no more. */
const TIMES = 3;

/**
 * Deals faults out among the recipients (addresses in their wire form, in the order of the list), evenly, to every second one at
 * most: those between get through, or the run would stop at so many refusals in a row. The same seed gives the same day.
 */
export function badDay(recipients: readonly string[], seed: string): ReadonlyMap<string, Fault> {
  const drawn = FAULTS.map((fault, index) => ({ fault, lot: lotOf(`${seed}\0${index}`) }));
  drawn.sort((one, other) => one.lot.localeCompare(other.lot));
  const stride = Math.max(2, Math.floor(recipients.length / (TIMES * FAULTS.length)));
  const faults = new Map<string, Fault>();
  for (const [index, recipient] of recipients.entries()) {
    const dealt = index % stride === 0 ? drawn[(index / stride) % drawn.length] : undefined;
    if (dealt !== undefined) faults.set(recipient, dealt.fault);
  }
  return faults;
}

function lotOf(text: string): string {
  return hash('sha256', text);
}
