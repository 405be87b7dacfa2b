import { endWithout, type DialogueEnd } from './dialogue.js';
import { judge } from './outcome.js';
import type { MailConnection } from './ports.js';
import type { SendingSettings } from './sending-settings.js';

type Ready = Awaited<ReturnType<MailConnection['ready']>>;

/**
 * Opens connections one after another. What stops the run is met once and then held against all of them: several wrong
 * logins at once are what locks an account. What every letter of the run needs of the server is held against what it offers before
 * the first one goes out: room for `largest` octets (RFC 1870), and a sender with letters beyond ASCII before the @ (RFC 6531).
 */
export function openInTurn({
  largest,
  senderNeedsSmtpUtf8,
}: Pick<SendingSettings, 'largest' | 'senderNeedsSmtpUtf8'>): (connection: MailConnection) => Promise<Ready> {
  let last: Promise<unknown> = Promise.resolve();
  let refused: Ready | null = null;
  let needed: number | null = null;

  async function open(connection: MailConnection): Promise<Ready> {
    if (refused !== null) return refused;
    const ready = await withinSize(forSender(await connection.ready()));
    if ('end' in ready && judge(ready.end).do === 'stop') refused = ready;
    return ready;
  }

  function forSender(ready: Ready): Ready {
    if ('end' in ready || !senderNeedsSmtpUtf8 || ready.offers.smtpUtf8) return ready;
    return { end: endWithout('mail', 'sender-needs-smtputf8') };
  }

  async function withinSize(ready: Ready): Promise<Ready> {
    if ('end' in ready || ready.offers.size === null) return ready;
    needed ??= await largest();
    return needed <= ready.offers.size ? ready : { end: tooLarge(needed, ready.offers.size) };
  }

  return (connection) => {
    if (connection.isOpen) return connection.ready();
    const turn = last.then(() => open(connection));
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** A letter of so many octets for a server that takes no more than `limit`. */
export function tooLarge(octets: number, limit: number): DialogueEnd {
  return endWithout('mail', 'too-large', `${octets} bytes; the server takes ${limit}.`);
}
