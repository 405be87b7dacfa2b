import { endWithout, type Cause, type DialogueEnd, type ServerOffers, type Stage } from './dialogue.js';
import { judge } from './outcome.js';
import type { MailConnection } from './ports.js';
import type { SendingSettings } from './sending-settings.js';

type Ready = Awaited<ReturnType<MailConnection['ready']>>;

/** `isOneTooMany`: the server turned it away beside others that are open, which can do the work. */
type Opened = { readonly offers: ServerOffers } | { readonly end: DialogueEnd; readonly isOneTooMany: boolean };

/**
 * Opens connections one after another. What stops the run is met once and then held against all of them: several wrong
 * logins at once are what locks an account. What every letter of the run needs of the server is held against what it offers before
 * the first one goes out: room for `largest` octets (RFC 1870), and a sender with letters beyond ASCII before the @ (RFC 6531).
 */
export function openInTurn(
  { largest, senderNeedsSmtpUtf8 }: Pick<SendingSettings, 'largest' | 'senderNeedsSmtpUtf8'>,
  isAnotherUp: (connection: MailConnection) => boolean,
): (connection: MailConnection) => Promise<Opened> {
  let last: Promise<unknown> = Promise.resolve();
  /** What stops the run. */
  let refused: Opened | null = null;
  /** The same, met beside connections that were open: it holds as long as there are any. */
  let turnedAway: Opened | null = null;
  let needed: number | null = null;

  async function open(connection: MailConnection): Promise<Opened> {
    if (refused !== null) return refused;
    if (turnedAway !== null && isAnotherUp(connection)) return turnedAway;
    const ready = await withinSize(forSender(await connection.ready()));
    if (!('end' in ready)) return ready;
    const { end } = ready;
    const isOneTooMany = isTurnedAway(end) && isAnotherUp(connection);
    const opened: Opened = { end, isOneTooMany };
    if (judge(end).do === 'stop' && isOneTooMany) turnedAway = opened;
    else if (judge(end).do === 'stop') refused = opened;
    return opened;
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
    if (connection.isOpen) return open(connection);
    const turn = last.then(() => open(connection));
    last = turn.catch(() => undefined);
    return turn;
  };
}

/**
 * What a server does that has connections enough: it says so, in whatever words, or does not
 * answer.
 */
function isTurnedAway({ cause, stage }: DialogueEnd): boolean {
  return TURNED_AWAY.has(cause) && SET_UP.has(stage);
}

const TURNED_AWAY: ReadonlySet<Cause> = new Set(['reply', 'closed', 'timeout', 'rubbish', 'unreachable']);
const SET_UP: ReadonlySet<Stage> = new Set(['connect', 'greeting', 'hello', 'tls', 'auth']);

/** A letter of so many octets for a server that takes no more than `limit`. */
export function tooLarge(octets: number, limit: number): DialogueEnd {
  return endWithout('mail', 'too-large', `${octets} bytes; the server takes ${limit}.`);
}
