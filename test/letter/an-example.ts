import { campaignSchema, type Campaign } from '../../src/campaign.js';
import { checkVariables } from '../../src/letter/checks/check-variables.js';
import { compileTemplate, type Template, type TemplateSource } from '../../src/letter/compile.js';
import type { BodyBlock, Letter, Run } from '../../src/letter/letter.js';
import { mergeLetter, type LetterRow, type MergedLetter } from '../../src/letter/merge.js';
import { greetingOf } from '../../src/recipients/person/greeting-of-row.js';
import type { Problem } from '../../src/problem.js';

export const campaign: Campaign = campaignSchema.parse({
  campaign: 'nec-2028',
  candidate: {
    name: 'Siân Prys',
    membershipNumber: 'L7',
    clp: 'Ynys Môn',
    email: 'sian@example.org',
    website: 'https://example.org/sian',
    nation: 'Wales',
  },
  election: { body: 'National Executive Committee', seats: 6, nominationsClose: '2028-06-24' },
  facts: {
    slate: ['Ann', 'Bob', 'Cai'],
    people: [{ name: 'Ann', town: 'Bala' }, { name: 'Bob' }],
    keen: true,
    blank: '',
    wrong: 'javascript:alert(1)',
    picture: 'me.png',
  },
  template: 'first',
  from: 'Siân <sian@example.org>',
  fallbackGreeting: { en: 'Comrade', cy: 'Gyfaill' },
});

/** A row with these cells; its name and CLP are taken from them. */
export function rowOf(columns: Readonly<Record<string, string>>): LetterRow {
  return {
    name: columns['name'] ?? '',
    greeting: greetingOf(columns),
    clp: columns['clp'] ?? 'Bootle',
    postalAddress: [],
    columns,
  };
}

/** A template with this body, and these further lines of front matter. */
export function templateText(body: string, ...frontMatter: string[]): string {
  return [
    '---',
    ...(frontMatter.some((line) => line.startsWith('subject')) ? [] : ['subject: Hello']),
    ...frontMatter,
    '---',
    body,
  ].join('\n');
}

export function partialsOf(files: Readonly<Record<string, string>>): ReadonlyMap<string, TemplateSource> {
  return new Map(Object.entries(files).map(([name, text]) => [name, { file: `partials/${name}.hbs`, text }]));
}

/** The problems of a template by itself. */
export function problemsOf(text: string, partials = partialsOf({})): readonly Problem[] {
  return compileTemplate({ file: 'first.hbs', text }, partials).problems;
}

/** The template, which must have no problems. */
export function compiled(text: string, partials = partialsOf({}), file = 'first.hbs'): Template {
  const { template, problems } = compileTemplate({ file, text }, partials);
  if (template === null) throw new Error(JSON.stringify(problems));
  return template;
}

/** The problems of a body's variables, for a list with these columns. */
export function variableProblems(body: string, columns: readonly string[] = ['clp', 'name']): readonly Problem[] {
  return checkVariables(compiled(templateText(body)), columns, campaign);
}

export function merged(
  text: string,
  columns: Readonly<Record<string, string>> = {},
  today = '2028-06-01',
): MergedLetter {
  return mergeLetter(compiled(text), rowOf(columns), { campaign, today, placeOf: placeInRow });
}

/** Where problems of a row are told of in these tests. */
export function placeInRow(column: string): { file: string; line: number; column: number } {
  return { file: 'clps.csv', line: 7, column: ['clp', 'name', 'town', 'nation'].indexOf(column) + 1 };
}

/** The blocks of a body that must merge without a problem. */
export function blocksOf(
  body: string,
  columns: Readonly<Record<string, string>> = {},
  ...frontMatter: string[]
): Letter['blocks'] {
  const { letter, problems } = merged(templateText(body, ...frontMatter), columns);
  if (letter === null) throw new Error(JSON.stringify(problems));
  return letter.blocks;
}

/** The only problem: severity, code and place in one line, and what it says. */
export function toldOf(problems: readonly Problem[]): string[] {
  return problems.map(
    (problem) =>
      `${problem.file}:${problem.line ?? '-'}:${problem.column ?? '-'} ${problem.severity} ${problem.code}: ${problem.message} ${problem.hint}`,
  );
}

function charactersOf(run: Run): string {
  return run.kind === 'text' ? run.text : run.kind === 'break' ? '\n' : run.runs.map(charactersOf).join('');
}

/** The characters of a letter's blocks, a block a line. */
export function textOfBlocks(blocks: Letter['blocks']): string {
  return blocks.map(textOfBlock).join('\n');
}

function textOfBlock(block: Letter['blocks'][number] | BodyBlock): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return block.runs.map(charactersOf).join('');
    case 'list':
      return block.items.flat().map(textOfBlock).join('\n');
    case 'quotation':
      return block.blocks.map(textOfBlock).join('\n');
    case 'signature':
      return `${block.closing}\n${block.name}`;
    default:
      return '';
  }
}
