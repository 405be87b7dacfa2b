import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeLetter } from '../../src/letter/merge.js';
import { listEvents } from '../recipients/list-events.js';
import { campaign, compiled, placeInRow, textOfBlocks } from './an-example.js';
import { runs } from '../runs.js';

const everywhere = compiled(
  "---\nsubject: '<{{note}}>'\n---\n# <{{note}}>\n\n<{{note}}>\n\n- <{{note}}>\n\n[\\<{{note}}>](https://example.org/)\n",
);

const pieces = fc.constantFrom(
  '{{x}}',
  '{{{clp}}}',
  '{{#if',
  '}}',
  '<b>',
  '</p>',
  '&#x27;',
  '&amp;',
  '# ',
  '- ',
  '1. ',
  '> ',
  '**',
  '_',
  '^',
  '`',
  '[a](https://example.com)',
  '](',
  '![',
  '\\',
  '=HYPERLINK("x")',
  '+44',
  '@',
  '%20',
  '$&',
  "'",
  '"',
  '""',
  ',',
  ';',
  '\t',
  '|',
  '|---|',
  '---',
  'ŵ',
  'Łó',
  'O’B',
  'q\u0307\u0323',
  '😀',
  '中',
  ' ',
  '\u00a0',
  '(',
  ')',
  '...',
  '--',
  'a',
  '7',
  '/',
  '../',
);
const cell = fc.oneof(
  fc.array(pieces, { minLength: 1, maxLength: 10 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
);

async function* bytesOf(list: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(list));
}

/** The cell as the list gives it on, and the letter of its row; null where the list holds the row. */
async function throughList(note: string): Promise<{ value: string; told: readonly string[] } | null> {
  const list = `clp,email,note\nBath,jo@example.org,"${note.replaceAll('"', '""')}"\n`;
  for await (const event of listEvents(bytesOf(list), { file: 'clps.csv' })) {
    if (event.kind !== 'row' || event.recipient === null) continue;
    const { letter, problems } = mergeLetter(everywhere, event.recipient, {
      campaign,
      today: '2028-06-01',
      placeOf: placeInRow,
    });
    if (letter === null) throw new Error(JSON.stringify(problems));
    return { value: note.trim().normalize('NFC'), told: [letter.subject, ...textOfBlocks(letter.blocks).split('\n')] };
  }
  return null;
}

it('a cell comes out in subject, heading, paragraph, list and link as those characters, or its row is held', async () => {
  let sent = 0;
  await fc.assert(
    fc.asyncProperty(cell, async (note) => {
      fc.pre(note.trim() !== '');
      const came = await throughList(note);
      if (came === null) return;
      sent += 1;
      expect(came.told.slice(0, 5)).toEqual(Array(5).fill(`<${came.value}>`));
    }),
    { numRuns: runs(300) },
  );
  expect(sent).toBeGreaterThan(runs(300) / 2);
});
