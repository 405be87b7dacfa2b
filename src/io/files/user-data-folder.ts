import { join } from 'node:path';

/**
 * Where programs keep a user's own data (XDG Base Directory Specification, and what stands for it
 * elsewhere): what belongs to the user and not to one campaign. Null for a user without a home.
 */
export function userDataFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string | null {
  const { HOME, XDG_DATA_HOME, LOCALAPPDATA } = environment;
  const below = (folder: string | undefined, ...names: readonly string[]): string | null =>
    folder === undefined || folder === '' ? null : join(folder, ...names, 'nominate');
  if (platform === 'win32') return below(LOCALAPPDATA);
  if (platform === 'darwin') return below(HOME, 'Library', 'Application Support');
  return below(XDG_DATA_HOME) ?? below(HOME, '.local', 'share');
}
