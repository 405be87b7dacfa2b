import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';

/** What an endpoint says in place of what it should. */
export interface RawAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

type Endpoint = '/device' | '/authorize' | '/token';

/** How it treats those who log in. */
interface Manners {
  /** Seconds between two questions about a device code. */
  readonly interval: number;
  /** Seconds that a device code lives. */
  readonly codeLife: number;
  /** Seconds that an access token is good. */
  readonly tokenLife: number;
  /** Whether a refresh token is good once, and another one comes for it. */
  readonly rotates: boolean;
  /** Whom the ID token names; null: there is none. */
  readonly account: string | null;
  /** What is granted; null: all that was asked for. */
  readonly scope: string | null;
  readonly clientSecret: string | null;
}

const MANNERS: Manners = {
  interval: 0.1,
  codeLife: 600,
  tokenLife: 3_600,
  rotates: false,
  account: 'mair@example.org',
  scope: null,
  clientSecret: null,
};

export interface AuthorisationServer {
  readonly deviceUrl: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  /** The forms that came to an endpoint, with the moments at which they came. */
  readonly asked: (endpoint: Endpoint) => readonly { readonly form: URLSearchParams; readonly at: number }[];
  /** All that somebody could use who reads it: tokens, device codes, codes. */
  readonly secrets: ReadonlySet<string>;
  /** What whoever types the code does, and whoever comes to the page. */
  readonly decide: (decision: 'allow' | 'refuse') => void;
  /** No refresh token of now is good any more. */
  readonly revoke: () => void;
  /** The next answers of an endpoint. */
  readonly say: (endpoint: Endpoint, ...answers: readonly RawAnswer[]) => void;
}

/** An OAuth answer, as a server of that kind gives it. */
export function oauthAnswer(status: number, body: object): RawAnswer {
  return { status, body: JSON.stringify(body) };
}

/**
 * An authorisation server on loopback (RFC 6749, RFC 7636, RFC 8628), until the test ends. It knows
 * one client, "app", and holds whoever asks to the rules: a code is good once, for its verifier and
 * its redirect address; a revoked token is none.
 */
export async function startAuthorisationServer(manners: Partial<Manners> = {}): Promise<AuthorisationServer> {
  const { interval, codeLife, tokenLife, rotates, account, scope, clientSecret } = { ...MANNERS, ...manners };
  const asked: { endpoint: Endpoint; form: URLSearchParams; at: number }[] = [];
  const secrets = new Set<string>();
  const said = new Map<Endpoint, RawAnswer[]>();
  const good = new Set<string>();
  const codes = new Map<string, { readonly challenge: string; readonly redirect: string }>();
  const devices = new Map<string, number>();
  let decision: 'allow' | 'refuse' | null = null;
  let count = 0;

  function secret(kind: string): string {
    count += 1;
    const made = `${kind}-${count}-secret`;
    secrets.add(made);
    return made;
  }

  function grant(asked: string): RawAnswer {
    const refreshToken = secret('refresh');
    good.add(refreshToken);
    return tokens(refreshToken, asked);
  }

  function tokens(refreshToken: string | null, asked: string): RawAnswer {
    const claims = Buffer.from(JSON.stringify({ email: account, exp: 0 })).toString('base64url');
    return oauthAnswer(200, {
      access_token: secret('access'),
      token_type: 'Bearer',
      expires_in: tokenLife,
      scope: scope ?? asked,
      ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
      ...(account === null ? {} : { id_token: `e30.${claims}.` }),
    });
  }

  function device(form: URLSearchParams): RawAnswer {
    const code = secret('device');
    devices.set(code, performance.now() + codeLife * 1000);
    scopes.set(code, form.get('scope') ?? '');
    const page = `${origin}/typed-here`;
    return oauthAnswer(200, {
      ...{ device_code: code, user_code: 'WXYZ-1234', verification_uri: page, expires_in: codeLife, interval },
    });
  }

  const scopes = new Map<string, string>();

  function byDevice(form: URLSearchParams): RawAnswer {
    const code = form.get('device_code') ?? '';
    const until = devices.get(code);
    if (until === undefined) return oauthAnswer(400, { error: 'invalid_grant' });
    if (performance.now() > until) return oauthAnswer(400, { error: 'expired_token' });
    if (decision === null) return oauthAnswer(400, { error: 'authorization_pending' });
    devices.delete(code);
    if (decision === 'refuse') return oauthAnswer(400, { error: 'access_denied' });
    return grant(scopes.get(code) ?? '');
  }

  function byCode(form: URLSearchParams): RawAnswer {
    const code = form.get('code') ?? '';
    const known = codes.get(code);
    codes.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight = known?.challenge === challenge && known.redirect === form.get('redirect_uri');
    return isRight ? grant(scopes.get(code) ?? '') : oauthAnswer(400, { error: 'invalid_grant' });
  }

  function byRefreshToken(form: URLSearchParams): RawAnswer {
    const token = form.get('refresh_token') ?? '';
    if (!good.has(token))
      return oauthAnswer(400, { error: 'invalid_grant', error_description: `${token} was revoked.` });
    if (!rotates) return tokens(null, '');
    good.delete(token);
    return grant('');
  }

  function token(form: URLSearchParams): RawAnswer {
    if (form.get('client_id') !== 'app' || form.get('client_secret') !== clientSecret)
      return oauthAnswer(401, { error: 'invalid_client' });
    switch (form.get('grant_type')) {
      case 'refresh_token':
        return byRefreshToken(form);
      case 'authorization_code':
        return byCode(form);
      default:
        return byDevice(form);
    }
  }

  /** Sends the browser back, as if somebody had agreed there. */
  function authorize(parameters: URLSearchParams): RawAnswer {
    const redirect = parameters.get('redirect_uri') ?? '';
    const back = new URL(redirect);
    const isFit =
      back.hostname === '127.0.0.1' &&
      parameters.get('client_id') === 'app' &&
      parameters.get('response_type') === 'code' &&
      parameters.get('code_challenge_method') === 'S256';
    if (!isFit) return oauthAnswer(400, { error: 'invalid_request' });
    back.searchParams.set('state', parameters.get('state') ?? '');
    if (decision === 'refuse') back.searchParams.set('error', 'access_denied');
    else {
      const code = secret('code');
      codes.set(code, { challenge: parameters.get('code_challenge') ?? '', redirect });
      scopes.set(code, parameters.get('scope') ?? '');
      back.searchParams.set('code', code);
    }
    return { status: 302, body: '', headers: { Location: back.href } };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const ways = { '/device': device, '/authorize': authorize, '/token': token };
    const endpoint = pathname === '/device' || pathname === '/authorize' ? pathname : '/token';
    const form = endpoint === '/authorize' ? searchParams : new URLSearchParams(body);
    asked.push({ endpoint, form, at: performance.now() });
    const given = said.get(endpoint)?.shift() ?? ways[endpoint](form);
    response.writeHead(given.status, { 'Content-Type': 'application/json', ...given.headers }).end(given.body);
  }

  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    deviceUrl: `${origin}/device`,
    authorizeUrl: `${origin}/authorize`,
    tokenUrl: `${origin}/token`,
    asked: (endpoint) => asked.filter((one) => one.endpoint === endpoint),
    secrets,
    decide: (made) => {
      decision = made;
    },
    revoke: () => {
      good.clear();
    },
    say: (endpoint, ...answers) => {
      said.set(endpoint, [...answers]);
    },
  };
}
