import { endWithout, type DialogueEnd } from './dialogue.js';
import { judge } from './outcome.js';
import type { MailConnection } from './ports.js';

type Ready = Awaited<ReturnType<MailConnection['ready']>>;

/**
 * Opens connections one after another. What stops the run is met once and then held against all of them: several wrong
 * logins at once are what locks an account. `largest` gives the octets of the largest letter of the run, which is held
 * against what the server takes (RFC 1870) before the first letter goes out.
 */
export function openInTurn(largest: () => Promise<number>): (connection: MailConnection) => Promise<Ready> {
  let last: Promise<unknown> = Promise.resolve();
  let refused: Ready | null = null;
  let needed: number | null = null;

  async function open(connection: MailConnection): Promise<Ready> {
    if (refused !== null) return refused;
    const ready = await withinSize(await connection.ready());
    if ('end' in ready && judge(ready.end).do === 'stop') refused = ready;
    return ready;
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
