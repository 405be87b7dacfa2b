import type { DialogueEnd } from '../../sending/delivery/dialogue.js';

/** What a secret is hidden behind. */
const HIDDEN = '…';

/**
 * Takes the secret of a login out of what a server said: some quote the command that they do not understand, and with it the secret, in
 * clear or as PLAIN (RFC 4616), LOGIN and XOAUTH2 encode it.
 * @param secret a password or an access token
 */
export function secretsOf(user: string, secret: string): (text: string) => string {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const forms = [
    base64(`\0${user}\0${secret}`),
    base64(`user=${user}\u0001auth=Bearer ${secret}\u0001\u0001`),
    base64(secret),
    secret,
  ];
  return (text) => forms.reduce((rest, form) => rest.replaceAll(form, HIDDEN), text);
}

/** The end of a dialogue without what `hide` hides. */
export function withoutSecrets(end: DialogueEnd, hide: (text: string) => string): DialogueEnd {
  const reply = end.reply === null ? null : { ...end.reply, text: hide(end.reply.text) };
  return { ...end, reply, detail: hide(end.detail) };
}
