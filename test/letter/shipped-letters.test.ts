import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { campaignSchema } from '../../src/campaign.js';
import { checkVariables } from '../../src/letter/checks/check-variables.js';
import { compileTemplate, type Template } from '../../src/letter/compile.js';
import type { Letter, TextRun } from '../../src/letter/letter.js';
import { mergeLetter } from '../../src/letter/merge.js';
import { placeInRow, rowOf, textOfBlocks } from './an-example.js';

const campaign = campaignSchema.parse(parse(readFileSync('data/campaign.yaml', 'utf8')));

function shipped(file: string): Template {
  const { template, problems } = compileTemplate(
    { file: `templates/${file}`, text: readFileSync(`templates/${file}`, 'utf8') },
    new Map(),
  );
  if (template === null) throw new Error(JSON.stringify(problems));
  return template;
}

function letterOf(
  file: string,
  columns: Readonly<Record<string, string>>,
  today = '2028-05-02',
  facts = campaign,
): Letter {
  const { letter, problems } = mergeLetter(shipped(file), rowOf({ clp: 'Ynys Môn', ...columns }), {
    campaign: facts,
    today,
    placeOf: placeInRow,
  });
  if (letter === null) throw new Error(JSON.stringify(problems));
  return letter;
}

function paragraphs(letter: Letter): string[] {
  return letter.blocks.filter((block) => block.kind === 'paragraph').map((block) => textOfBlocks([block]));
}

function raised(letter: Letter): string[] {
  const runs = letter.blocks.flatMap((block) => (block.kind === 'paragraph' ? block.runs : []));
  return runs.filter((run): run is TextRun => run.kind === 'text' && run.superscript).map((run) => run.text);
}

function words(letter: Letter): number {
  return textOfBlocks(letter.blocks).split(/\s+/u).length;
}

const files = readdirSync('templates').filter((file) => file.endsWith('.hbs'));
const english = ['re-election.hbs', 'first-candidacy.hbs', 'reminder.hbs'];

describe.each(files)('%s', (file) => {
  it('asks for nothing that a list need not have', () => {
    expect(checkVariables(shipped(file), ['clp', 'email'], campaign)).toEqual([]);
  });

  it('asks for nothing of the candidate’s but what a campaign can say', () => {
    const text = readFileSync(`templates/${file}`, 'utf8');
    for (const fact of [
      'Siân',
      'Prydderch',
      'Wales',
      'Welsh',
      'Cymru',
      'UNISON',
      'Ashcroft',
      'Grassroots',
      'Cardiff',
      '2028',
      'nine',
    ])
      expect(text).not.toContain(fact);
  });

  it.each([{ name: 'Dr Priya Shah', nation: 'England' }, { name: 'Gethin Rhys', nation: 'Wales' }, { name: '' }])(
    'merges for %j',
    (columns) => {
      const letter = letterOf(file, columns);
      const [greeting = '', opening = '', ...others] = paragraphs(letter);
      const fallback = letter.language === 'cy' ? 'Gyfaill' : 'Comrade';
      expect(greeting).toMatch(
        new RegExp(`^(Dear|Annwyl) ${columns.name === '' ? fallback : (columns.name.split(' ').at(-2) ?? '')},$`, 'u'),
      );
      expect(opening).toContain('Ynys Môn');
      expect(others.at(-2)).toContain('Ynys Môn');
      expect(others.at(-1)).toMatch(/^(P\.S\.|O\.N\.).* a list that was invented for this example\. .* (reply|ateb) /u);
      expect(letter.subject).toContain('Ynys Môn');
      expect(letter.blocks.at(-2)).toMatchObject({ kind: 'signature', name: 'Siân Prydderch' });
    },
  );
});

describe.each(['re-election.hbs', 'first-candidacy.hbs'])('%s', (file) => {
  it('says one thing more to the candidate’s own nation', () => {
    const own = paragraphs(letterOf(file, { name: 'Jo', nation: 'Wales' }));
    const others = paragraphs(letterOf(file, { name: 'Jo', nation: 'Scotland' }));
    const changed = own.filter((text, index) => text !== others[index]);
    expect(own).toHaveLength(others.length);
    expect(changed).toHaveLength(1);
    expect(changed[0]).toMatch(/Ynys Môn.*Wales/u);
  });

  it('is attached as a PDF', () => {
    expect(shipped(file).attach).toEqual(['letter.pdf']);
  });
});

