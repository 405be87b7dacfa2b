import { expect, it } from 'vitest';
import { blocksOf, textOfBlocks } from './an-example.js';

function kinds(body: string): readonly string[] {
  return blocksOf(body).map((block) => (block.kind === 'list' ? `list of ${block.items.length}` : block.kind));
}

it.each([
  ['- one\n- {{#if town}}two{{/if}}\n- three', ['list of 2']],
  ['- {{#if town}}one{{/if}}\n- two', ['list of 1']],
  ['1. one\n2. {{#if town}}two{{/if}}\n3. three', ['list of 2']],
  ['Hello\n\n- {{#if town}}one{{/if}}', ['paragraph']],
  ['Hello\n\n> {{#if town}}one{{/if}}', ['paragraph']],
  ['> {{#if town}}one{{/if}}\n>\n> two', ['quotation']],
  ['- {{#if town}}{{#if region}}one{{/if}}{{/if}}\n- two', ['list of 1']],
  ['- {{#if town}}one{{else}}{{#if region}}two{{/if}}{{/if}}\n- three', ['list of 1']],
  ['- {{#unless clp}}one{{/unless}}\n- two', ['list of 1']],
  ['- {{#each facts.none}}{{this}}{{/each}}\n- two', ['list of 1']],
  ['- one\n  - {{#if town}}two{{/if}}\n- three', ['list of 2']],
  ['> - {{#if town}}one{{/if}}\n> - two', ['quotation']],
  ['- {{default town ""}} {{default region ""}}\n- two', ['list of 1']],
  ['- \n- two', ['list of 1']],
  // Markdown would take the first for a heading, the others for text.
  ['I ask:\n- {{#if town}}one{{/if}}', ['paragraph']],
  ['I ask:\n1. {{#if town}}one{{/if}}', ['paragraph']],
  ['I ask:\n* {{#if town}}one{{/if}}\n* two', ['paragraph', 'list of 1']],
])('nothing is left of an item or a quotation whose branch is not taken: %j', (body, blocks) => {
  expect(kinds(body)).toEqual(blocks);
  expect(textOfBlocks(blocksOf(body))).not.toMatch(/^$|^[-*1.]/u);
});

it.each([
  ['- one\n- {{#if clp}}two{{/if}}\n- three', ['list of 3']],
  ['- {{#if town}}one{{else}}two{{/if}}\n- three', ['list of 2']],
  ['{{#if town}}\n- one\n{{/if}}\n- two', ['list of 1']],
  ['- {{#if town}}one{{/if}}\n  - two', ['list of 1']],
  ['A{{#if town}} b{{/if}} c', ['paragraph']],
])('all else is as it was: %j', (body, blocks) => {
  expect(kinds(body)).toEqual(blocks);
});
