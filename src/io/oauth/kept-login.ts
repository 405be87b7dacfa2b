import { existsSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { readSecretFile } from '../files/secret-file.js';
import { writeWholeFile } from '../files/whole-file.js';

const keptSchema = z.object({
  version: z.literal(1),
  provider: z.string(),
  user: z.string(),
  clientId: z.string(),
  /** The only place that ever sees the refresh token. */
  tokenUrl: z.string(),
  /** The only mail server that ever sees an access token. */
  host: z.string(),
  /** Who logged in; null where the provider did not say. */
  account: z.string().nullable(),
  refreshToken: z.string().min(1),
});

/** A login as it is kept from one run to the next. */
export type KeptLogin = Omit<z.infer<typeof keptSchema>, 'version'>;

export type ReadLogin =
  | { readonly kind: 'login'; readonly login: KeptLogin }
  | { readonly kind: 'none' }
  /** `refusal` is a sentence without its full stop. */
  | { readonly kind: 'unusable'; readonly refusal: string; readonly remedy: string };

/**
 * Where the login of a user is kept: in the user's own folder, so that no copy of a campaign
 * carries it along.
 */
export function loginPath(folder: string, { provider, user }: Pick<KeptLogin, 'provider' | 'user'>): string {
  return join(folder, 'logins', `${provider}-${encodeURIComponent(user.toLowerCase())}.json`);
}

/** Reads a login. One that others can read is refused. */
export async function readLogin(path: string): Promise<ReadLogin> {
  if (!existsSync(path)) return { kind: 'none' };
  const read = await readSecretFile(path, path, 'nominate login');
  if (!('secret' in read)) return { kind: 'unusable', ...read };
  try {
    return { kind: 'login', login: keptSchema.parse(JSON.parse(read.secret)) };
  } catch {
    return { kind: 'unusable', refusal: `${path} holds no login`, remedy: 'Log in again: it is written anew.' };
  }
}

/**
 * Keeps a login, for its owner only, whatever the umask. Whoever reads it meanwhile meets the old
 * one or the new one, whole.
 */
export async function keepLogin(path: string, login: KeptLogin): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  await writeWholeFile(path, `${JSON.stringify({ version: 1, ...login }, null, 2)}\n`);
}

/** Puts a refresh token into the place of the one that is kept. */
export async function keepRefreshToken(path: string, refreshToken: string): Promise<void> {
  const read = await readLogin(path);
  if (read.kind === 'login') await keepLogin(path, { ...read.login, refreshToken });
}
