import { judge } from './outcome.js';
import type { MailConnection } from './ports.js';

type Ready = Awaited<ReturnType<MailConnection['ready']>>;

/**
 * Opens connections one after another. What stops the run is met once and then held against all of them: several wrong
 * logins at once are what locks an account.
 */
export function openInTurn(): (connection: MailConnection) => Promise<Ready> {
  let last: Promise<unknown> = Promise.resolve();
  let refused: Ready | null = null;

  async function open(connection: MailConnection): Promise<Ready> {
    if (refused !== null) return refused;
    const ready = await connection.ready();
    if ('end' in ready && judge(ready.end).do === 'stop') refused = ready;
    return ready;
  }

  return (connection) => {
    if (connection.isOpen) return connection.ready();
    const turn = last.then(() => open(connection));
    last = turn.catch(() => undefined);
    return turn;
  };
}
