import Handlebars from 'handlebars';
import { expect, it } from 'vitest';
import { factsOf } from '../../src/letter/template/facts.js';
import { blocksOf, campaign, textOfBlocks, toldOf, variableProblems } from './an-example.js';

const ROW = { clp: 'Bath', name: 'Jo' };

it.each([
  '{{#each facts.people.[0]}}{{@index}} {{@key}}: {{this}}{{#unless @last}}, {{/unless}}{{/each}}',
  '{{#each facts.people.[0] as |value key|}}{{key}} is {{value}}; {{/each}}',
  '{{#each facts.people}}{{#each this}}{{@../index}} {{@key}} {{this}} {{../name}} {{../../clp}}; {{/each}}{{/each}}',
  '{{#each facts.slate}}{{@key}} {{@root.clp}} {{this}} {{/each}}',
  '{{#each facts.slate as |person number|}}{{number}} {{person}} {{/each}}',
  '{{facts.slate.[1]}} {{facts.slate.[2]}} of {{facts.slate.length}}',
  '{{#each facts.people.[0]}}{{#if @first}}first {{/if}}{{this}} {{else}}nobody{{/each}}',
])('a letter says what Handlebars 4.7 says: %s', (body) => {
  expect(toldOf(variableProblems(body))).toEqual([]);
  const said = Handlebars.compile(body, { noEscape: true })({ ...factsOf(campaign), ...ROW });
  expect(textOfBlocks(blocksOf(body, ROW))).toBe(said.trim());
});

it.each([
  ['{{facts.slate.[9]}}', 'There is no variable "facts.slate.9"'],
  ['{{#each facts.people}}{{town}}{{/each}}', 'There is no variable "town"'],
  ['{{#each facts.people.[0]}}{{this.town}}{{/each}}', 'There is no variable "this.town"'],
  ['{{@key}}', '@index, @key, @first and @last'],
  ['{{@root.nope}}', 'There is no variable "@root.nope"'],
  ['{{@root}}', 'There is no variable "@root"'],
  ['{{facts.slate.push}}', 'There is no variable "facts.slate.push"'],
])('what it would leave blank is an error: %s', (body, told) => {
  expect(toldOf(variableProblems(body))[0]).toContain(told);
});
