import { createServer, type Server, type ServerResponse } from 'node:http';
import { isFileError } from '../files/file-error.js';
import type { OAuthFailure } from '../../oauth-failure.js';

/** What the browser brought back. */
export type Redirected = { readonly kind: 'code'; readonly code: string } | OAuthFailure;

/**
 * A web server on this computer that waits for the provider to send the browser back (RFC 8252
 * §7.3).
 */
export interface RedirectListener {
  readonly kind: 'listening';
  readonly port: number;
  readonly redirected: Promise<Redirected>;
  /** Once the browser has its last page. */
  readonly close: () => Promise<void>;
}

interface Expected {
  /** 0: any port that is free. */
  readonly port: number;
  /** What nobody can guess; only a redirect that has it is heeded (RFC 6749 §10.12). */
  readonly state: string;
  /** The page that is short enough to be shown, and leads to the provider's. */
  readonly startPath: string;
  readonly authorizeUrl: (port: number) => string;
}

/** Listens on loopback; "port-in-use" where another program has the port. */
export async function listenForRedirect(
  expected: Expected,
): Promise<RedirectListener | { readonly kind: 'port-in-use' }> {
  const server = createServer({ keepAlive: false });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(expected.port, '127.0.0.1', resolve);
    });
  } catch (error) {
    if (isFileError(error) && ['EADDRINUSE', 'EACCES'].includes(error.code)) return { kind: 'port-in-use' };
    throw error;
  }
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : expected.port;
  return { kind: 'listening', port, redirected: answerBrowsers(server, port, expected), close: () => closeAll(server) };
}

/**
 * Answers until the right redirect has come, and goes on answering other tabs until it is closed.
 */
function answerBrowsers(
  server: Server,
  port: number,
  { state, startPath, authorizeUrl }: Expected,
): Promise<Redirected> {
  return new Promise((resolve) => {
    server.on('request', ({ method, url = '' }, response) => {
      const isReadable = method === 'GET' && URL.canParse(url, 'http://127.0.0.1');
      const { pathname, searchParams } = new URL(isReadable ? url : '/nowhere', 'http://127.0.0.1');
      if (pathname === startPath) {
        response.writeHead(302, { Location: authorizeUrl(port), 'Cache-Control': 'no-store' }).end();
        return;
      }
      if (pathname !== '/' || !hasOnce(searchParams, 'state')) {
        show(response, 404, 'There is nothing here.');
        return;
      }
      if (searchParams.get('state') !== state) {
        show(
          response,
          400,
          'This page belongs to another login. Go on in the tab of the one that nominate began last.',
        );
        return;
      }
      const redirected = redirectedWith(searchParams);
      const isGranted = redirected.kind === 'code';
      show(response, 200, isGranted ? 'nominate goes on in your terminal.' : 'nominate was not allowed to log in.');
      resolve(redirected);
    });
  });
}

/** RFC 6749 §4.1.2. A parameter may stand there once (§3.1). */
function redirectedWith(parameters: URLSearchParams): Redirected {
  const code = parameters.get('code') ?? '';
  if (hasOnce(parameters, 'code') && !parameters.has('error') && /^[\u0020-\u007E]{1,4096}$/u.test(code))
    return { kind: 'code', code };
  const error = parameters.get('error') ?? '';
  if (/^[\w.:/-]{1,100}$/u.test(error)) return { kind: 'refused', error, codes: [], detail: '' };
  return { kind: 'unusable', isForNow: false, detail: 'the browser came back without a code' };
}

function hasOnce(parameters: URLSearchParams, name: string): boolean {
  return parameters.getAll(name).length === 1;
}

/** A page with nothing in it that came from outside. */
function show(response: ServerResponse, status: number, sentence: string): void {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>nominate</title><p>${sentence}</p><p>You can close this tab.</p></html>`;
  response
    .writeHead(status, {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'Content-Security-Policy': "default-src 'none'",
      Connection: 'close',
    })
    .end(page);
}

function closeAll(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    // A browser keeps connections open on which it says nothing.
    server.closeIdleConnections();
    setTimeout(() => {
      server.closeAllConnections();
    }, 1_000).unref();
  });
}
