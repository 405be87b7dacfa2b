import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { domainSlip } from '../../src/recipients/row/domain-slips.js';
import topLevel from '../../src/recipients/row/lists/top-level-domains.json' with { type: 'json' };

function linesOf(name: string): readonly string[] {
  return readFileSync(new URL(`../fixtures/domains/${name}.txt`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
}

describe('a domain', () => {
  const mistyped = linesOf('mistyped').map((line) => line.split(' '));

  it('that is mistyped in one of more than two hundred ways is told with what was meant', () => {
    expect(mistyped.length).toBeGreaterThan(200);
    const told = mistyped.map(([written = '']) => [written, domainSlip(written)?.meant[0] ?? '-']);
    expect(told).toEqual(mistyped);
    expect(mistyped.filter(([written = '']) => domainSlip(written) === null)).toEqual([]);
  });

  it('of some two thousand that people have is no slip, nor is what another slip may stand for', () => {
    const ordinary = linesOf('ordinary').flatMap((line) => {
      const [ending = '', names = ''] = line.split(': ');
      return names.split(' ').map((name) => `${name}.${ending}`);
    });
    const everywhere = topLevel.names.flatMap((line) => line.split(' ')).map((ending) => `labour.${ending}`);
    const all = [...ordinary, ...everywhere, ...mistyped.map(([, meant = '']) => meant).filter((one) => one !== '-')];
    expect(all.length).toBeGreaterThan(2000);
    expect(all.filter((domain) => domainSlip(domain) !== null)).toEqual([]);
  });

  it.each(['local', 'test', 'invalid', 'localhost', 'lan', 'x', 'zzz'])(
    'in .%s, which no registry has, is told as that, without a guess',
    (ending) => {
      expect(domainSlip(`example.${ending}`)).toEqual({ kind: 'unknown-ending', meant: [] });
    },
  );

  it.each([
    ['hotmail.co', ['hotmail.com', 'hotmail.co.uk']],
    ['yahoo.co', ['yahoo.com', 'yahoo.co.uk']],
    ['talktalk.org', ['talktalk.net', 'talktalk.co.uk']],
  ])('%s that may be either of two is told with both', (domain, meant) => {
    expect(domainSlip(domain)?.meant).toEqual(meant);
  });
});
