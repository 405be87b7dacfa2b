import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMailbox } from '../src/email-address.js';
import { runs } from './runs.js';

describe('parseMailbox', () => {
  it('says the same of a plain address, which it reads by itself, as the parser says of it in angle brackets', () => {
    const text = fc.oneof(
      fc.emailAddress(),
      fc.string({ unit: fc.constantFrom(...Array.from('abZ09._+-@@..ſ\u212A')), maxLength: 30 }),
      fc
        .tuple(
          fc.string({ unit: fc.constantFrom(...Array.from('aZ9.-_+ſ\u212A')), minLength: 1, maxLength: 70 }),
          fc.domain(),
        )
        .map(([local, domain]) => `${local}@${domain}`),
    );
    fc.assert(
      fc.property(text, (plain) => {
        expect(parseMailbox(plain)).toEqual(parseMailbox(`<${plain}>`));
      }),
      { numRuns: runs(2000) },
    );
  });
});
