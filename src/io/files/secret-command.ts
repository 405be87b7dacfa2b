import { execFile } from 'node:child_process';

const LIMIT = 120_000;

/**
 * The first line that a command prints: a password manager's answer. No shell reads the words, so none of them can mean
 * anything else than itself.
 */
export function readSecretCommand(
  words: readonly string[],
  folder: string,
): Promise<{ readonly secret: string } | { readonly refusal: string }> {
  const [command = '', ...parameters] = words;
  return new Promise((resolve) => {
    execFile(command, parameters, { cwd: folder, timeout: LIMIT, encoding: 'utf8' }, (error, stdout) => {
      const [secret = ''] = stdout.split(/\r?\n/u);
      // Neither its output nor its arguments are quoted: either may hold a secret.
      if (error !== null) resolve({ refusal: `"${command}" failed (${String(error.code ?? error.signal)})` });
      else if (secret === '') resolve({ refusal: `"${command}" printed nothing` });
      else resolve({ secret });
    });
  });
}
