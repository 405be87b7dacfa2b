import { mkdtemp, rm } from 'node:fs/promises';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AuthorisationServer } from '../servers/authorisation-server.js';
import { sampleCampaign, startNominate, type Ended } from './nominate.js';

export const USER = 'mair@example.org';

/** A campaign that logs in with OAuth2, and the environment of a user with a home. */
export interface OAuthCampaign {
  readonly folder: string;
  readonly home: string;
  /** Where the login is kept. */
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** @param port of the mail server; 9 where none is needed */
export async function oauthCampaign(
  provider: 'microsoft' | 'google',
  server: Pick<AuthorisationServer, 'deviceUrl' | 'authorizeUrl' | 'tokenUrl'>,
  port = 9,
  list = 'clp,name,email\nBath,Jo Ely,jo@example.org\n',
): Promise<OAuthCampaign> {
  const folder = await sampleCampaign({ 'clps.csv': list });
  const home = await mkdtemp(join(tmpdir(), 'nominate-home-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const { deviceUrl, authorizeUrl, tokenUrl } = server;
  const smtp = {
    ...{ host: '127.0.0.1', port, security: 'none', user: USER },
    oauth: { provider, clientId: 'app', deviceUrl, authorizeUrl, tokenUrl },
  };
  const path = join(folder, 'campaign.yaml');
  writeFileSync(path, `${readFileSync(path, 'utf8').trimEnd()}\nsmtp: ${JSON.stringify(smtp)}\n`);
  return {
    folder,
    home,
    file: join(home, '.local/share/nominate/logins', `${provider}-${encodeURIComponent(USER)}.json`),
    environment: { HOME: home },
  };
}

/** Logs in to Microsoft with a device code, for somebody who agrees. */
export async function logIn(
  { folder, environment }: OAuthCampaign,
  { decide }: AuthorisationServer,
  ...options: readonly string[]
): Promise<Ended> {
  decide('allow');
  return await startNominate(folder, ['login', 'microsoft', ...options], environment).ended;
}
