import { describe, expect, it } from 'vitest';
import { checkVariables } from '../../src/letter/checks/check-variables.js';
import { campaign, compiled, templateText, toldOf, variableProblems } from './an-example.js';

function only(body: string, columns?: readonly string[]): string {
  const told = toldOf(variableProblems(body, columns));
  expect(told).toHaveLength(1);
  return told[0] ?? '';
}

describe('a variable', () => {
  it.each([
    '{{clp}} {{name}} {{greeting}} {{date today}}',
    '{{#if nation}}{{nation}}{{/if}} {{#if postcode}}x{{/if}} {{default salutation "you"}}',
    '{{candidate.name}} {{words election.seats}} {{candidate.nation}}',
    '{{#if election.abbreviation}}{{election.abbreviation}}{{/if}}',
    '{{#each facts.slate}}{{@index}}{{this}}{{../clp}}{{#if @last}}.{{/if}}{{/each}}',
    '{{#each facts.people as |person number|}}{{person.name}}{{number}}{{../clp}}{{/each}}',
    '{{#each facts.people}}{{name}} {{this.name}}{{/each}}',
  ])('exists: %s', (body) => {
    expect(variableProblems(body)).toEqual([]);
  });

  it.each([
    ['{{clq}}', 'first.hbs:4:3 error unknown-variable: There is no variable "clq". Did you mean "clp"?'],
    [
      'x\n{{#if nmae}}a{{/if}}',
      'first.hbs:5:7 error unknown-variable: There is no variable "nmae". Did you mean "name"?',
    ],
    ['{{upper twon}}', 'first.hbs:4:9 error unknown-variable: There is no variable "twon". Did you mean "town"?'],
    ['{{#if (eq clp ward)}}a{{/if}}', 'There is no variable "ward". Add a column "ward"'],
    ['{{#if clp}}a{{else}}{{wrong_one}}{{/if}}', 'There is no variable "wrong_one".'],
    ['{{candidate.nmae}}', 'There is no variable "candidate.nmae". Did you mean "candidate.name"?'],
    ['{{clp.name}}', 'There is no variable "clp.name". Did you mean "clp"?'],
    ['{{#each facts.people}}{{this.town}}{{/each}}', 'There is no variable "this.town".'],
    ['{{#each facts.slate}}{{clp}}{{/each}}', 'Did you mean "../clp"?'],
    ['{{../clp}}', 'Each ../ steps out of one {{#each}}.'],
    ['{{this}}', 'Only inside {{#each}} there is an item to print.'],
    ['{{@index}}', 'Inside {{#each}} there are @index, @key, @first and @last.'],
    ['{{constructor}}', 'There is no variable "constructor".'],
    ['{{candidate.toString}}', 'There is no variable "candidate.toString".'],
  ])('does not exist: %s', (body, told) => {
    expect(only(body)).toContain(told);
  });

  it('may be any column of the list', () => {
    expect(variableProblems('{{ward}}', ['clp', 'ward'])).toEqual([]);
  });

  it('is looked for in front matter, too', () => {
    const template = compiled(
      templateText(
        'Hi',
        'subject: "To {{clq}}"',
        'date: "{{nope1}}"',
        'closing: "{{nope2}}"',
        'signature: "{{nope3}}"',
      ),
    );
    expect(toldOf(checkVariables(template, ['clp'], campaign)).map((told) => told.split(' ')[0])).toEqual([
      'first.hbs:2:16',
      'first.hbs:3:10',
      'first.hbs:4:13',
      'first.hbs:5:15',
    ]);
  });
});

describe('what cannot be printed', () => {
  it.each([
    [
      '{{facts.slate}}',
      'error not-text: "facts.slate" is a list, and cannot be printed as it is. Write {{list facts.slate}}',
    ],
    ['{{facts.people}}', 'is a list'],
    ['{{candidate}}', '"candidate" is a group of facts'],
    ['{{facts.keen}}', 'is yes or no, and cannot be printed. Ask it: {{#if facts.keen}}'],
    ['{{facts.blank}}', 'error empty-fact: "facts.blank" has no value'],
    ['{{election.abbreviation}}', 'error empty-fact: "election.abbreviation" has no value'],
    ['{{#each clp}}x{{/each}}', 'error not-a-list: "clp" is neither a list'],
  ])('%s', (body, told) => {
    expect(only(body)).toContain(told);
  });
});

describe('an argument', () => {
  it.each([
    [
      '{{date election.nominationsClose "short"}}',
      'error wrong-argument: "date" needs one of "long", "full", "day-month", "ordinal" here, and "short" is none.',
    ],
    [
      '{{date election.body}}',
      '"date" needs a date like 2028-06-24 here, and "election.body" is none. Write it like {{date election.nominationsClose "long"}}.',
    ],
    ['{{words candidate.name}}', '"words" needs a whole number here'],
    ['{{list clp}}', '"list" needs a list of texts here, and "clp" is none.'],
    ['{{list facts.people}}', '"list" needs a list of texts here'],
    ['{{upper facts.slate}}', '"upper" needs text or a number here'],
    ['{{words (upper clp)}}', '"words" needs a whole number here, and what "upper" gives is none.'],
    ['{{#if (eq facts.slate "a")}}x{{/if}}', '"eq" needs text, a number, or yes or no here'],
  ])('of the wrong kind is refused: %s', (body, told) => {
    expect(only(body)).toContain(told);
  });

  it('of the right kind is taken', () => {
    expect(
      variableProblems(
        '{{words (daysUntil election.nominationsClose)}} {{ordinal 21}} {{list facts.slate}} {{date today "full"}} {{upper (default name "x")}}',
      ),
    ).toEqual([]);
  });
});
