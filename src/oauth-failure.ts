/** Why a provider gave no token. `detail` is fit to be shown; nothing is decided by it. */
export type OAuthFailure =
  /**
   * It said no: `error` as RFC 6749 §5.2 and RFC 8628 §3.5 have it, and the numbers of AADSTS
   * codes, which Microsoft adds.
   */
  | { readonly kind: 'refused'; readonly error: string; readonly codes: readonly number[]; readonly detail: string }
  /**
   * It answered, but not as RFC 6749 §5 has it. `isForNow`: it is out of order, or was asked too
   * often.
   */
  | { readonly kind: 'unusable'; readonly isForNow: boolean; readonly detail: string }
  /** It could not be reached; `code` is that of Node.js or OpenSSL. */
  | { readonly kind: 'unreachable'; readonly code: string; readonly detail: string }
  /** Somebody answers whose certificate is not to be trusted; `code` is OpenSSL's. */
  | { readonly kind: 'distrusted'; readonly code: string; readonly detail: string };

/** A failure in words: a problem without its place. */
interface FailureText {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  /** Whose matter it is: campaign.yaml's, or the provider's. */
  readonly about: 'settings' | 'provider';
}

type Row = readonly [about: FailureText['about'], code: string, message: string, hint: string];

const CLIENT = 'The README says, in five steps each, how to register a client.';
const AGAIN = 'Run the same command again';

const REFUSED: Row = [
  'provider',
  'consent-refused',
  'nominate was not allowed to use the mailbox.',
  `${AGAIN}, and choose to allow it on the page of the provider.`,
];
const ADMINISTRATOR: Row = [
  'provider',
  'admin-consent-needed',
  'An administrator of your organisation must agree first.',
  `Ask the administrator to grant consent to this client (Entra: Enterprise applications, Permissions). ${AGAIN} then.`,
];
const BLOCKED: Row = [
  'provider',
  'login-blocked',
  'A rule of your organisation (conditional access) forbids this login.',
  'Ask the administrator whether the device code flow may be allowed for you.',
];
const WRONG_CLIENT: Row = [
  'settings',
  'oauth-client',
  'The provider does not know this client, or does not let it log in like this.',
  `Check smtp.oauth.clientId in campaign.yaml, and the client's secret where it has one. ${CLIENT}`,
];
const NOT_PUBLIC: Row = [
  'settings',
  'oauth-client',
  'The client is not registered as a public one, so Microsoft wants a secret from it.',
  'In Entra, open the client, then Authentication, and switch "Allow public client flows" on.',
];
const WRONG_TENANT: Row = [
  'settings',
  'oauth-tenant',
  'The client belongs to another organisation than the one that was asked.',
  'Set smtp.oauth.tenant in campaign.yaml to the "Directory (tenant) ID" of the client.',
];
const WRONG_SCOPE: Row = [
  'settings',
  'oauth-scope',
  'The client may not ask for the mailbox.',
  `Add the permissions to the client at the provider. ${CLIENT}`,
];
const EXPIRED: Row = [
  'provider',
  'code-expired',
  'The time to log in is over.',
  `${AGAIN}: it gives you a new code or page.`,
];

/**
 * Microsoft's AADSTS codes, which its page "Microsoft Entra authentication and authorization error
 * codes" lists.
 */
const AADSTS: ReadonlyMap<number, Row> = new Map([
  [65001, ADMINISTRATOR],
  [90094, ADMINISTRATOR],
  [90097, ADMINISTRATOR],
  [90008, WRONG_SCOPE],
  [65004, REFUSED],
  [53000, BLOCKED],
  [53003, BLOCKED],
  [50105, ADMINISTRATOR],
  [7000218, NOT_PUBLIC],
  [7000215, WRONG_CLIENT],
  [7000222, WRONG_CLIENT],
  [700016, WRONG_TENANT],
  [50194, WRONG_TENANT],
  [50020, WRONG_TENANT],
  [90002, WRONG_TENANT],
  [900023, WRONG_TENANT],
  [70011, WRONG_SCOPE],
  [65005, WRONG_SCOPE],
  [650053, WRONG_SCOPE],
  [650057, WRONG_SCOPE],
]);

/**
 * RFC 6749 §4.1.2.1 and §5.2, RFC 8628 §3.5; some providers say authorization_declined for
 * access_denied.
 */
const ERRORS: ReadonlyMap<string, Row> = new Map([
  ['access_denied', REFUSED],
  ['authorization_declined', REFUSED],
  ['consent_required', ADMINISTRATOR],
  ['admin_policy_enforced', ADMINISTRATOR],
  ['expired_token', EXPIRED],
  ['invalid_client', WRONG_CLIENT],
  ['deleted_client', WRONG_CLIENT],
  ['unauthorized_client', WRONG_CLIENT],
  ['redirect_uri_mismatch', WRONG_CLIENT],
  ['invalid_scope', WRONG_SCOPE],
]);

/** What a certificate is refused for where a clock is wrong (OpenSSL). */
const CLOCK_CODES: readonly string[] = ['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED'];

/** Says why there is no token, and what to do. `provider` is its name, such as "Google". */
export function failureText(failure: OAuthFailure, provider: string): FailureText {
  const { detail } = failure;
  const [about, code, message, hint] = rowFor(failure, provider);
  return { about, code, hint, message: detail === '' ? message : `${message} (${detail})` };
}

function rowFor(failure: OAuthFailure, provider: string): Row {
  switch (failure.kind) {
    case 'refused': {
      const byNumber = failure.codes.map((code) => AADSTS.get(code)).find((row) => row !== undefined);
      const otherwise: Row = ['provider', 'login-refused', `${provider} refused the login.`, `${AGAIN}. ${CLIENT}`];
      return byNumber ?? ERRORS.get(failure.error) ?? otherwise;
    }
    case 'unusable': {
      const hint = `${AGAIN} later. If you set addresses of your own below smtp.oauth in campaign.yaml, check them.`;
      return ['provider', 'login-unavailable', `${provider} gave an answer that cannot be used.`, hint];
    }
    case 'distrusted':
      return distrustRow(failure.code, provider);
    case 'unreachable':
      return [
        'provider',
        'login-unavailable',
        `${provider} could not be reached.`,
        `Check the internet connection; then run the same command again.`,
      ];
  }
}

function distrustRow(code: string, provider: string): Row {
  if (CLOCK_CODES.includes(code)) {
    const hint = 'Check the date and the time of this computer: a certificate that is good seems not to be.';
    return ['provider', 'provider-certificate', `The certificate of ${provider} is not valid today.`, hint];
  }
  const hint =
    'If campaign.yaml sets addresses of its own below smtp.oauth, check them. A firewall or virus scanner that reads along has a certificate of its own: ask whoever runs it for the file, and name that in NODE_EXTRA_CA_CERTS.';
  return ['provider', 'provider-certificate', `The certificate of ${provider} cannot be trusted.`, hint];
}
