import { z } from 'zod';
import { labels } from './campaign/labels.js';
import { DATE_ORDERS } from './words/date-in-figures.js';
import { FIELDS } from './words/field-names.js';
import { parseDomain, parseMailbox, type Mailbox } from './email-address.js';
import { isLanguage } from './words/language-tag.js';
import { isConfidential, isHost } from './loopback.js';
import { OPEN_HOURS_FORM, readOpenHours, type OpenHours } from './open-hours.js';

/** A fact of the organiser's own, for templates: text, a number, yes or no, or lists and groups of those. */
export type Fact = string | number | boolean | readonly Fact[] | { readonly [key: string]: Fact };

const fact: z.ZodType<Fact> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.array(fact), z.record(z.string(), fact)]),
);

const text = z.string().trim().min(1, 'must not be empty');
const isoDate = z.iso.date('must be a date like 2028-06-24');
const webAddress = z.url({
  protocol: /^https?$/u,
  error: 'must be a web address that begins with https:// or http://',
});

/**
 * As the names of variables are usually written (POSIX, Base Definitions, 8.1). Most passwords are
 * none, and one that was put here by mistake must not be told as the name of a variable.
 */
const variable = text.regex(
  /^[A-Z_][A-Z0-9_]*$/u,
  'must be the name of an environment variable, in capitals, such as NOMINATE_SMTP_PASSWORD; a secret itself belongs into .env beside campaign.yaml, after that name and "="',
);

const mailServer = text.refine(
  isHost,
  'must be the name of a mail server alone, such as smtp.gmail.com; "port" and "user" have lines of their own, and a password does not belong into this file',
);

const NO_MAILBOX = 'must be one e-mail address, such as "Siân Prydderch <sian@example.org>"';
const CURLY = 'must have no curly quotation marks, which everybody would see: "Siân Prydderch <sian@example.org>"';
/** A comma parts two addresses from each other (RFC 5322 §3.4). */
const WITH_COMMA = `must be one e-mail address; put a name with a comma into quotation marks of its own, such as '"Prydderch, Siân" <sian@example.org>'`;

function hasComma(value: string): boolean {
  return /^[^"<>@]*,[^"<>@]*<[^<>]*>\s*$/u.test(value);
}

/** A mailbox such as `Siân Prys <sian@example.org>`. */
const mailbox = z.string().transform((value, context): Mailbox => {
  const isCurly = /[“”„]/u.test(value);
  const parsed = isCurly ? null : parseMailbox(value);
  if (parsed !== null) return parsed;
  context.addIssue({ code: 'custom', message: isCurly ? CURLY : hasComma(value) ? WITH_COMMA : NO_MAILBOX });
  return z.NEVER;
});

/** The same without a name. */
const bareAddress = mailbox.refine(
  ({ name }) => name === '',
  'must be an e-mail address alone, such as sian@example.org',
);

const providerAddress = z
  .url({ protocol: /^https?$/u, error: 'must be a web address' })
  .refine(isConfidential, 'must begin with https://, and hold no user or password')
  .optional();

const oauth = z
  .strictObject({
    provider: z.enum(['google', 'microsoft']).describe('Whose login it is; it decides where tokens come from.'),
    clientId: text.describe('The client (application) that you registered with the provider.'),
    tenant: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]*$/iu, 'must be an ID or a domain, such as example.org')
      .default('common')
      .describe('Microsoft only: the organisation that the client is registered in, where it is for that one alone.'),
    clientSecretEnv: variable
      .default('NOMINATE_OAUTH_CLIENT_SECRET')
      .describe('The environment variable that holds the secret of the client, where it has one.'),
    clientSecretFile: text
      .optional()
      .describe('A file that holds the secret of the client; only you may be able to read it.'),
    refreshTokenEnv: variable
      .default('NOMINATE_OAUTH_REFRESH_TOKEN')
      .describe('The environment variable that holds a refresh token, where "nominate login" is not to keep it.'),
    authorizeUrl: providerAddress.describe("Where somebody logs in, when it is not Google's usual page."),
    deviceUrl: providerAddress.describe("Where device codes come from, when it is not Microsoft's usual place."),
    tokenUrl: providerAddress.describe("Where tokens come from, when it is not the provider's usual place."),
  })
  .refine(({ provider, tenant }) => provider === 'microsoft' || tenant === 'common', {
    path: ['tenant'],
    message: 'is for microsoft only',
  });

