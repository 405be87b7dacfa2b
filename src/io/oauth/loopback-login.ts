import { createHash, randomBytes } from 'node:crypto';
import type { OAuthFailure } from '../../oauth-failure.js';
import { systemClock } from '../clock.js';
import { listenForRedirect, type RedirectListener, type Redirected } from './redirect-listener.js';
import { requestTokens, type OAuthClient, type Tokens } from './token-request.js';

/** What somebody is asked to agree to, and where. */
interface Question {
  readonly authorizeUrl: string;
  readonly scopes: readonly string[];
  /** The address that is offered on the page. */
  readonly user: string;
  /** 0: any port that is free. */
  readonly port: number;
}

/** A login that waits for a browser. */
export interface LoopbackLogin {
  readonly kind: 'waiting';
  /** A page on this computer that leads to the provider's. */
  readonly page: string;
  /**
   * Resolves once the browser has come back and the provider has given tokens. @throws the signal's
   * reason once it aborts
   */
  readonly tokens: (signal: AbortSignal) => Promise<Tokens | OAuthFailure>;
}

/** For the whole of it: people look for their passwords. */
const LIMIT = 10 * 60_000;

/** 256 bits that nobody can guess (RFC 7636 §7.1). */
const unguessable = (): string => randomBytes(32).toString('base64url');

/** Begins a login in a browser, with a redirect to this computer and PKCE (RFC 8252, RFC 7636). */
export async function beginLoopbackLogin(
  client: OAuthClient,
  question: Question,
): Promise<LoopbackLogin | { readonly kind: 'port-in-use' }> {
  const [state, verifier] = [unguessable(), unguessable()];
  const startPath = `/${unguessable().slice(0, 12)}`;
  const redirectUri = (port: number): string => `http://127.0.0.1:${port}/`;
  const listener = await listenForRedirect({
    port: question.port,
    state,
    startPath,
    authorizeUrl: (port) => questionUrl(question, client.clientId, { state, verifier, redirectUri: redirectUri(port) }),
  });
  if (listener.kind === 'port-in-use') return listener;
  return {
    kind: 'waiting',
    page: `http://127.0.0.1:${listener.port}${startPath}`,
    tokens: async (signal) => {
      const redirected = await cameBack(listener, signal);
      if (redirected.kind !== 'code') return redirected;
      const { code } = redirected;
      const grant = { grant_type: 'authorization_code', code, code_verifier: verifier };
      return await requestTokens(client, { ...grant, redirect_uri: redirectUri(listener.port) }, signal);
    },
  };
}

/** The page of the provider, with the question (RFC 6749 §4.1.1, RFC 7636 §4.3). */
function questionUrl(
  { authorizeUrl, scopes, user }: Question,
  clientId: string,
  { state, verifier, redirectUri }: { readonly state: string; readonly verifier: string; readonly redirectUri: string },
): string {
  const url = new URL(authorizeUrl);
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: scopes.join(' '),
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    login_hint: user,
    // Google gives a refresh token only where it is asked for one, and a second one only where it
    // asks again.
    access_type: 'offline',
    prompt: 'consent',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

async function cameBack(listener: RedirectListener, signal: AbortSignal): Promise<Redirected> {
  const over = new AbortController();
  const ended = AbortSignal.any([signal, over.signal]);
  const expired: Promise<Redirected> = systemClock
    .wait(LIMIT, ended)
    .then(() => ({ kind: 'refused', error: 'expired_token', codes: [], detail: '' }));
  try {
    return await Promise.race([listener.redirected, expired]);
  } finally {
    over.abort();
    await listener.close();
    signal.throwIfAborted();
  }
}
