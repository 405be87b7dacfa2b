import type { DialogueEnd } from '../../sending/delivery/dialogue.js';

/** What a secret is hidden behind. */
const HIDDEN = '…';

/**
 * What a terminal obeys or does not show (Unicode's general categories): controls, format
 * characters such as those that turn the direction of writing, lone surrogates, private and
 * unassigned ones, line and paragraph separators, and whatever else is ignored by default. Line
 * ends stay.
 */
const UNSHOWN = /(?:(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}])+/gu;

/** Makes what a server, or the name service, said fit to be shown, where no login was tried. */
export function withoutControls(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(UNSHOWN, ' ');
}

/**
 * The same, and takes secrets out of it: some servers quote what they do not understand, and with it the secret, in clear or as
 * PLAIN (RFC 4616), LOGIN and XOAUTH2 encode it.
 * @param secrets a password, or tokens
 */
export function withoutSecrets(user: string, secrets: readonly string[]): (text: string) => string {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const forms = secrets.flatMap((secret) => [
    base64(`\0${user}\0${secret}`),
    base64(`user=${user}\u0001auth=Bearer ${secret}\u0001\u0001`),
    base64(secret),
    secret,
  ]);
  return (text) => withoutControls(forms.reduce((rest, form) => rest.replaceAll(form, HIDDEN), text));
}

/** The end of a dialogue with its words made fit to be shown. */
export function shownEnd(end: DialogueEnd, fit: (text: string) => string): DialogueEnd {
  const reply = end.reply === null ? null : { ...end.reply, text: fit(end.reply.text) };
  return { ...end, reply, detail: fit(end.detail) };
}
