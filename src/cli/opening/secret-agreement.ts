import { rememberTold, toldBefore, type SecretOrigin, type Told } from '../../io/files/secret-servers.js';
import { isLoopback } from '../../loopback.js';
import { errorAt, type Problem } from '../../problem.js';
import { shownPath } from '../reporting/shown-path.js';
import type { Terminal } from '../reporting/terminal.js';
import { isYes } from './confirmation.js';

/** A secret that does not lie in the campaign's folder, and to whom campaign.yaml wants it told. */
export interface ForeignSecret {
  /** Such as "password". */
  readonly what: string;
  readonly origin: SecretOrigin;
  readonly told: Told;
}

/** How a person agrees. */
export interface Agreement {
  /** Whether somebody may be asked. */
  readonly mayAsk: boolean;
  /** The server that a person has named beforehand; --yes does not answer this. */
  readonly trustServer?: string | undefined;
}

/**
 * Makes sure that the user wants each secret told to that server: a campaign.yaml that came from
 * somebody else could name any file, variable or command of the user's, and any server. Each answer
 * is remembered. A variable whose name begins with NOMINATE_ was set for this, so it may be told to
 * the first server that needs it. What is told to this computer itself does not leave it; only a
 * command, which may do anything, is asked about then too.
 * @returns why not, for each that may not be told
 */
export async function agreeToTell(
  secrets: readonly ForeignSecret[],
  agreement: Agreement,
  campaignFile: string,
  terminal: Terminal,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const secret of secrets) {
    const { origin, told } = secret;
    if (origin.kind !== 'command' && isLoopback(told.server)) continue;
    const before = toldBefore(terminal.dataFolder, origin);
    if (before.some(({ server, user }) => server === told.server && user === told.user)) continue;
    const isMeant = before.length === 0 && origin.kind === 'environment' && origin.name.startsWith('NOMINATE_');
    if (isMeant || (await agrees(secret, before, agreement, campaignFile, terminal)))
      await rememberTold(terminal.dataFolder, origin, told);
    else problems.push(refusal(secret, before, campaignFile, terminal));
  }
  return problems;
}

async function agrees(
  secret: ForeignSecret,
  before: readonly Told[],
  { mayAsk, trustServer }: Agreement,
  campaignFile: string,
  terminal: Terminal,
): Promise<boolean> {
  const { origin, told } = secret;
  if (trustServer === told.server) return true;
  if (!mayAsk || !terminal.interactive) return false;
  const { message } = refusal(secret, before, campaignFile, terminal);
  // Whoever is to allow a command must see the whole of it; nobody else does, for it may hold a secret.
  const command = origin.kind === 'command' ? `The command: ${origin.words.join(' ')}\n` : '';
  terminal.err(`${terminal.errStyle.warning(message)}\n${command}`);
  return isYes(await terminal.ask(`Tell it to ${told.server}? Type yes, or press Enter to stop: `));
}

function refusal(
  { what, origin, told }: ForeignSecret,
  before: readonly Told[],
  campaignFile: string,
  terminal: Terminal,
): Problem {
  const whom = ({ server, user }: Told): string => `${server} as ${user}`;
  const from = originText(origin, terminal);
  const last = before.at(-1);
  const message =
    last === undefined
      ? `The ${what} would come from ${from}, not from the campaign's folder, and be told to ${whom(told)}.`
      : `The ${what} from ${from} has been for ${whom(last)}; this campaign would tell it to ${whom(told)}.`;
  const hint = `If you did not write campaign.yaml yourself, look at smtp: there. If both are right, run this at a terminal, where you are asked once, or add --trust-server ${told.server}.`;
  return errorAt({ file: campaignFile, line: null, column: null }, 'secret-for-server', message, hint);
}

function originText(origin: SecretOrigin, { folder }: Terminal): string {
  switch (origin.kind) {
    case 'environment':
      return `the variable ${origin.name}`;
    case 'file':
      return `the file ${shownPath(origin.path, folder)}`;
    case 'command':
      return `the command "${origin.words[0] ?? ''}"`;
  }
}
