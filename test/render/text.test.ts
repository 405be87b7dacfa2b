import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderText } from '../../src/render/text.js';
import { arbitraryLetter } from './arbitrary-letter.js';
import { letterOf, link, marked, paragraph, plain, sampleLetter } from './sample-letter.js';
import { runs } from '../runs.js';

test('a letter reads as a letter', () => {
  expect(renderText(sampleLetter)).toBe(`Siân Prys
Membership number A0012345
Dwyfor Meirionnydd CLP
sian@example.org

Mr Łukasz O’Brien
Tŷ Ŵyn
3 Stryd Fawr
LLANGEFNI
LL77 7AA

                                                             24 May 2028

Dear Łukasz,

The election of members of the National Executive Committee is near. I
hold one of its seats, I stand again, and I ask that your members in
Ynys Môn consider nominating me before the 24th of June. My reports are
on my website (https://www.example.org/reports), and everything else is
on www.example.org.

My record in the labour movement
--------------------------------

I have been a member of the party for thirty-one years and have
campaigned in every election since. As a councillor in Gwynedd until
2022 I saw what austerity did to councils: libraries that closed, care
that was rationed, and people who were told that there was no other way.
There was, and there is. We need a party that says so, in the 21st
century as in the one before.

- branch and constituency offices, from street steward upward, over more
  than twenty years of evenings and wet Saturdays
- the national policy forum
- the regional executive:
  3. in the north
  4. in the south

What others say
---------------

> Siân is the only member of the committee who has written to us after
> every single meeting, and who answers when we write back.

* * *

[Siân Prys at a rally in Bangor]

I hope that Ynys Môn will support me.
Fish & chips < £10 > “nothing”; {{not a variable}} *not emphasis*.

Many thanks

Siân Prys
`);
});

describe('lines', () => {
  test('take at most 72 columns unless they hold one long word, and end in no space', () => {
    fc.assert(
      fc.property(arbitraryLetter, (letter) => {
        const text = renderText(letter);
        expect(text.endsWith('\n')).toBe(true);
        for (const line of text.slice(0, -1).split('\n')) {
          expect(line).toBe(line.trimEnd());
          const columns = line.replace(/[\p{M}\p{Cf}]/gu, '').match(/./gsu)?.length ?? 0;
          const words = line.split(' ').filter((word) => /\p{L}/u.test(word));
          // Five levels of lists may push a short word beyond the edge, never two words.
          if (columns > 72) expect(words.length).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: runs(300) },
    );
  });

  test('are filled: no word is sent to the next line that had room', () => {
    const words = Array.from({ length: 200 }, (_, index) => 'x'.repeat((index % 11) + 1));
    const lines = renderText(letterOf(paragraph(words.join(' '))))
      .trimEnd()
      .split('\n');
    expect(lines.length).toBeGreaterThan(10);
    lines.slice(0, -1).forEach((line, index) => {
      const next = lines[index + 1]?.split(' ')[0] ?? '';
      expect(line.length + 1 + next.length).toBeGreaterThan(72);
    });
  });

  test('count letters, not the marks upon them', () => {
    const decomposed = 'w\u0302'.repeat(72);
    expect(renderText(letterOf(paragraph(`${decomposed.slice(0, 80)} ${decomposed.slice(0, 62)}`)))).toBe(
      `${decomposed.slice(0, 80)} ${decomposed.slice(0, 62)}\n`,
    );
  });

  test('leave an address that is too long whole, on a line of its own', () => {
    const address = `https://example.org/${'a'.repeat(90)}`;
    expect(renderText(letterOf(paragraph('Read ', link(address, address), ' soon.')))).toBe(
      `Read\n${address}\nsoon.\n`,
    );
  });

  test('do not break at a no-break space', () => {
    const text = `${'x'.repeat(60)} ${'y'.repeat(8)}\u00a0${'z'.repeat(8)}`;
    expect(renderText(letterOf(paragraph(text)))).toBe(`${'x'.repeat(60)}\n${'y'.repeat(8)}\u00a0${'z'.repeat(8)}\n`);
  });

  test('break where the author asked, and nowhere for a line feed in a value', () => {
    expect(renderText(letterOf(paragraph('one', { kind: 'break' }, 'two\nthree')))).toBe('one\ntwo three\n');
  });

  test('can never be the "-- " that divides a message from its footer', () => {
    const letter = letterOf(
      paragraph('-- ', { kind: 'break' }, '--'),
      { kind: 'heading', level: 2, runs: [plain('Hi')] },
      { kind: 'list', start: null, items: [[paragraph('- ')]] },
    );
    expect(renderText(letter)).toBe('--\n--\n\nHi\n---\n\n- -\n');
  });
});

describe('links', () => {
  test.each([
    ['https://example.org/reports', 'my reports', 'my reports (https://example.org/reports)'],
    ['https://example.org/reports', 'https://example.org/reports', 'https://example.org/reports'],
    ['https://example.org/', 'example.org', 'example.org'],
    ['https://t%C5%B7.example.org/t%C5%B7', 'https://tŷ.example.org/tŷ', 'https://tŷ.example.org/tŷ'],
    ['mailto:sian@example.org', 'sian@example.org', 'sian@example.org'],
    ['mailto:sian@example.org', 'write to me', 'write to me (sian@example.org)'],
    ['https://example.com/', 'example.org', 'example.org (https://example.com/)'],
    ['https://[', 'broken', 'broken (https://[)'],
  ])('to %s from “%s”', (href, text, expected) => {
    expect(renderText(letterOf(paragraph('See ', link(href, text), '.')))).toBe(`See ${expected}.\n`);
  });

  test('put the address right behind the words, before a space that was linked too', () => {
    expect(renderText(letterOf(paragraph(link('https://example.org/', 'here '), 'and there')))).toBe(
      'here (https://example.org/) and there\n',
    );
  });
});

describe('blocks', () => {
  test('hang list items under their text, with numbers aligned', () => {
    const items = ['one', 'two '.repeat(30), 'three'].map((text) => [paragraph(text)]);
    expect(renderText(letterOf({ kind: 'list', start: 9, items }))).toBe(
      `9.  one\n10. ${'two '.repeat(17).trimEnd()}\n    ${'two '.repeat(13).trimEnd()}\n11. three\n`,
    );
  });

  test('part the items of a list where one has several paragraphs', () => {
    expect(
      renderText(letterOf({ kind: 'list', start: null, items: [[paragraph('a'), paragraph('b')], [paragraph('c')]] })),
    ).toBe('- a\n\n  b\n\n- c\n');
  });

  test('quote every line of a quotation, the empty ones too', () => {
    expect(
      renderText(
        letterOf({ kind: 'quotation', blocks: [paragraph('a'), { kind: 'quotation', blocks: [paragraph('b')] }] }),
      ),
    ).toBe('> a\n>\n> > b\n');
  });

  test('underline a heading over its whole width, the highest level with a double line', () => {
    expect(
      renderText(letterOf({ kind: 'heading', level: 1, runs: [plain('Tŷ a’r '), marked('w\u0302', 'strong')] })),
    ).toBe('Tŷ a’r w\u0302\n========\n');
  });
});
