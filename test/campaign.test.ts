import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { campaignJsonSchema, campaignSchema } from '../src/campaign.js';
import { checkYaml } from '../src/yaml/checked-yaml.js';

const SAMPLE = readFileSync(new URL('../data/campaign.yaml', import.meta.url), 'utf8');

function told(text: string): string[] {
  const { problems } = checkYaml(text, 'campaign.yaml', campaignSchema);
  return problems.map(
    ({ line, column, code, message, hint }) => `${line ?? 0}:${column ?? 0} ${code}: ${message} ${hint}`,
  );
}

describe('campaign.yaml', () => {
  it('of the sample has no mistake', () => {
    expect(told(SAMPLE)).toEqual([]);
  });

  it('tells every mistake at once, each with its line and what is expected', () => {
    const text = [
      'campaign: NEC 2028',
      'candidate:',
      '  nme: Siân',
      '  website: www.example.org',
      'election:',
      '  body: NEC',
      '  nominationsClose: 24/6/2028',
      'from: Siân Prys sian@example.org',
      'template: re-election',
      'pase: { perMinute: 3 }',
      'pace: { perMinutes: 3, perDay: 2.5 }',
      'smtp: { host: x, security: ssl }',
    ].join('\n');
    expect(told(text)).toEqual([
      '1:1 invalid-value: campaign must be lower-case letters, digits and hyphens, such as nec-2028, not "NEC 2028". Correct campaign on this line.',
      '2:1 missing-key: candidate.name is missing. Add a line for candidate.name.',
      '4:3 invalid-value: candidate.website must be a web address that begins with https:// or http://, not "www.example.org". Correct candidate.website on this line.',
      '7:3 invalid-value: election.nominationsClose must be a date like 2028-06-24, not "24/6/2028". Correct election.nominationsClose on this line.',
      '8:1 invalid-value: from must be one e-mail address, such as "Siân Prydderch <sian@example.org>", not "Siân Prys sian@example.org". Correct from on this line.',
      '10:1 unknown-key: pase is not a setting that nominate knows. Did you mean pace?',
      '11:9 unknown-key: pace.perMinutes is not a setting that nominate knows. Did you mean perMinute?',
      '11:24 invalid-value: pace.perDay must be a whole number, not 2.5. Correct pace.perDay on this line.',
      '12:18 invalid-value: smtp.security must be starttls or tls or none, not "ssl". Correct smtp.security on this line.',
    ]);
  });

  it('tells a setting that is misspelt once, where it stands', () => {
    const line = SAMPLE.slice(0, SAMPLE.indexOf('\nfrom:')).split('\n').length + 1;
    const misspelt = SAMPLE.replace(/^from:/mu, 'frmo:').replace(/^smtp:[^]*?^(?=\S)/mu, '');
    expect(told(`${misspelt}\nsmtp: { hots: x }\n`)).toEqual([
      `${line}:1 unknown-key: frmo is not a setting that nominate knows. Did you mean from?`,
      expect.stringMatching(/unknown-key: smtp\.hots is not a setting that nominate knows\. Did you mean host\?$/u),
    ]);
  });

  const FROM = 'sian-prydderch.example.org';

  it.each([
    [FROM, FROM],
    ['example.org', FROM],
    ['Example.ORG', FROM],
    [`mail.${FROM}`, FROM],
    ['siân.example.org', 'xn--sin-jla.example.org'],
  ])('takes %s for the domain that signs letters from %s', (domain, sender) => {
    const text = SAMPLE.replace(/^from: .*$/mu, `from: sian@${sender}`);
    expect(told(`${text}\ndkim: { domain: ${domain}, selector: s1_A.2028, keyFile: key.pem }\n`)).toEqual([]);
  });

  it.each(['example.net', 'other.example.org', 'ample.org', 'prydderch.example.org', `not-${FROM}`])(
    'refuses %s for the domain that signs, with its line',
    (domain) => {
      const line = SAMPLE.split('\n').length + 2;
      expect(told(`${SAMPLE}\ndkim:\n  domain: ${domain}\n  selector: post\n  keyFile: key.pem\n`)).toEqual([
        `${line}:3 invalid-value: dkim.domain must be the domain of your from address (${FROM}) or one that holds it or lies in it, not "${domain}". Correct dkim.domain on this line.`,
      ]);
    },
  );

  it.each([
    'example.org\\r\\nBcc: x@example.org',
    'exam\\tple.org',
    'example.org; s=x',
    'org',
    '127.0.0.1',
    'a..example.org',
  ])('takes neither a domain nor a selector that is spelt "%s"', (spelling) => {
    const isSelector = spelling === 'org' || spelling === '127.0.0.1';
    const dkim = `dkim: { domain: "${spelling}", selector: "${isSelector ? 'a b' : spelling}", keyFile: key.pem }`;
    expect(told(`${SAMPLE}\n${dkim}\n`)).toEqual([
      expect.stringContaining('dkim.domain must be a domain, such as example.org, not '),
      expect.stringContaining('dkim.selector must be letters, digits, hyphens and dots, such as post or s1.2028, not '),
    ]);
  });

  it('takes facts of the organiser’s own, nested as they like', () => {
    expect(told(SAMPLE.replace(/^facts:$/mu, 'facts:\n  mine: { deep: [1, two, { three: true }] }'))).toEqual([]);
  });

  it('says where it is no YAML at all', () => {
    expect(told('campaign: nec\ncandidate: {{name}} and more\n').join('\n')).toMatch(
      /^2:\d+ yaml: .*quotation marks/mu,
    );
    expect(told('campaign: nec\ncampaign: nec\n').join('\n')).toContain('Take one of the two lines out.');
  });

  it.each([
    { sign: '{{', closing: '{{candidate.name}}', column: 12 },
    { sign: '*', closing: '*Yours* truly', column: 12 },
    { sign: '*', closing: '*Thanks*', column: 12 },
    { sign: '!', closing: '!Yours truly', column: 12 },
  ])('says that text which begins with $sign needs quotation marks: $closing', ({ sign, closing, column }) => {
    expect(told(`${SAMPLE}\nfacts2:\n  closing: ${closing}\n`)).toEqual([
      `${SAMPLE.split('\n').length + 2}:${column} yaml: This text begins with ${sign}, which means something else in YAML. Put the whole text into "quotation marks".`,
    ]);
  });

  it('has its JSON Schema beside the sample, as `npm run schema` writes it', () => {
    const written: unknown = JSON.parse(readFileSync(new URL('../data/campaign.schema.json', import.meta.url), 'utf8'));
    expect(written).toEqual(campaignJsonSchema());
  });
});
