import type { Campaign } from '../../campaign.js';
import { loginPath, readLogin } from '../../io/oauth/kept-login.js';
import { loginCommand, providerOf, type OAuthSettings } from '../../oauth-provider.js';
import { errorAt, type Problem } from '../../problem.js';
import type { KeptToken } from '../../sending/delivery/smtp-settings.js';
import type { Terminal } from '../reporting/terminal.js';

interface Found {
  /** Null where nobody has logged in, or beside a problem. */
  readonly kept: KeptToken | null;
  readonly problems: readonly Problem[];
}

/**
 * What `nominate login` has kept for the user of a campaign. It is good for the client, the
 * provider's address and the mail server that it was made for, and is told to no others: a
 * campaign.yaml that came from somebody else could name its own.
 */
export async function keptToken(
  { user = '', host }: NonNullable<Campaign['smtp']>,
  oauth: OAuthSettings,
  campaignFile: string,
  { dataFolder }: Terminal,
): Promise<Found> {
  if (dataFolder === null) return { kept: null, problems: [] };
  const keptIn = loginPath(dataFolder, { provider: oauth.provider, user });
  const read = await readLogin(keptIn);
  const again = loginCommand(oauth.provider, campaignFile);
  const refused = (code: string, message: string, hint: string): Found => {
    const place = { file: campaignFile, line: null, column: null };
    return { kept: null, problems: [errorAt(place, code, message, hint)] };
  };
  if (read.kind === 'none') return { kept: null, problems: [] };
  if (read.kind === 'unusable') return refused('login-file', `${read.refusal}.`, read.remedy);
  const { clientId, tokenUrl, host: madeFor, refreshToken } = read.login;
  const wanted = [oauth.clientId, providerOf(oauth).tokenUrl, host];
  const differing = ['client', 'token address', 'mail server'].filter(
    (_, index) => [clientId, tokenUrl, madeFor][index] !== wanted[index],
  );
  if (differing.length === 0) return { kept: { refreshToken, keptIn }, problems: [] };
  return refused(
    'login-of-another',
    `The login of ${user} was made for another ${differing.join(' and ')} than campaign.yaml names.`,
    `If campaign.yaml is yours and right, log in for what it names: ${again}`,
  );
}
