import { createPrivateKey } from 'node:crypto';
import { resolve } from 'node:path';
import type { Campaign } from '../../campaign.js';
import { errorAt, type Place, type Problem } from '../../problem.js';
import type { DkimKey } from '../../render/dkim.js';
import { readSecretFile } from '../files/secret-file.js';

/** Reads the key that campaign.yaml names for signing; null where it names none, or beside an error. */
export async function readDkimKey(
  { dkim }: Campaign,
  folder: string,
  place: Place,
): Promise<{ readonly key: DkimKey | null; readonly problems: readonly Problem[] }> {
  if (dkim === undefined) return { key: null, problems: [] };
  const read = await readSecretFile(resolve(folder, dkim.keyFile), dkim.keyFile, 'dkim.keyFile');
  const refuse = (message: string, hint: string): Awaited<ReturnType<typeof readDkimKey>> => ({
    key: null,
    problems: [errorAt(place, 'dkim-key', message, hint)],
  });
  if ('refusal' in read) return refuse(`${read.refusal}.`, read.remedy);
  if (!isRsa(read.secret)) {
    const hint = 'It must be an RSA key in PEM, such as "openssl genrsa 2048" writes.';
    return refuse(`${dkim.keyFile} is not a private key that letters can be signed with.`, hint);
  }
  return { key: { domain: dkim.domain, selector: dkim.selector, privateKey: read.secret }, problems: [] };
}

function isRsa(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}
