import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeLetter } from '../../src/letter/merge.js';
import { campaign, compiled, placeInRow, rowOf, templateText } from './an-example.js';

const text = templateText(
  [
    'Dear {{name}},',
    'Of {{candidate.name}} and {{list facts.slate}} before {{date election.nominationsClose "ordinal"}}.',
    '- {{town}}\n- {{candidate.clp}}',
    '> {{candidate.clp}}: [{{town}}](https://example.org/{{name}})',
    '{{#if nation}}\n\nAs in all of {{nation}}.\n\n{{/if}}',
    'Nothing of anybody.',
  ].join('\n\n'),
);
const context = { campaign, today: '2028-06-01', placeOf: placeInRow };
const cell = fc.constantFrom('', 'Bala', 'Bootle', 'a\nb', '*x*');
const row = fc.record({ name: cell, town: cell, nation: cell }).map(rowOf);

test('a letter does not depend on the letters that were merged before it', () => {
  const template = compiled(text);
  fc.assert(
    fc.property(row, (letter) => {
      expect(mergeLetter(template, letter, context)).toEqual(mergeLetter(compiled(text), letter, context));
    }),
    { numRuns: 100 },
  );
});

test('a block whose values have not changed is the same object in both letters', () => {
  const template = compiled(text);
  const [one, other] = ['Jo', 'Siân'].map(
    (name) => mergeLetter(template, rowOf({ name, town: 'Bala', nation: '' }), context).letter?.blocks ?? [],
  );
  expect(one?.map((block, index) => block === other?.[index])).toEqual([false, true, true, false, true]);
});
