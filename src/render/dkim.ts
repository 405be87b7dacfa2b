import DKIM from 'nodemailer/lib/dkim';

/** A domain's key for signing messages (RFC 6376). */
export interface DkimKey {
  /** The domain that vouches: that of From, or one above it. */
  readonly domain: string;
  readonly selector: string;
  /** RSA, in PEM. */
  readonly privateKey: string;
}

/** The message with a DKIM-Signature above it. The same message and key give the same bytes. */
export async function signMessage(message: Uint8Array, key: DkimKey): Promise<Uint8Array> {
  const signer = new DKIM({ domainName: key.domain, keySelector: key.selector, privateKey: key.privateKey });
  const chunks: Buffer[] = [];
  const signed: AsyncIterable<Buffer> = signer.sign(Buffer.from(message));
  for await (const chunk of signed) chunks.push(chunk);
  return Buffer.concat(chunks);
}
