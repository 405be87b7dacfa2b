import type { Campaign } from '../../campaign.js';
import { loginPath } from '../../io/oauth/kept-login.js';
import type { OAuthClient } from '../../io/oauth/token-request.js';
import { loginCommand, providerOf, type OAuthSettings, type Provider } from '../../oauth-provider.js';
import { errorAt, type Place, type Problem } from '../../problem.js';
import { findClientSecret } from './secrets.js';
import type { Terminal } from '../reporting/terminal.js';

/** A login that can be begun: everything about it is known. */
export interface IntendedLogin {
  readonly kind: 'intended';
  readonly oauth: OAuthSettings;
  readonly provider: Provider;
  readonly client: OAuthClient;
  readonly user: string;
  readonly host: string;
  /** campaign.yaml. */
  readonly place: Place;
  /** The file that will keep it. */
  readonly path: string;
}

interface Refused {
  readonly kind: 'refused';
  readonly problem: Problem;
}

interface Opened {
  readonly campaign: Campaign;
  readonly campaignFile: string;
  readonly folder: string;
}

/**
 * Reads from the campaign what the login is to be, or says what is missing for it. `asked` is the
 * provider of the command.
 */
export async function intendLogin(
  asked: string,
  opened: Opened,
  terminal: Terminal,
  trustServer?: string,
): Promise<IntendedLogin | Refused> {
  const place = { file: opened.campaignFile, line: null, column: null };
  const settings = loginSettings(asked, opened, place);
  if (settings.kind === 'refused') return settings;
  if (terminal.dataFolder === null) {
    const hint = 'Set HOME to your own folder, or XDG_DATA_HOME to another one that is only yours.';
    return refused(place, 'no-home', 'There is no folder of yours in which the login could be kept.', hint);
  }
  const { environment, problems } = await findClientSecret(opened, terminal, { mayAsk: true, trustServer });
  if (problems[0] !== undefined) return { kind: 'refused', problem: problems[0] };
  const { oauth, user, host } = settings;
  const provider = providerOf(oauth);
  const secret = environment[oauth.clientSecretEnv] ?? '';
  if (provider.needsClientSecret && secret === '') {
    const hint = `Copy it from the page of the client into a file .env beside campaign.yaml: ${oauth.clientSecretEnv}=…`;
    const message = `${provider.name} gives every client a secret, and it is missing.`;
    return refused(place, 'client-secret-missing', message, hint);
  }
  const { tokenUrl } = provider;
  const client = { tokenUrl, clientId: oauth.clientId, clientSecret: secret === '' ? null : secret };
  const path = loginPath(terminal.dataFolder, { provider: oauth.provider, user });
  return { kind: 'intended', oauth, provider, client, user, host, place, path };
}

interface LoginSettings {
  readonly kind: 'settings';
  readonly oauth: OAuthSettings;
  readonly user: string;
  readonly host: string;
}

function loginSettings(asked: string, { campaign, campaignFile }: Opened, place: Place): LoginSettings | Refused {
  const { oauth, user, host = '' } = campaign.smtp ?? {};
  if (oauth === undefined || user === undefined) {
    const lines = `{ host: …, user: you@example.org, oauth: { provider: ${asked}, clientId: … } }`;
    const hint = `Write smtp: ${lines} there. The README says, in five steps each, how to register a client.`;
    return refused(place, 'oauth-missing', 'campaign.yaml names no user and client to log in with.', hint);
  }
  if (oauth.provider !== asked) {
    const hint = `Run ${loginCommand(oauth.provider, campaignFile)}, or change the provider there.`;
    return refused(place, 'oauth-provider', `smtp.oauth.provider is ${oauth.provider} in campaign.yaml.`, hint);
  }
  return { kind: 'settings', oauth, user, host };
}

function refused(place: Place, code: string, message: string, hint: string): Refused {
  return { kind: 'refused', problem: errorAt(place, code, message, hint) };
}
