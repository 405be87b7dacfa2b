import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { campaignSchema } from '../../src/campaign.js';
import type { Letter } from '../../src/letter/letter.js';
import { mergeLetter } from '../../src/letter/merge.js';
import { typographerFor } from '../../src/letter/wording/typographic-signs.js';
import { blocksOf, campaign, compiled, placeInRow, rowOf, textOfBlocks } from './an-example.js';

/** No-break spaces as ~, which none of these texts holds. */
function shown(text: string): string {
  return text.replaceAll('\u00a0', '~');
}

function typeset(text: string, language = 'en-GB'): string {
  return shown(typographerFor(language)?.([{ text, fixed: false }]).join('') ?? text);
}

describe('typographic signs', () => {
  it.each([
    [`She said: "Don't!" ("No," they said.)`, 'She said: “Don’t!” (“No,” they said.)'],
    [`'Not "now"', he said, "not 'ever'".`, '‘Not “now”’, he said, “not ‘ever’”.'],
    [`"'Twas the '90s": rock 'n' roll, the members' choice`, '“’Twas the ’90s”: rock ’n’ roll, the members’ choice'],
    [`Since '97 the members' choice, not '10 pledges'`, 'Since ’97 the members’ choice, not ‘10 pledges’'],
    [`The class of '97 was the members' choice`, 'The class of ’97 was the members’ choice'],
    [`The landslide of '97, when 'New Labour' won`, 'The landslide of ’97, when ‘New Labour’ won'],
    [`Our pledge of '24 hours to save the NHS' in May '01`, 'Our pledge of ‘24 hours to save the NHS’ in May ’01'],
    ['A 3" pipe, and a "new" one of 12½"', 'A 3″ pipe, and a “new” one of 12½″'],
    ['£ 5bn, 5 % and € 3', '£~5bn, 5~% and €~3'],
    ['Wait... and then -- or - so', 'Wait… and then~– or~– so'],
    ['members--all of them---and “all” – too', 'members—all of them—and “all”~– too'],
    [`"From 5'2" to 5' 10½"," she said`, '“From 5′2″ to 5′ 10½″,” she said'],
    [`"We were 7 in 1997" and 'won by 5'`, '“We were 7 in 1997” and ‘won by 5’'],
    ['2012-2014, 2012-14, 1999-2003 and pages 3--5', '2012–2014, 2012–14, 1999–2003 and pages 3–5'],
    [
      '24 June, 1st May 2028, Mr Jones, Dr. Ap Huw, St Helens',
      '24~June, 1st~May 2028, Mr~Jones, Dr.~Ap Huw, St~Helens',
    ],
    ['£5 million, 12 per cent, No. 10, pp. 3, 7 p.m.', '£5~million, 12~per cent, No.~10, pp.~3, 7~p.m.'],
    ['in 2028 May came; No one; the 24 Juniors', 'in 2028 May came; No one; the 24 Juniors'],
  ])('%s', (typed, expected) => {
    expect(typeset(typed)).toBe(expected);
  });

  it.each([
    '2028-06-24',
    '0191-4960-123',
    '2014-2012',
    'Stoke-on-Trent',
    '....',
    'https://example.org/a--b...c',
    "o'neill@example.org",
  ])('leave %s alone', (typed) => {
    expect(typeset(typed)).toBe(typed);
  });

  it('follow the language, and stay as typed in one whose signs are not known', () => {
    expect(typeset(`mae'r "cyfarfod" ar 1 Mehefin, Rhif 10; 'dwi'n mynd`, 'cy')).toBe(
      'mae’r “cyfarfod” ar 1~Mehefin, Rhif~10; ’dwi’n mynd',
    );
    expect(typeset('"Ja" -- 24 June', 'de')).toBe('"Ja" -- 24 June');
  });

  it('come only into what the template says: never into a value, a link or an address', () => {
    const body = `"{{town}}'s" *"own"* ["it's" -- so](https://example.org/it's--so) "Mr {{name}}" on the 24^th^ June, {{date "2028-06-24" "ordinal"}}`;
    const [block] = blocksOf(body, { town: `"O'Neill" -- ...`, name: 'A  B' });
    expect(shown(textOfBlocks(block === undefined ? [] : [block]))).toBe(
      `“"O'Neill" -- ...’s” “own” "it's" -- so “Mr~A  B” on the 24th~June, 24th~June`,
    );
    expect(JSON.stringify(block)).toContain("https://example.org/it's--so");
  });

  it('come into the closing and the signature too, and into no value there', () => {
    const lines = [`closing: "'Til {{town}} - \\"yours\\""`, "signature: Jo O'Dowd"];
    expect(shown(textOfBlocks(blocksOf('Hi', { town: "Land's End" }, ...lines).slice(-1)))).toBe(
      "’Til Land's End~– “yours”\nJo O’Dowd",
    );
  });

  const subject = `---\nsubject: >-\n  Don't miss 24 June -- says {{clp}}'s "{{town}}"\n---\n"It's" - {{date "2028-06-24"}}`;
  const merged = (typography: 'typographic' | 'plain'): Letter | null =>
    mergeLetter(compiled(subject), rowOf({ clp: "King's\u00a0Lynn", town: '-- "x"' }), {
      campaign: { ...campaign, letter: campaignSchema.shape.letter.parse({ typography }) },
      today: '2028-06-01',
      placeOf: placeInRow,
    }).letter;

  it('come into the subject too, with plain spaces, and into no value there', () => {
    expect(merged('typographic')?.subject).toBe('Don’t miss 24 June – says King\'s\u00a0Lynn’s “-- "x"”');
  });

  it('can be turned off', () => {
    const letter = merged('plain');
    expect(letter?.subject).toBe(`Don't miss 24 June -- says King's\u00a0Lynn's "-- "x""`);
    expect(textOfBlocks(letter?.blocks ?? [])).toBe('"It\'s" - 24 June 2028');
  });

  it('change nothing in text that has no plain signs and no spaces, wherever a paragraph is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[^\s"'.\-–—]*$/u)), (texts) => {
        expect(typographerFor('en')?.(texts.map((text) => ({ text, fixed: false })))).toEqual(texts);
      }),
    );
  });
});