const domain = text.transform((value, context): string => {
  const parsed = parseDomain(value);
  if (parsed !== null) return parsed;
  context.addIssue({ code: 'custom', message: 'must be a domain, such as example.org' });
  return z.NEVER;
});

/** RFC 6376 §3.1; with the underscores that some providers put into theirs. */
const SELECTOR = /^[A-Za-z0-9](?:[\w-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[\w-]*[A-Za-z0-9])?)*$/u;

const dkim = z.strictObject({
  domain: domain.describe('The domain that signs: the one of your from address.'),
  selector: text
    .regex(SELECTOR, 'must be letters, digits, hyphens and dots, such as post or s1.2028')
    .describe('The name under which the public key stands in the DNS, before ._domainkey.'),
  keyFile: text.describe('The private key (RSA, PEM), beside campaign.yaml; only you may be able to read it.'),
});

const smtp = z.strictObject({
  host: mailServer.describe('The name of the mail server, such as smtp.gmail.com.'),
  port: z.int().min(1).max(65_535).default(587).describe('587 for STARTTLS, 465 for TLS.'),
  security: z.enum(['starttls', 'tls', 'none']).default('starttls').describe('none only for a server on this machine.'),
  user: text.optional().describe('The login name; without one, nominate does not log in.'),
  passwordEnv: variable.default('NOMINATE_SMTP_PASSWORD').describe('The environment variable that holds the password.'),
  passwordFile: text.optional().describe('A file that holds the password; only you may be able to read it.'),
  passwordCommand: z
    .array(text)
    .min(1)
    .optional()
    .describe('A command that prints the password, word by word, such as [pass, show, mail].'),
  oauth: oauth.optional().describe('Log in with OAuth2 instead of a password.'),
});

const provider = z.enum(['gmail', 'google-workspace', 'microsoft365', 'fastmail', 'plain']);

/** What providers allow, with room left for the organiser's own letters; they count by the minute and by any 24 hours. */
const PACES: Readonly<Record<z.infer<typeof provider>, { readonly perMinute: number; readonly perDay: number }>> = {
  gmail: { perMinute: 20, perDay: 450 },
  'google-workspace': { perMinute: 20, perDay: 1_800 },
  microsoft365: { perMinute: 25, perDay: 9_000 },
  fastmail: { perMinute: 20, perDay: 2_000 },
  plain: { perMinute: 60, perDay: 5_000 },
};

const openHours = text.transform((value, context): OpenHours => {
  const read = readOpenHours(value);
  if (read !== null) return read;
  context.addIssue({ code: 'custom', message: `must be days and hours ${OPEN_HOURS_FORM}` });
  return z.NEVER;
});

const pace = z
  .strictObject({
    for: provider.optional().describe('The provider whose limits to keep; plain for a server of your own.'),
    perMinute: z.number().positive().optional().describe('Letters a minute; 20 where nothing else is said.'),
    perDay: z.int().positive().optional().describe('Letters in any 24 hours; 500 where nothing else is said.'),
    between: openHours
      .optional()
      .describe('The days and hours of your clock in which letters go out, such as "Mon-Fri 08:00-20:00".'),
  })
  .transform((given) => {
    const standard = given.for === undefined ? { perMinute: 20, perDay: 500 } : PACES[given.for];
    const { perMinute = standard.perMinute, perDay = standard.perDay, between = null } = given;
    return { perMinute, perDay, between };
  });

const letterStyle = z.strictObject({
  paper: z.enum(['A4']).default('A4'),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/iu, 'must be a colour like #b3202c')
    .default('#b3202c')
    .describe('The colour of the name, the headings and the links.'),
  logo: text.optional().describe('A picture above the name in the letterhead: a PNG or JPEG beside campaign.yaml.'),
  signatureImage: text.optional().describe('Your signature as a picture: a PNG or JPEG beside campaign.yaml.'),
  fallbackFont: text
    .optional()
    .describe("A TrueType font (.ttf) beside campaign.yaml, for names in scripts that the letter's own fonts lack."),
  align: z
    .enum(['left', 'justified'])
    .default('left')
    .describe('left leaves lines uneven on the right, as typed letters are; justified makes them even, with hyphens.'),
  fit: z
    .int()
    .min(1)
    .optional()
    .describe('The most pages that a letter may take: it is set tighter to fit, and one that cannot is an error.'),
  archive: z
    .boolean()
    .default(false)
    .describe('Whether PDFs are after PDF/A-3b, for whoever keeps letters for many years.'),
  typography: z
    .enum(['typographic', 'plain'])
    .default('typographic')
    .describe(
      'Whether “quotes”, dashes – and the like are put in where a letter has plain ones; plain leaves all as typed.',
    ),
});

