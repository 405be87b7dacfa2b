import type { SmtpSettings } from '../sending/delivery/smtp-settings.js';

/** A mail server as somebody knows it: "mail.example.org:587 (starttls)". */
export function serverText({ host, port, security }: SmtpSettings): string {
  return `${host}:${port} (${security === 'none' ? 'no encryption' : security})`;
}
