import fc from 'fast-check';
import { parseDocument } from 'yaml';
import { describe, expect, it } from 'vitest';
import { withEntry } from '../src/yaml/yaml-entry.js';
import { runs } from './runs.js';

const ENTRY = 'email: "Where, to: write"';

describe('an entry in a YAML text', () => {
  it.each([
    ['campaign: x\n', `campaign: x\ncolumns:\n  ${ENTRY}\n`],
    ['campaign: x', `campaign: x\ncolumns:\n  ${ENTRY}\n`],
    ['campaign:   x   # y\r\n\r\n\r\n# end\r\n', `campaign:   x   # y\r\n\r\n\r\n# end\r\ncolumns:\r\n  ${ENTRY}\r\n`],
    ['---\ncampaign: x\n...\n', `---\ncampaign: x\ncolumns:\n  ${ENTRY}\n...\n`],
    ['columns:\nfrom: a\n', `columns:\n  ${ENTRY}\nfrom: a\n`],
    ['columns: # none yet\nfrom: a\n', `columns: # none yet\n  ${ENTRY}\nfrom: a\n`],
    ['columns: {}\n', `columns: { ${ENTRY} }\n`],
    ['columns: { clp: Unit } # a\n', `columns: { clp: Unit, ${ENTRY} } # a\n`],
    [
      'columns:   # mine\n    clp:   "Unit"   # b\n\nfrom:   a\n',
      `columns:   # mine\n    clp:   "Unit"   # b\n    ${ENTRY}\n\nfrom:   a\n`,
    ],
    ['a: >-\n   b\n   c\ncolumns:\n  clp: Unit', `a: >-\n   b\n   c\ncolumns:\n  clp: Unit\n  ${ENTRY}`],
  ])('stands in %j, of which nothing else changes', (before, after) => {
    expect(withEntry(before, 'columns', 'email', 'Where, to: write')).toBe(after);
  });

  it('is there, with everything else, however the text is written and whatever the value', () => {
    const text = fc.oneof(
      fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/u), fc.string()).map((value) => JSON.stringify(value)),
      fc.constantFrom(
        '{ a: 1,\n columns: { clp: x,\n } }\n',
        'columns: ~\n',
        'a: &c { clp: x }\ncolumns: *c\n',
        '\uFEFFa: 1\n',
      ),
    );
    fc.assert(
      fc.property(text, fc.string(), (before, value) => {
        const old = parseDocument(before);
        fc.pre(!old.hasIn(['columns', 'email']) && typeof old.get('columns') !== 'string');
        const now: unknown = parseDocument(withEntry(before, 'columns', 'email', value)).toJS();
        expect(now).toMatchObject({ columns: { email: value } });
      }),
      { numRuns: runs(300) },
    );
  });
});
