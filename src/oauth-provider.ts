import type { Campaign } from './campaign.js';
import { shellWord } from './shell-word.js';

/** `smtp.oauth` in campaign.yaml. */
export type OAuthSettings = NonNullable<NonNullable<Campaign['smtp']>['oauth']>;
export type ProviderName = OAuthSettings['provider'];

/** Where a provider gives tokens, and how somebody agrees to it. */
export interface Provider {
  /** As its users know it. */
  readonly name: string;
  /**
   * `device`: a code is typed on the provider's page (RFC 8628). `loopback`: its page sends the
   * browser back (RFC 8252 §7.3).
   */
  readonly flow:
    | { readonly kind: 'device'; readonly deviceUrl: string }
    | { readonly kind: 'loopback'; readonly authorizeUrl: string };
  readonly tokenUrl: string;
  /** What is asked for, for the mailbox: sending over SMTP and reading over IMAP. */
  readonly mailScopes: readonly string[];
  /**
   * What is asked for beside it: a refresh token, and who is logged in (OpenID Connect Core §5.4,
   * §11).
   */
  readonly otherScopes: readonly string[];
  /**
   * Whether every client that is registered there has a secret, which must be sent (it is no secret
   * of the user's).
   */
  readonly needsClientSecret: boolean;
}

const GOOGLE = 'https://accounts.google.com/o/oauth2/v2/auth';
const GOOGLE_TOKENS = 'https://oauth2.googleapis.com/token';
const MICROSOFT = 'https://login.microsoftonline.com';

/**
 * The provider that campaign.yaml names; its addresses there, such as those of a national cloud, go
 * before the usual ones.
 */
export function providerOf({ provider, tenant, authorizeUrl, deviceUrl, tokenUrl }: OAuthSettings): Provider {
  switch (provider) {
    case 'google':
      return {
        name: 'Google',
        flow: { kind: 'loopback', authorizeUrl: authorizeUrl ?? GOOGLE },
        tokenUrl: tokenUrl ?? GOOGLE_TOKENS,
        mailScopes: ['https://mail.google.com/'],
        otherScopes: ['openid', 'email'],
        needsClientSecret: true,
      };
    case 'microsoft':
      return {
        name: 'Microsoft',
        flow: { kind: 'device', deviceUrl: deviceUrl ?? `${MICROSOFT}/${tenant}/oauth2/v2.0/devicecode` },
        tokenUrl: tokenUrl ?? `${MICROSOFT}/${tenant}/oauth2/v2.0/token`,
        mailScopes: ['https://outlook.office.com/SMTP.Send', 'https://outlook.office.com/IMAP.AccessAsUser.All'],
        otherScopes: ['offline_access', 'openid', 'email', 'profile'],
        needsClientSecret: false,
      };
  }
}

/**
 * What somebody types to log in for a campaign. `campaignFile` is its campaign.yaml, as seen from
 * where the command is given.
 */
export function loginCommand(provider: ProviderName, campaignFile: string): string {
  const named = campaignFile === 'campaign.yaml' ? '' : ` --campaign ${shellWord(campaignFile)}`;
  return `npx nominate login ${provider}${named}`;
}
