import type { EmailAddress } from '../../email-address.js';
import type { DialogueEnd, ServerOffers } from '../delivery/dialogue.js';
import { replyText } from '../delivery/dialogue.js';
import { findingsAbout, type Finding } from './finding.js';
import { judge } from '../delivery/outcome.js';
import type { SmtpSettings } from '../delivery/smtp-settings.js';
import { stopBecause } from '../delivery/stop.js';

/** The encryption of a connection, whether or not its certificate is to be trusted. */
export interface Encryption {
  /** Such as "TLSv1.3". */
  readonly protocol: string;
  /** The names that the certificate is for. */
  readonly names: readonly string[];
  readonly issuer: string;
  readonly validTo: Date;
  /** OpenSSL's or Node.js's code for why it is not trusted; null where it is. */
  readonly distrust: string | null;
}

/** What an examination of the mail server has brought to light. Nothing was sent. */
export interface ServerFacts {
  readonly settings: SmtpSettings;
  /** None where its name could not be looked up. */
  readonly addresses: readonly string[];
  /** Null where it did not come to that. */
  readonly encryption: Encryption | null;
  readonly offers: ServerOffers | null;
  /** Where a sending would end before its first letter; null where it would begin. */
  readonly end: DialogueEnd | null;
}

const DAY = 24 * 60 * 60 * 1000;
/** Certificates are renewed a month before they expire; this late, somebody has forgotten. */
const DAYS_LEFT = 14;
/** A letter with its PDF and an image is well below this. */
const ROOMY_SIZE = 5_000_000;

const { ok, warning, error } = findingsAbout('server');

/** What the facts about a mail server mean for somebody who wants to send through it. */
export function serverFindings(facts: ServerFacts, from: EmailAddress, now: Date): readonly Finding[] {
  const { settings, addresses, encryption, offers } = facts;
  const findings: Finding[] = [];
  if (addresses.length > 0 && !addresses.includes(settings.host))
    findings.push(ok('name', `${settings.host} is ${addresses.join(', ')}`));
  if (encryption !== null || offers !== null) findings.push(ok('connection', `it answers on port ${settings.port}`));
  if (encryption !== null) findings.push(ok('encryption', `${settings.security}, ${encryption.protocol}`));
  else if (settings.security === 'none' && offers !== null) findings.push(ok('encryption', 'none, on this computer'));
  if (encryption !== null) findings.push(certificateFinding(encryption, settings.host, now));
  findings.push(...loginFindings(facts));
  const failure = failureOf(facts);
  if (failure !== null && !findings.some(({ level }) => level === 'error')) findings.push(failure);
  return [...findings, ...(offers === null ? [] : offerFindings(offers, from))];
}

function certificateFinding({ names, issuer, validTo, distrust }: Encryption, host: string, now: Date): Finding {
  const { hint } = stopBecause('certificate', '');
  const [day, forNames] = [validTo.toISOString().slice(0, 10), names.join(', ')];
  switch (distrust) {
    case null: {
      const days = Math.floor((validTo.getTime() - now.getTime()) / DAY);
      const found = `for ${forNames}, by ${issuer}, good until ${day} (${days} ${days === 1 ? 'day' : 'days'})`;
      if (days >= DAYS_LEFT) return ok('certificate', found);
      return warning('certificate', found, 'Tell whoever runs the mail server that it expires soon.');
    }
    case 'CERT_HAS_EXPIRED':
      return error('certificate', `it expired on ${day}`, hint);
    case 'HOSTNAME_MISMATCH':
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return error('certificate', `it is for ${forNames}, not for ${host}`, hint);
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return error('certificate', `nobody vouches for it: it is signed by ${issuer} itself`, hint);
    default:
      return error('certificate', `it cannot be trusted (${distrust}); it is signed by ${issuer}`, hint);
  }
}

function loginFindings({ settings, end }: ServerFacts): readonly Finding[] {
  if (settings.login === null) {
    const hint = 'If your provider gave you a user and a password, set smtp.user in campaign.yaml.';
    return end === null ? [warning('login', 'no user is configured, so nominate does not log in', hint)] : [];
  }
  if (end !== null) return [];
  const accepted = `accepted for ${settings.login.user}`;
  if (!endsSoon(settings)) return [ok('login', accepted)];
  const hint =
    'Microsoft 365 switches logins by password off by default at the end of December 2026. Log in with "npx nominate login microsoft" instead; the README says how.';
  return [warning('login', `${accepted}, by password`, hint)];
}

/** Whether it is a login by password at Microsoft 365. */
function endsSoon({ host, login }: SmtpSettings): boolean {
  return host.toLowerCase() === 'smtp.office365.com' && login !== null && 'password' in login;
}

/** In the words in which a sending would stop. */
function failureOf({ end }: ServerFacts): Finding | null {
  if (end === null) return null;
  const verdict = judge(end);
  const { message, hint } = stopBecause(verdict.do === 'accepted' ? 'not-a-mail-server' : verdict.cause, '');
  const detail = end.reply === null ? end.detail : replyText(end.reply);
  return error(checkOf(end), `${message}${detail === '' ? '' : ` (${detail})`}`, hint);
}

function checkOf({ stage, cause }: DialogueEnd): string {
  if (cause === 'host-unknown' || cause === 'name-server') return 'name';
  if (cause === 'certificate') return 'certificate';
  if (cause.startsWith('tls-') || stage === 'tls') return 'encryption';
  return stage === 'auth' ? 'login' : 'connection';
}

function offerFindings({ size, smtpUtf8, pipelining }: ServerOffers, from: EmailAddress): readonly Finding[] {
  const roomy = size === null || size >= ROOMY_SIZE;
  const limit = size === null ? 'it names no limit' : `up to ${(size / 1_000_000).toFixed(1)} MB a letter`;
  return [
    roomy
      ? ok('size', limit)
      : warning(
          'size',
          limit,
          'Keep images and attachments small; "nominate rehearse" tells how large the letters are.',
        ),
    utf8Finding(smtpUtf8, from),
    ok('PIPELINING', pipelining ? 'offered' : 'not offered: sending takes a little longer'),
  ];
}

function utf8Finding(isOffered: boolean, from: EmailAddress): Finding {
  if (isOffered) return ok('SMTPUTF8', 'it takes addresses such as siân@example.org');
  if (from.needsSmtpUtf8) {
    const { message, hint } = stopBecause('sender-needs-smtputf8', '');
    return error('SMTPUTF8', `${message} Yours is ${from.typed}.`, hint);
  }
  return warning(
    'SMTPUTF8',
    'it takes no addresses such as siân@example.org',
    'Such letters would fail. Ask those secretaries for another address.',
  );
}
