import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { onTestFinished } from 'vitest';
import type { Certificate } from './secure-server.js';

export type TokenAnswer = readonly [status: number, body: unknown];

export interface TokenEndpoint {
  readonly url: string;
  /** The forms that came. */
  readonly asked: readonly URLSearchParams[];
}

/**
 * A token endpoint (RFC 6749 §3.2) on loopback, until the test ends: it gives these answers in
 * turn, the last one again and again. With a certificate, which is for localhost, over https.
 */
export async function startTokenEndpoint(
  answers: readonly TokenAnswer[],
  certificate: Certificate | null = null,
): Promise<TokenEndpoint> {
  const asked: URLSearchParams[] = [];
  const answerInTurn: RequestListener = (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const [status, answer] = answers[Math.min(asked.length, answers.length - 1)] ?? [500, null];
      asked.push(new URLSearchParams(body));
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
    });
  };
  const endpoint = certificate === null ? createServer(answerInTurn) : createSecureServer(certificate, answerInTurn);
  await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    endpoint.close();
  });
  const address = endpoint.address();
  if (address === null || typeof address === 'string') throw new Error('the endpoint listens on no port');
  const origin = certificate === null ? 'http://127.0.0.1' : 'https://localhost';
  return { asked, url: `${origin}:${address.port}/token` };
}
