import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { helpers } from '../../src/letter/template/handlebars-helpers.js';
import { mergeLetter } from '../../src/letter/merge.js';
import { isField } from '../../src/recipients/columns/fields.js';
import { foldHeader } from '../../src/recipients/fold.js';
import type { ListEvent } from '../../src/recipients/read-list.js';
import { campaign, compiled, placeInRow, textOfBlocks } from '../letter/an-example.js';
import { runs } from '../runs.js';
import { listEvents } from './list-events.js';

async function read(list: string): Promise<readonly ListEvent[]> {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from(list));
  }
  const events: ListEvent[] = [];
  for await (const event of listEvents(bytes(), { file: 'clps.csv' })) events.push(event);
  return events;
}

/** Every header that means a field, its words joined by "_". */
const MEANINGS = [
  [
    'clp',
    'clp clp_name clpname your_clp name_of_clp constituency constituency_name constituency_party constituency_labour_party etholaeth',
  ],
  [
    'name',
    'name full_name your_name your_full_name secretary secretary_name secretarys_name name_of_secretary clp_secretary clp_secretary_name sec_name sec contact contact_name enw',
  ],
  ['first_name', 'first_name firstname first forename given_name secretary_first_name contact_first_name'],
  ['last_name', 'last_name lastname last surname family_name secretary_last_name secretary_surname contact_last_name'],
  ['title', 'title honorific'],
  ['salutation', 'salutation known_as preferred_name dear'],
  [
    'email',
    'email e_mail email_address e_mail_address emailaddress your_email your_email_address secretary_email sec_email secretary_email_address secretarys_email contact_email ebost',
  ],
  [
    'address_1',
    'address_1 address1 address address_line_1 address_line1 addressline1 street street_address postal_address cyfeiriad',
  ],
  ['address_2', 'address_2 address2 address_line_2 address_line2 addressline2'],
  ['address_3', 'address_3 address3 address_line_3 address_line3 addressline3'],
  ['address_4', 'address_4 address4 address_line_4 address_line4 addressline4'],
  ['address_5', 'address_5 address5 address_line_5 address_line5 addressline5'],
  ['town', 'town city town_city town_or_city post_town tref'],
  ['postcode', 'postcode post_code postal_code zip zip_code cod_post'],
  ['post', 'post by_post paper on_paper by_letter post_or_email'],
  ['large_print', 'large_print largeprint needs_large_print large_print_needed large_text print_bras'],
  ['region', 'region labour_region rhanbarth'],
  ['nation', 'nation country cenedl'],
  ['language', 'language preferred_language letter_language iaith'],
] as const;

describe('a header', () => {
  it.each(MEANINGS)('means %s by each of its words, however they are spelt', async (field, words) => {
    const fixed = ['clp', 'email'].filter((other) => other !== field);
    for (const word of words.split(' ')) {
      const spelt = `${word.slice(0, 1).toUpperCase()}${word.slice(1).replaceAll('_', ' ')}`;
      const [head] = await read(`${[...fixed, spelt].join()}\n${'x,'.repeat(fixed.length)}y\n`);
      const columns = head?.kind === 'head' ? head.head.columns : [];
      expect(columns.at(-1)).toMatchObject({ name: field, header: spelt });
    }
  });

  it.each([
    ['the words of templates', 'if unless each with log lookup else this as true false null undefined'],
    // A header is never daysUntil, for it is folded to small letters.
    [
      'the helpers',
      Object.keys(helpers)
        .filter((name) => foldHeader(name) === name)
        .join(' '),
    ],
    ['what a campaign is', 'candidate election facts today clps'],
  ])('of %s names a column that is called otherwise in letters', async (_, words) => {
    for (const word of words.split(' ')) {
      const spelt = word.toUpperCase();
      const [head] = await read(`clp,email,${spelt}\nBath,jo@example.org,x\n`);
      expect(head?.problems).toEqual([]);
      expect(head?.kind === 'head' ? head.head.columns.at(-1)?.name : null).toBe(`other_${word}`);
    }
  });

  it('may not be Greeting', async () => {
    const [head] = await read('clp,email,Greeting\nBath,jo@example.org,x\n');
    expect(head?.problems).toMatchObject([{ severity: 'error', code: 'reserved-column', column: 3 }]);
  });

  const pieces = fc.constantFrom(
    'Post',
    'E-mail',
    'Date',
    'this',
    'if',
    'clp',
    'name',
    'constructor',
    '__proto__',
    'toString',
    'length',
    '{{',
    '}}',
    '#',
    '/',
    '\\',
    '.',
    '..',
    '[',
    ']',
    '@',
    '%',
    '=',
    '|',
    '&',
    "'",
    '’',
    '?',
    '-',
    '_',
    ' ',
    '1',
    '2028',
    'ŵ',
    'Ł',
    'ß',
    'İ',
    'ﬁ',
    '中',
    'א',
    '😀',
    '²',
    '\u00a0',
    '\u200b',
    '\u202e',
    '\u0301',
  );
  const header = fc.oneof(
    fc.array(pieces, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('')),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  );

  it('of any kind names its column in templates, or is told', async () => {
    let reached = 0;
    await fc.assert(
      fc.asyncProperty(header, async (typed) => {
        const quoted = `"${typed.replaceAll('"', '""')}"`;
        const events = await read(`clp,email,${quoted}\nBath,jo@example.org,Branch 7\n`);
        const told = events.flatMap(({ problems }) => problems).filter(({ severity }) => severity === 'error');
        if (told.length > 0) return;
        const [head, row] = events;
        if (head?.kind !== 'head' || row?.kind !== 'row' || row.recipient === null) throw new Error('no row');
        const name = head.head.columns[2]?.name ?? '';
        const template = compiled(`---\nsubject: Hello\n---\n<{{${name}}}>\n`);
        const context = { campaign, today: '2028-06-01', placeOf: placeInRow };
        const { letter, problems } = mergeLetter(template, row.recipient, context);
        expect(problems).toEqual([]);
        if (!isField(name)) expect(textOfBlocks(letter?.blocks ?? [])).toBe('<Branch 7>');
        reached += 1;
      }),
      { numRuns: runs(300) },
    );
    expect(reached).toBeGreaterThan(runs(300) / 3);
  });
});
