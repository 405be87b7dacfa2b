import { describe, expect, test } from 'vitest';
import { campaignSchema, type Campaign } from '../../src/campaign.js';
import { smtpSettings } from '../../src/sending/delivery/smtp-settings.js';

const place = { file: 'campaign.yaml', line: 12, column: 1 };

function campaign(smtp?: Readonly<Record<string, unknown>>): Campaign {
  return campaignSchema.parse({
    campaign: 'nec-2028',
    candidate: { name: 'Mair Prys' },
    election: { body: 'National Executive Committee' },
    template: 're-election',
    from: 'Mair Prys <mair@example.org>',
    ...(smtp === undefined ? {} : { smtp }),
  });
}

const codes = (found: ReturnType<typeof smtpSettings>): readonly string[] => {
  expect(found.settings).toBeNull();
  return found.problems.map(({ code }) => code);
};

describe('the mail server', () => {
  test('is the one of the campaign, with the password of the variable that it names', () => {
    const found = smtpSettings(
      campaign({ host: 'mail.example.org', user: 'mair', passwordEnv: 'MY_SECRET' }),
      { MY_SECRET: 's' },
      place,
    );
    expect(found.settings).toEqual({
      host: 'mail.example.org',
      port: 587,
      security: 'starttls',
      login: { user: 'mair', password: 's' },
    });
  });

  test.each([
    [
      'smtp://mair%40example.org:p%40ss%3A%25@mail.example.org',
      'mail.example.org',
      587,
      'starttls',
      { user: 'mair@example.org', password: 'p@ss:%' },
    ],
    ['smtps://mail.example.org:4650/', 'mail.example.org', 4650, 'tls', null],
    ['smtp+plain://127.0.0.1:2525', '127.0.0.1', 2525, 'none', null],
    ['smtp+plain://[::1]:2525', '::1', 2525, 'none', null],
  ])('is the one of NOMINATE_SMTP_URL where that is set: %s', (url, host, port, security, login) => {
    const found = smtpSettings(campaign({ host: 'other.example.org' }), { NOMINATE_SMTP_URL: url }, place);
    expect(found).toEqual({ settings: { host, port, security, login }, problems: [] });
  });

  test('must be named somewhere', () => {
    expect(codes(smtpSettings(campaign(), {}, place))).toEqual(['smtp-missing']);
  });

  test('must have its password where it has a user', () => {
    expect(codes(smtpSettings(campaign({ host: 'mail.example.org', user: 'mair' }), {}, place))).toEqual([
      'smtp-password-missing',
    ]);
  });

  test('must be on this computer where nothing is encrypted', () => {
    const clear = campaign({ host: 'mail.example.org', security: 'none' });
    expect(codes(smtpSettings(clear, {}, place))).toEqual(['smtp-in-clear']);
    for (const host of [
      'mail.example.org',
      '127.0.0.1.example.org',
      '128.0.0.1',
      '10.0.0.1',
      'localhost.example.org',
    ]) {
      expect(codes(smtpSettings(campaign(), { NOMINATE_SMTP_URL: `smtp+plain://${host}:25` }, place))).toEqual([
        'smtp-in-clear',
      ]);
    }
  });

  test.each([
    'mail.example.org',
    'http://mail.example.org',
    'smtp://',
    'smtp://mair@mail.example.org',
    'smtp://:secret@mail.example.org',
    'smtp://mair:%zz@mail.example.org',
    'smtp://mail.example.org/inbox',
    'smtp://mail.example.org?tls=no',
  ])('is not %s', (url) => {
    const found = smtpSettings(campaign(), { NOMINATE_SMTP_URL: url }, place);
    expect(codes(found)).toEqual(['smtp-url']);
    expect(JSON.stringify(found)).not.toContain('secret');
  });
});

test.each([
  ['google', 'https://oauth2.googleapis.com/token'],
  ['microsoft', 'https://login.microsoftonline.com/common/oauth2/v2.0/token'],
])('an access token of %s is asked for at %s, with what the environment holds', (provider, tokenUrl) => {
  const smtp = { host: 'mail.example.org', user: 'mair', oauth: { provider, clientId: 'app' } };
  const { settings } = smtpSettings(campaign(smtp), { NOMINATE_OAUTH_REFRESH_TOKEN: 'refresh-me' }, place);
  expect(settings?.login).toEqual({
    user: 'mair',
    grant: { tokenUrl, clientId: 'app', clientSecret: null, refreshToken: 'refresh-me', keptIn: null },
  });
});
