import { dirname } from 'node:path';
import { readCampaignFile } from '../../io/files/campaign-file.js';
import { awaitConsent, requestDeviceCode } from '../../io/oauth/device-login.js';
import { keepLogin } from '../../io/oauth/kept-login.js';
import { beginLoopbackLogin } from '../../io/oauth/loopback-login.js';
import type { Tokens } from '../../io/oauth/token-request.js';
import { failureText, type OAuthFailure } from '../../oauth-failure.js';
import type { Provider } from '../../oauth-provider.js';
import { errorAt, warningAt, type Problem } from '../../problem.js';
import { shellWord } from '../../shell-word.js';
import { EXIT } from '../reporting/exit-code.js';
import { intendLogin, type IntendedLogin } from '../opening/intended-login.js';
import { abortOnInterrupt } from '../sending/interrupts.js';
import { report, type Outcome } from '../reporting/report.js';
import { findCampaign, type CampaignOptions } from '../opening/session.js';
import { shownPath } from '../reporting/shown-path.js';
import type { Terminal } from '../reporting/terminal.js';

export interface LoginOptions extends Pick<CampaignOptions, 'csv' | 'campaign'> {
  readonly port?: number;
  readonly trustServer?: string;
  readonly json?: boolean;
}

type Answer = Tokens | OAuthFailure | { readonly kind: 'port-in-use' };

const NOBODY = 'Nobody was logged in.';

/** Gets a refresh token from a provider for `smtp.oauth`, and keeps it for the user alone. */
export async function login(provider: string, options: LoginOptions, terminal: Terminal): Promise<number> {
  return report('login', await run(provider, options, terminal), options.json === true ? 'json' : 'text', terminal);
}

async function run(asked: string, options: LoginOptions, terminal: Terminal): Promise<Outcome> {
  const path = findCampaign(options, terminal.folder);
  const campaignFile = shownPath(path, terminal.folder);
  const { campaign, problems } = readCampaignFile(path, campaignFile);
  if (campaign === null) return { exitCode: EXIT.usage, problems };
  const intended = await intendLogin(
    asked,
    { campaign, campaignFile, folder: dirname(path) },
    terminal,
    options.trustServer,
  );
  if (intended.kind === 'refused') return { exitCode: EXIT.usage, problems: [...problems, intended.problem] };
  const { signal, stopListening } = abortOnInterrupt();
  try {
    const answer = await askProvider(intended, options, signal, terminal);
    const outcome = await conclude(answer, intended, options, terminal);
    return { ...outcome, problems: [...problems, ...outcome.problems] };
  } catch (error) {
    if (!signal.aborted) throw error;
    return { exitCode: EXIT.interrupted, problems, ending: `Interrupted. ${NOBODY}` };
  } finally {
    stopListening();
  }
}

/** Shows where somebody is to agree, and waits for it. */
async function askProvider(
  { provider, client, user }: IntendedLogin,
  { port = 0 }: LoginOptions,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<Answer> {
  const { name, flow, mailScopes, otherScopes } = provider;
  const scopes = [...mailScopes, ...otherScopes];
  const tell = (what: string, ...shown: readonly string[]): void => {
    const lines = shown.map((line) => `  ${terminal.errStyle.strong(line)}\n`).join('');
    terminal.err(`${what}, and log in as ${user}:\n\n${lines}\n`);
    terminal.progress(`Waiting until you have agreed at ${name} … Ctrl-C stops.`);
  };
  if (flow.kind === 'loopback') {
    const begun = await beginLoopbackLogin(client, { authorizeUrl: flow.authorizeUrl, scopes, user, port });
    if (begun.kind === 'port-in-use') return begun;
    tell('Open this page in a browser of this computer', begun.page);
    return await begun.tokens(signal);
  }
  const code = await requestDeviceCode(flow.deviceUrl, client, scopes, signal);
  if (code.kind !== 'device-code') return code;
  tell('Open this page in any browser, type the code', code.page, code.userCode);
  return await awaitConsent(code, client, signal);
}

/** Keeps what the provider gave, or says why it gave nothing. */
async function conclude(
  answer: Answer,
  intended: IntendedLogin,
  options: LoginOptions,
  terminal: Terminal,
): Promise<Outcome> {
  const { provider, place } = intended;
  switch (answer.kind) {
    case 'tokens': {
      const missing = notGranted(answer, provider);
      if (missing === null) return await keep(answer, intended, options, terminal);
      const hint = 'Run the same command again, and allow all that is asked for.';
      return { exitCode: EXIT.server, problems: [errorAt(place, 'oauth-scope', missing, hint)], ending: NOBODY };
    }
    case 'port-in-use': {
      const message = `Another program of this computer uses the port ${options.port ?? 0}.`;
      const hint = 'Name another one, or leave --port out.';
      const problem = errorAt({ file: '--port', line: null, column: null }, 'port-in-use', message, hint);
      return { exitCode: EXIT.usage, problems: [problem], ending: NOBODY };
    }
    default: {
      const { about, code, message, hint } = failureText(answer, provider.name);
      const exitCode = about === 'settings' ? EXIT.usage : EXIT.server;
      return { exitCode, problems: [errorAt(place, code, message, hint)], ending: NOBODY };
    }
  }
}

/**
 * What of the login is missing, in a sentence: somebody may agree to a part of it only (RFC 6749
 * §3.3). Null where nothing is.
 */
function notGranted({ refreshToken, scopes }: Tokens, { name, mailScopes }: Provider): string | null {
  const granted = scopes?.map((scope) => scope.toLowerCase());
  const refused = mailScopes.filter((scope) => granted?.includes(scope.toLowerCase()) === false);
  if (refused.length > 0) return `${name} did not allow all of it: ${refused.join(', ')} is missing.`;
  return refreshToken === null ? `${name} gave no token that can be renewed.` : null;
}

async function keep(
  { refreshToken, account }: Tokens,
  intended: IntendedLogin,
  options: LoginOptions,
  terminal: Terminal,
): Promise<Outcome> {
  const { oauth, provider, user, host, path } = intended;
  const { provider: name, clientId } = oauth;
  const { tokenUrl } = provider;
  await keepLogin(path, { provider: name, user, clientId, tokenUrl, host, account, refreshToken: refreshToken ?? '' });
  const isOther = account !== null && account.toLowerCase() !== user.toLowerCase();
  return {
    exitCode: EXIT.done,
    problems: isOther ? [anotherAccount(account, intended)] : [],
    login: { provider: name, user, account, file: path },
    text: keptText(intended, account, options, terminal),
  };
}

function anotherAccount(account: string, { user, place }: IntendedLogin): Problem {
  const hint = `That is right where ${account} may send for ${user}. If not, log out in the browser, and run the same command again.`;
  return warningAt(place, 'another-account', `You logged in as ${account}, and smtp.user is ${user}.`, hint);
}

function keptText(
  { user, path }: IntendedLogin,
  account: string | null,
  { csv, campaign }: LoginOptions,
  { outStyle }: Terminal,
): string {
  const list = csv === undefined ? '' : ` --csv ${shellWord(csv)}`;
  const named = campaign === undefined ? '' : ` --campaign ${shellWord(campaign)}`;
  return [
    `${outStyle.success('Logged in')} ${account === null ? `for ${user}` : `as ${account}`}.\n`,
    `The login is kept in ${path}, for you only. It is renewed by itself while you use it.\n`,
    '\nNext, look whether the mail server takes it:\n',
    `  npx nominate doctor${list}${named}\n`,
  ].join('');
}
