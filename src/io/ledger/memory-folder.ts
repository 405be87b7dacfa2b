import { isAbsolute, join } from 'node:path';

/**
 * The folder in which a user's ledgers are remembered, one file for each, named after the checksum
 * of its first line: where programs keep such things (XDG Base Directory Specification, by which a
 * relative path counts for nothing, and what stands for it elsewhere). Null for a user without a
 * home.
 */
export function memoryFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string | null {
  const { HOME, XDG_STATE_HOME, LOCALAPPDATA } = environment;
  const named = (folder: string | undefined, ...below: readonly string[]): string | null =>
    folder === undefined || !isAbsolute(folder) ? null : join(folder, ...below, 'nominate');
  if (platform === 'win32') return named(LOCALAPPDATA);
  if (platform === 'darwin') return named(HOME, 'Library', 'Application Support');
  return named(XDG_STATE_HOME) ?? named(HOME, '.local', 'state');
}
