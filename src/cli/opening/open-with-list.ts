import type { Problem } from '../../problem.js';
import { settleColumns } from './column-question.js';
import { EXIT } from '../reporting/exit-code.js';
import { listNeeded, type OpenList } from './open-list.js';
import type { Outcome } from '../reporting/report.js';
import { openSession, type CampaignOptions, type Session } from './session.js';
import type { Terminal } from '../reporting/terminal.js';

/** A session with the list that a command cannot do without. */
export interface ListSession extends Session {
  readonly list: OpenList;
}

/** `refused`: what the command says instead of doing anything. */
type OpenedWithList =
  | { readonly session: ListSession; readonly problems: readonly Problem[] }
  | { readonly session: null; readonly refused: Outcome };

/**
 * Opens a session for a command about the rows of a list. At a terminal, a column that the list cannot do without is asked for.
 * @param ending what the command says when it does nothing
 */
export async function openWithList(
  command: string,
  options: CampaignOptions,
  terminal: Terminal,
  ending: string,
): Promise<OpenedWithList> {
  const { session: opened, problems, exitCode } = await openSession(options, terminal);
  if (opened === null) return { session: null, refused: { exitCode, problems, ending } };
  const session = await settleColumns(opened, terminal);
  if (session === null) return { session: null, refused: { exitCode: EXIT.interrupted, problems: [], ending } };
  const { list } = session;
  return list === null ? { session: null, refused: listNeeded(command) } : { session: { ...session, list }, problems };
}
