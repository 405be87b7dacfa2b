import { expect, test } from 'vitest';
import { accessToken } from '../../src/io/oauth/access-token.js';
import type { OAuthGrant } from '../../src/sending/delivery/smtp-settings.js';
import { startTokenEndpoint } from '../servers/token-endpoint.js';

const grant = (tokenUrl: string): OAuthGrant => ({
  tokenUrl,
  clientId: 'app',
  clientSecret: 'known-to-few',
  refreshToken: 'refresh-me',
  keptIn: null,
});

test.each([
  ['is kept for as long as it is good', 3_600, ['first', 'first']],
  ['is kept for an hour where the provider does not say', undefined, ['first', 'first']],
  ['is renewed where it would end within a minute', 60, ['first', 'second']],
])('an access token %s', async (_, seconds, tokens) => {
  const { url, asked } = await startTokenEndpoint(
    ['first', 'second'].map((token) => [200, { access_token: token, expires_in: seconds }]),
  );
  const held = grant(url);
  const got = [await accessToken(held), await accessToken(held)];
  expect(got).toEqual(tokens.map((token, at) => ({ kind: 'token', token, isNew: at === tokens.indexOf(token) })));
  expect(asked).toHaveLength(new Set(tokens).size);
});

test.each([
  ['the provider refuses it', 400, { error: 'invalid_grant' }, 'token-refused', 'invalid_grant'],
  [
    'the provider is out of order',
    503,
    { error: 'temporarily_unavailable' },
    'token-unavailable',
    'temporarily_unavailable',
  ],
  ['the provider was asked too often', 429, { error: 'slow_down' }, 'token-unavailable', 'slow_down'],
  ['the provider does not know the client', 401, { error: 'invalid_client' }, 'token-client', 'invalid_client'],
  ['the answer is none', 400, '<html>', 'token-address', 'HTTP 400'],
  ['there is nothing at the address', 404, '<html>', 'token-address', 'HTTP 404'],
  ['the gateway is out of order', 502, '<html>', 'token-unavailable', 'HTTP 502'],
  ['there is no token in the answer', 200, {}, 'token-address', 'HTTP 200, but no token'],
])('there is no access token where %s', async (_, status, body, cause, detail) => {
  const { url } = await startTokenEndpoint([[status, body]]);
  expect(await accessToken(grant(url))).toEqual({ kind: 'none', cause, detail });
});

test('what the provider says of a refusal shows no secret that it quotes, and steers no terminal', async () => {
  const error_description = '\u001B[2J"refresh-me" is no token of app:known-to-few';
  const { url } = await startTokenEndpoint([[400, { error: 'invalid_grant', error_description }]]);
  expect(await accessToken(grant(url))).toEqual({
    ...{ kind: 'none', cause: 'token-refused', detail: 'invalid_grant:  [2J"…" is no token of app:…' },
  });
});

test('there is no access token where nobody listens, and no secret is told', async () => {
  const answer = await accessToken(grant('http://127.0.0.1:9/token'));
  expect(answer).toMatchObject({ cause: 'token-unavailable' });
  expect(JSON.stringify(answer)).not.toMatch(/refresh-me|known-to-few/u);
});
