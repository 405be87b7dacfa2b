import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Block, Letter, Run } from '../../src/letter/letter.js';
import { renderHtml } from '../../src/render/html.js';
import { renderText } from '../../src/render/text.js';
import { arbitraryLetter } from './arbitrary-letter.js';
import { bodyText } from './read-html.js';
import { sampleLetter, style } from './sample-letter.js';
import { runs } from '../runs.js';

/** Every word holds a letter; list markers, underlines, rules and quotation marks hold none. */
function wordsIn(text: string): readonly string[] {
  return text.split(/\s+/u).filter((word) => /\p{L}/u.test(word));
}

function runText(runs: readonly Run[]): string {
  return runs
    .map((run) => {
      if (run.kind === 'text') return run.text;
      return run.kind === 'break' ? '\n' : runText(run.runs);
    })
    .join('');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'sender':
      return [block.name, ...block.lines.map(runText)].join('\n');
    case 'recipient':
      return block.lines.join('\n');
    case 'date':
      return block.text;
    case 'heading':
    case 'paragraph':
      return runText(block.runs);
    case 'list':
      return block.items.flat().map(blockText).join('\n');
    case 'quotation':
      return block.blocks.map(blockText).join('\n');
    case 'image':
      return `[${block.alternative}]`;
    case 'rule':
      return '';
    case 'signature':
      return `${block.closing}\n${block.name}`;
  }
}

function wordsOf(letter: Letter): readonly string[] {
  return wordsIn(letter.blocks.map(blockText).join('\n'));
}

/** A link's address follows its text in brackets, where the two differ; no word of an arbitrary letter holds a bracket. */
function withoutAddresses(text: string): string {
  return text.replace(/\s+[> ]*\((?:https|mailto):[^\s)]*\)/gu, '');
}

test('the HTML says the words of the letter, all of them, in their order', () => {
  expect(wordsIn(bodyText(renderHtml(sampleLetter, style, (source) => source)))).toEqual(wordsOf(sampleLetter));
  fc.assert(
    fc.property(arbitraryLetter, (letter) => {
      expect(wordsIn(bodyText(renderHtml(letter, style, (source) => source)))).toEqual(wordsOf(letter));
    }),
    { numRuns: runs(300) },
  );
});

test('the plain text says the words of the letter, all of them, in their order', () => {
  expect(wordsIn(withoutAddresses(renderText(sampleLetter)))).toEqual(wordsOf(sampleLetter));
  fc.assert(
    fc.property(arbitraryLetter, (letter) => {
      expect(wordsIn(withoutAddresses(renderText(letter)))).toEqual(wordsOf(letter));
    }),
    { numRuns: runs(300) },
  );
});