const campaign = z.strictObject({
  campaign: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/u, 'must be lower-case letters, digits and hyphens, such as nec-2028')
    .describe('The name of this campaign. The ledger knows every letter by it: never change it once you have sent.'),
  candidate: z
    .object({
      name: text,
      membershipNumber: z.union([text, z.number().transform(String)]).optional(),
      clp: text.optional(),
      email: text
        .refine((value) => parseMailbox(value)?.name === '', 'must be an e-mail address, such as sian@example.org')
        .optional(),
      website: webAddress.optional(),
    })
    .catchall(fact),
  election: z
    .object({
      body: text,
      abbreviation: text.optional(),
      seats: z.int().positive().optional(),
      nominationsClose: isoDate.optional(),
    })
    .catchall(fact),
  facts: z.record(z.string(), fact).default({}).describe('Anything else that your letters say.'),
  template: text.describe('The letter that goes out when --template names no other.'),
  from: mailbox,
  replyTo: mailbox.optional(),
  unsubscribe: bareAddress
    .transform(({ address }) => address)
    .optional()
    .describe('Where objections go; by default the address for replies.'),
  list: z
    .strictObject({
      file: text.optional().describe('The list, beside campaign.yaml; then --csv may be left out.'),
      source: text.optional().describe('Where the list came from.'),
      basis: text
        .optional()
        .describe(
          'Why you may write to these people: supplied-for-this-election, consent, published-contact, or legitimate-interests-by-post.',
        ),
    })
    .optional(),
  columns: z
    .partialRecord(z.enum(FIELDS), text)
    .default({})
    .describe('Which column of the list holds what, by its header, where the header alone does not tell.'),
  dates: z
    .enum(DATE_ORDERS)
    .optional()
    .describe(
      'What comes first in the dates of the list that are written in figures (11/05/2028), where their column does not tell.',
    ),
  language: text
    .refine(isLanguage, 'must be a language tag, such as en-GB or cy')
    .default('en-GB')
    .describe('The language of a letter whose row names none.'),
  fallbackGreeting: z
    .union([text, z.record(z.string(), text)])
    .default('Comrade')
    .describe('How to greet a secretary without a name; or one for each language.'),
  smtp: smtp.optional(),
  dkim: dkim.optional().describe('Sign letters yourself; most providers do it for you.'),
  pace: pace.prefault({}),
  letter: letterStyle.prefault({}),
  labels: labels
    .optional()
    .describe('A sheet of labels on A4 that nominate does not know by name, and by how much your printer is out.'),
});

/** What stands below them is printed in letters as it was typed. */
export const PRINTED_GROUPS = ['candidate', 'election', 'facts'] as const;

/**
 * campaign.yaml. The one source of its rules: the type below is inferred from it, and so is its
 * JSON Schema. Unknown keys are errors, except under `candidate`, `election` and `facts`, which are
 * the organiser's own.
 */
export const campaignSchema = campaign.superRefine(({ from, dkim }, context) => {
  const sender = from.address.domain;
  if (dkim === undefined || isAligned(dkim.domain, sender)) return;
  const message = `must be the domain of your from address (${sender}) or one that holds it or lies in it`;
  context.addIssue({ code: 'custom', path: ['dkim', 'domain'], message, input: dkim.domain });
});

/**
 * Whether a signature by one domain can vouch for a sender of another (RFC 7489 §3.1.1). Of two
 * that lie beside each other, no one can tell without the list of public suffixes whether they
 * belong together.
 */
function isAligned(signer: string, sender: string): boolean {
  return signer === sender || sender.endsWith(`.${signer}`) || signer.endsWith(`.${sender}`);
}

export type Campaign = z.infer<typeof campaignSchema>;
export type LetterStyle = Campaign['letter'];

/** The JSON Schema of campaign.yaml as an organiser writes it, for editors (draft 2020-12). */
export function campaignJsonSchema(): z.core.JSONSchema.JSONSchema {
  return z.toJSONSchema(campaignSchema, { io: 'input', unrepresentable: 'any' });
}
