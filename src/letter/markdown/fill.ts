import { errorAt, type Place, type Problem } from '../../problem.js';
import type { PrintedValue } from '../evaluation/evaluate.js';
import type { BodyBlock, BreakRun, LinkRun, Marks, Run, TextRun } from '../letter.js';
import { joinTarget } from './link-target.js';
import type { SkeletonBlock, SkeletonRun, SkeletonText, SlottedText } from './skeleton.js';

type Values = readonly PrintedValue[];

/** Adds characters to the last run where the marks are the same: a value does not show where it begins and ends. */
function addText(runs: (TextRun | BreakRun)[], text: string, marks: Marks): void {
  if (text === '') return;
  const last = runs.at(-1);
  if (
    last?.kind === 'text' &&
    last.strong === marks.strong &&
    last.emphasis === marks.emphasis &&
    last.superscript === marks.superscript &&
    last.language === marks.language
  ) {
    runs[runs.length - 1] = { ...last, text: last.text + text };
  } else {
    runs.push({ kind: 'text', text, ...marks });
  }
}

/** A line end within a value, as in a multi-line cell, is a line break. */
function addLines(runs: (TextRun | BreakRun)[], text: string, marks: Marks): void {
  for (const [index, line] of text.split(/\r\n|\r|\n/u).entries()) {
    if (index > 0) runs.push({ kind: 'break' });
    addText(runs, line, marks);
  }
}

function addSlotted(runs: (TextRun | BreakRun)[], { text, marks }: SkeletonText, values: Values): void {
  for (const part of text) {
    const value = typeof part === 'number' ? values[part] : part;
    if (typeof value === 'string') addText(runs, value, marks);
    else if (value?.pieces)
      for (const piece of value.pieces)
        addText(runs, piece.text, { ...marks, superscript: marks.superscript || piece.superscript });
    else if (value) addLines(runs, value.text, marks);
  }
}

/** The characters of a slotted text where nothing but one line of plain text will do. */
function fillPlain(text: SlottedText, values: Values): string {
  return text.map((part) => (typeof part === 'number' ? (values[part]?.text ?? '') : part)).join('');
}

function fillTextRuns(runs: readonly (SkeletonText | BreakRun)[], values: Values): (TextRun | BreakRun)[] {
  const filled: (TextRun | BreakRun)[] = [];
  for (const run of runs) {
    if (run.kind === 'break') filled.push(run);
    else addSlotted(filled, run, values);
  }
  return filled;
}

function fillLink(
  target: SlottedText,
  place: Place,
  runs: readonly (TextRun | BreakRun)[],
  values: Values,
  problems: Problem[],
): LinkRun[] {
  const parts = target.map((part) => {
    const value = typeof part === 'number' ? values[part] : undefined;
    return { text: typeof part === 'number' ? (value?.text ?? '') : part, trusted: (value?.column ?? null) === null };
  });
  const joined = joinTarget(parts);
  if (joined.kind === 'refused') problems.push(errorAt(place, 'link-target', joined.message, joined.hint));
  return joined.kind === 'target' && runs.length > 0 ? [{ kind: 'link', href: joined.href, runs }] : [];
}

function isOfRow(text: SlottedText, values: Values): boolean {
  return text.some((part) => typeof part === 'number' && (values[part]?.column ?? null) !== null);
}

/** As it is typed: no cell can add a link. */
function addBracketed(plain: (TextRun | BreakRun)[], runs: readonly (SkeletonText | BreakRun)[], values: Values): void {
  for (const run of runs) {
    if (run.kind === 'text') addSlotted(plain, { ...run, text: ['<', ...run.text, '>'] }, values);
  }
}

function fillRuns(runs: readonly SkeletonRun[], values: Values, problems: Problem[]): Run[] {
  const filled: Run[] = [];
  let plain: (TextRun | BreakRun)[] = [];
  for (const run of runs) {
    if (run.kind === 'text') addSlotted(plain, run, values);
    else if (run.kind === 'break') plain.push(run);
    else if (run.isBracketed && isOfRow(run.target, values)) addBracketed(plain, run.runs, values);
    else {
      filled.push(...plain, ...fillLink(run.target, run.place, fillTextRuns(run.runs, values), values, problems));
      plain = [];
    }
  }
  filled.push(...plain);
  return filled;
}

/** An image is a file of the organiser's, so that no row can ask for another. */
function fillImage(block: SkeletonBlock & { kind: 'image' }, values: Values, problems: Problem[]): BodyBlock[] {
  const fromList = isOfRow(block.source, values);
  const source = fillPlain(block.source, values);
  if (fromList)
    problems.push(
      errorAt(
        block.place,
        'image-from-list',
        'A value from the list says which picture stands here.',
        'Name the file here, or give its name in campaign.yaml.',
      ),
    );
  else if (/^[a-z][a-z0-9+.-]*:|^\/\//iu.test(source) || source === '')
    problems.push(
      errorAt(
        block.place,
        'image-elsewhere',
        `"${source}" is not a file beside the template.`,
        'Put the picture beside the template and write its file name.',
      ),
    );
  return [{ kind: 'image', source, alternative: fillPlain(block.alternative, values).replace(/\s*[\r\n]+\s*/gu, ' ') }];
}

/** Spaces, which stand between values that are empty, are no text. */
function isBlank(run: Run): boolean {
  return run.kind === 'text' && /^ *$/u.test(run.text);
}

/** The items of a list of which something is left. */
function fillItems(items: readonly (readonly SkeletonBlock[])[], values: Values, problems: Problem[]): BodyBlock[][] {
  return items.map((item) => fillBlocks(item, values, problems)).filter((blocks) => blocks.length > 0);
}

/** Puts the values into one block: into its text, percent-encoded into its links, and nowhere else. What nothing is left of is left out: a block without text, an item, a list or a quotation without blocks. */
export function fillBlock(block: SkeletonBlock, values: Values, problems: Problem[]): BodyBlock[] {
  switch (block.kind) {
    case 'fixed':
      return [block.block];
    case 'heading':
    case 'paragraph': {
      const runs = fillRuns(block.runs, values, problems);
      if (runs.every(isBlank)) return [];
      return [block.kind === 'heading' ? { kind: 'heading', level: block.level, runs } : { kind: 'paragraph', runs }];
    }
    case 'list': {
      const items = fillItems(block.items, values, problems);
      return items.length === 0 ? [] : [{ kind: 'list', start: block.start, items }];
    }
    case 'quotation': {
      const blocks = fillBlocks(block.blocks, values, problems);
      return blocks.length === 0 ? [] : [{ kind: 'quotation', blocks }];
    }
    case 'image':
      return fillImage(block, values, problems);
    case 'rule':
      return [{ kind: 'rule' }];
  }
}

/** Puts a letter's values into its skeleton. */
function fillBlocks(blocks: readonly SkeletonBlock[], values: Values, problems: Problem[]): BodyBlock[] {
  return blocks.flatMap((block) => fillBlock(block, values, problems));
}
