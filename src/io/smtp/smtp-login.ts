import XOAuth2 from 'nodemailer/lib/xoauth2';
import { endWithout, type DialogueEnd } from '../../sending/delivery/dialogue.js';
import type { Login } from '../../sending/delivery/smtp-settings.js';
import { accessToken, forgetAccessToken } from '../oauth/access-token.js';

const BY_PASSWORD = ['PLAIN', 'LOGIN', 'CRAM-MD5'] as const;
const BY_TOKEN = ['XOAUTH2'] as const;

/** What a login is made with. */
export interface Credentials {
  /** As nodemailer takes them. */
  readonly auth: { readonly user: string; readonly method: string; readonly pass?: string; readonly oauth2?: XOAuth2 };
  /** The password or the access token: what must not be shown. */
  readonly secret: string;
  /** Where the server refuses them: whether others can be had, which are worth one more try. */
  readonly renewable: () => boolean;
}

/** Makes the credentials of a login for a server that offers these mechanisms; the end of the dialogue where there are none. */
export async function credentialsFor(
  login: Login,
  mechanisms: readonly string[],
): Promise<Credentials | { readonly end: DialogueEnd }> {
  const usable = 'grant' in login ? BY_TOKEN : BY_PASSWORD;
  const method = usable.find((name) => mechanisms.includes(name));
  if (method === undefined) {
    return { end: endWithout('auth', 'auth-not-offered', `It offers ${mechanisms.join(', ') || 'no way to log in'}.`) };
  }
  const { user } = login;
  if ('password' in login)
    return { auth: { user, method, pass: login.password }, secret: login.password, renewable: () => false };
  const given = await accessToken(login.grant);
  if (given.kind === 'none') return { end: endWithout('auth', given.cause, given.detail) };
  const { token, isNew } = given;
  return {
    auth: { user, method, oauth2: new XOAuth2({ user, accessToken: token }) },
    secret: token,
    renewable: () => {
      if (isNew) return false;
      forgetAccessToken(login.grant);
      return true;
    },
  };
}