describe('re-election.hbs', () => {
  const letter = letterOf('re-election.hbs', { name: 'Jo', nation: 'Wales' });

  it('has the sender above it, and its paragraphs in their order', () => {
    expect(letter.blocks[0]).toMatchObject({ kind: 'sender', name: 'Siân Prydderch' });
    const order = [
      'I hold one of its seats',
      'upheaval',
      'thirty-one years',
      'committed socialist',
      'only representative from Wales',
      'more united',
      'I hope that Ynys Môn will support me',
    ];
    expect(
      paragraphs(letter)
        .slice(1, -1)
        .map((text, index) => text.includes(order[index] ?? '?')),
    ).toEqual(order.map(() => true));
  });

  it('fits one page: at most 430 words, for the longest of CLP names', () => {
    expect(
      words(letterOf('re-election.hbs', { name: 'Jo', nation: 'Wales', clp: 'Cumbernauld and Kirkintilloch' })),
    ).toBeLessThan(430);
  });

  it('links to the website and raises the ending of 21st', () => {
    const links = letter.blocks
      .flatMap((block) => (block.kind === 'paragraph' ? block.runs : []))
      .filter((run) => run.kind === 'link');
    expect(links.map(({ href }) => href)).toEqual([campaign.candidate.website]);
    expect(raised(letter)).toEqual(['st']);
  });
});

describe('first-candidacy.hbs', () => {
  const letter = letterOf('first-candidacy.hbs', { name: 'Jo', nation: 'England' });

  it('has a date line, an opening with deadline and seats, and four headed sections', () => {
    expect(letter.blocks[0]).toEqual({ kind: 'date', text: '2 May 2028' });
    expect(paragraphs(letter)[1]).toMatch(
      /Before 24th\u00a0June you can make up to nine nominations for the constituency section/u,
    );
    expect(raised(letter)).toEqual(['th']);
    const headings = letter.blocks.filter((block) => block.kind === 'heading');
    expect(headings.map((block) => [block.level, textOfBlocks([block])])).toEqual([
      [2, 'My record in the labour movement'],
      [2, 'What I stand for'],
      [2, 'Learning from devolution'],
      [2, 'A voice for ordinary members'],
    ]);
  });

  it('fills two pages, and names the slate and the years as lists', () => {
    expect(words(letter)).toBeGreaterThan(820);
    expect(words(letter)).toBeLessThan(950);
    expect(textOfBlocks(letter.blocks)).toContain('Amara Okonjo, Declan Fairweather, Parveen Siddiqui and Łucja Nowak');
    expect(textOfBlocks(letter.blocks)).toContain('in 2015 and 2016');
  });

  it('thanks for reading, and ends fraternally', () => {
    expect(paragraphs(letter).at(-2)).toContain('Thank you for reading');
    expect(letter.blocks.at(-2)).toMatchObject({ closing: 'Yours fraternally' });
  });
});

describe('the reminder', () => {
  it.each([
    ['2028-06-20', /in 4 days/u],
    ['2028-06-23', /tomorrow/u],
    ['2028-06-24', /today/u],
  ])('of %s counts the days', (today, said) => {
    expect(textOfBlocks(letterOf('reminder.hbs', { name: 'Jo' }, today).blocks)).toMatch(said);
  });

  it('is an error when the deadline has passed', () => {
    const { letter, problems } = mergeLetter(shipped('reminder.hbs'), rowOf({ name: 'Jo' }), {
      campaign,
      today: '2028-06-25',
      placeOf: placeInRow,
    });
    expect(letter).toBeNull();
    expect(problems[0]?.message).toContain('24 June 2028 has passed');
  });

  it('is Welsh in Welsh', () => {
    const letter = letterOf('reminder.cy.hbs', { name: 'Jo', language: 'cy' });
    expect(letter.language).toBe('cy');
    expect(textOfBlocks(letter.blocks)).toContain('24\u00a0Mehefin 2028');
    expect(letter.blocks[0]).toMatchObject({
      kind: 'sender',
      lines: [[{ text: 'Rhif aelodaeth L1234567' }], [{ text: 'CLP Cardiff West' }], [{ kind: 'link' }]],
    });
    expect(letter.blocks[1]).toEqual({ kind: 'date', text: '2 Mai 2028' });
  });

  it('needs no website', () => {
    const candidate = { name: 'Siân Prydderch' };
    expect(
      textOfBlocks(letterOf('reminder.hbs', { name: 'Jo' }, '2028-06-01', { ...campaign, candidate }).blocks),
    ).not.toContain('website');
  });
});

it('the English letters say that they are, whatever language a row has', () => {
  expect(english.map((file) => letterOf(file, { name: 'Jo', language: 'cy' }).language)).toEqual([
    'en-GB',
    'en-GB',
    'en-GB',
  ]);
});
