import { describe, expect, it } from 'vitest';
import { blocksOf, merged, problemsOf, templateText, toldOf } from './an-example.js';

/** What a reader clicks on, and where it leads. */
function links(body: string, row: Readonly<Record<string, string>> = {}): readonly string[] {
  return blocksOf(body, row).flatMap((block) =>
    block.kind === 'paragraph'
      ? block.runs.flatMap((run) =>
          run.kind === 'link'
            ? [`${run.runs.map((part) => (part.kind === 'text' ? part.text : '\n')).join('')} → ${run.href}`]
            : [],
        )
      : [],
  );
}

const SITE = 'https://example.org/sian → https://example.org/sian';

describe('a value in angle brackets', () => {
  it.each([
    ['<{{candidate.website}}>', SITE],
    ['See *<{{candidate.website}}>*.', SITE],
    ['See<{{candidate.website}}>, please', SITE],
    ['[Gwefan <{{candidate.website}}>]{lang=cy}', SITE],
    ['<{{default facts.blank candidate.website}}>', SITE],
    ['<{{candidate.email}}>', 'sian@example.org → mailto:sian@example.org'],
    ['[write to me]({{candidate.email}})', 'write to me → mailto:sian@example.org'],
  ])('of the campaign is a link: %s', (body, link) => {
    expect(links(body)).toEqual([link]);
  });

  it('stands among others with its own address', () => {
    const body = '{{clp}}: <{{candidate.website}}> and <{{candidate.email}}>, {{clp}}';
    expect(links(body, { clp: 'Bath' })).toEqual([SITE, 'sian@example.org → mailto:sian@example.org']);
  });

  it('may end an address that the letter begins, and is percent-encoded there', () => {
    expect(links('<https://example.org/{{clp}}>', { clp: 'Ynys Môn' })).toEqual([
      'https://example.org/Ynys Môn → https://example.org/Ynys%20M%C3%B4n',
    ]);
  });

  it.each(['https://example.com/', 'javascript:alert(1)', 'jo@example.com', 'www.example.com', '>', '](x)'])(
    'of a row is no link, and keeps its brackets: %j',
    (website) => {
      const text = `To <${website}>.`;
      expect(blocksOf('To <{{default website "-"}}>.', { website })).toMatchObject([
        { runs: [{ kind: 'text', text }] },
      ]);
    },
  );

  it.each(['<https://example.com/>', '[x](https://example.com/)', 'https://example.com/'])(
    'that looks like one in a cell stays as it is: %s',
    (clp) => {
      expect(blocksOf('{{clp}}', { clp })).toMatchObject([{ runs: [{ kind: 'text', text: clp }] }]);
    },
  );

  it('is told where the campaign has no address there', () => {
    for (const fact of ['facts.wrong', 'candidate.name'])
      expect(toldOf(merged(templateText(`<{{${fact}}}>`)).problems)[0]).toContain(
        'is not an address that a letter can',
      );
  });

  it('stays in brackets where they are escaped, or hold more than it', () => {
    for (const body of ['\\<{{candidate.website}}>', '< {{candidate.website}} >', '<{{clp}}, {{clp}}>'])
      expect(links(body, { clp: 'Bath' })).toEqual([]);
  });

  it('cannot hold another link', () => {
    expect(problemsOf(templateText('[a <{{candidate.website}}>](https://example.org)'))[0]?.code).toBe('link-in-link');
  });
});
