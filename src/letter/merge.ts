import type { Campaign } from '../campaign.js';
import { errorAt, hasErrors, type Place, type Problem } from '../problem.js';
import type { Template } from './compile.js';
import type { Scope } from './evaluation/evaluate-expression.js';
import { evaluate, type Evaluation, type PrintedValue } from './evaluation/evaluate.js';
import { factsOf } from './template/facts.js';
import { refillBlocks } from './markdown/refill.js';
import { furnitureIn } from './wording/furniture.js';
import { fallbackGreeting } from './wording/greeting.js';
import type { Letter, SignatureBlock } from './letter.js';
import { letterhead } from './letterhead.js';
import type { Writing } from './markdown/markdown.js';
import { slotAt, slotLimit } from './template/outline.js';
import { sameAsBefore } from './markdown/same-block.js';
import type { TemplateNode } from './template/template-tree.js';
import type { DateOrder } from '../words/date-in-figures.js';
import { NO_BREAK, typographerFor, withDayKept, type Typographer } from './wording/typographic-signs.js';
import { knownFields } from './template/variables.js';

/** What a letter is merged from; a Recipient is one. */
export interface LetterRow {
  readonly name: string;
  /** What stands after "Dear"; null for the campaign's own greeting. */
  readonly greeting: { readonly text: string | null };
  readonly clp: string;
  /** Every CLP that the letter stands for; left out where it is one. */
  readonly clps?: readonly string[];
  readonly postalAddress: readonly string[];
  /** By their folded names. */
  readonly columns: Readonly<Record<string, string>>;
}

export interface MergeContext {
  readonly campaign: Campaign;
  /** ISO date. */
  readonly today: string;
  /** Where this row's cell of a column stands. */
  readonly placeOf: (column: string) => Place;
  /** What comes first in the dates in figures of a column, where its cells tell. */
  readonly dateOrders?: ReadonlyMap<string, DateOrder>;
}

export interface MergedLetter {
  /** Null where there is an error. */
  readonly letter: Letter | null;
  readonly problems: readonly Problem[];
}

/** A letter's language. Not the row's: a Welsh row may get an English letter for want of a Welsh one, and then its dates are English too. */
export function languageFor(template: Template, campaign: Campaign): string {
  return template.language ?? campaign.language;
}

/** What a template may print for a row. */
export function scopeOf(row: LetterRow, context: MergeContext, language: string): Scope {
  const { campaign, today, placeOf, dateOrders } = context;
  const fromRow = (name: string): string | null => {
    if (name === 'name') return row.name;
    if (name === 'clp') return row.clp;
    if (name === 'greeting') return row.greeting.text ?? fallbackGreeting(campaign, language);
    if (Object.hasOwn(row.columns, name)) return row.columns[name] ?? '';
    return knownFields.includes(name) ? '' : null;
  };
  const clps = row.clps ?? [row.clp];
  const dateOrderOf = (column: string): DateOrder | null => dateOrders?.get(column) ?? campaign.dates ?? null;
  return { language, today, facts: factsOf(campaign), clps, fromRow, placeOf, dateOrderOf, told: new Set() };
}

/** One line of plain text. No row can add a line to it, and so no header to an e-mail. `signs` sets what the template says of it. */
function mergeLine(
  nodes: readonly TemplateNode[],
  scope: Scope,
  problems: Problem[],
  signs: Typographer | null,
): string {
  const { pieces, values, problems: found } = evaluate(nodes, scope);
  problems.push(...found);
  // A mark where each value goes, as in a body: the signs are then the same for every row, and found once.
  const stretches = pieces.map((piece) =>
    piece.kind === 'content' ? { text: piece.text, fixed: false } : { text: slotAt(0), fixed: true },
  );
  const typed = signs?.(stretches) ?? stretches.map(({ text }) => text);
  let next = 0;
  const texts = pieces.map((piece, index) => {
    if (piece.kind === 'content') return typed[index];
    const value = values[next++];
    if (value !== undefined && /[\p{Cc}\u2028\u2029]/u.test(value.text)) {
      const place = value.column === null ? piece.place : scope.placeOf(value.column);
      problems.push(
        errorAt(
          place,
          'line-break',
          `A line end or control character stands in a value that must be one line (line ${piece.place.line} of ${piece.place.file}).`,
          'Write the value on one line.',
        ),
      );
    }
    return value?.text;
  });
  return texts.join('').trim();
}

/** A mail program breaks a subject wherever it likes, and finds "24 June" in it by a plain space only. */
function inSubject(signs: Typographer): Typographer {
  return (stretches) => signs(stretches).map((text) => text.replaceAll(NO_BREAK, ' '));
}

/** A value is text, and stays as it is; only a date is of our own wording. */
function withDatesKept(value: PrintedValue): PrintedValue {
  if (value.pieces === null) return value;
  const pieces = value.pieces.map((piece) => ({ ...piece, text: withDayKept(piece.text) }));
  return { ...value, text: pieces.map((piece) => piece.text).join(''), pieces };
}

function wholeOf({ file }: Template): Place {
  return { file, line: null, column: null };
}

interface MergeSetting {
  readonly template: Template;
  readonly scope: Scope;
  readonly writing: Writing;
}

function mergeBody(setting: MergeSetting, problems: Problem[]): Letter['blocks'] {
  const blocks = mergeMarkdown(evaluate(setting.template.body, setting.scope), setting, problems);
  if (blocks.length > 0 || hasErrors(problems)) return blocks;
  const hint = 'Write what every row gets, outside of {{#if}} and {{#each}}.';
  problems.push(
    errorAt(wholeOf(setting.template), 'empty-letter', 'Nothing is left of the letter for this row.', hint),
  );
  return blocks;
}

function mergeMarkdown(
  evaluation: Evaluation,
  { template, writing }: MergeSetting,
  problems: Problem[],
): Letter['blocks'] {
  problems.push(...evaluation.problems);
  if (evaluation.values.length > slotLimit) {
    const message = `The letter prints ${evaluation.values.length} values, and can print ${slotLimit}.`;
    const hint = 'Shorten the list that {{#each}} goes through.';
    problems.push(errorAt(wholeOf(template), 'too-many-values', message, hint));
    return [];
  }
  const skeleton = template.skeletons.skeletonOf(evaluation, writing);
  problems.push(...skeleton.problems);
  const keepsDates = writing.hasSigns && typographerFor(writing.language) !== null;
  const values = keepsDates ? evaluation.values.map(withDatesKept) : evaluation.values;
  return refillBlocks(skeleton.blocks, values, problems);
}

/** Its author may have typed "P.S." too, or "PPS". */
const BEGINS_AS_POSTSCRIPT = /^\W*(?:(?:P\.? ?)+S\b|O\. ?N\.)/u;

/** What stands below the signature: nothing where nothing is left of it for this row. */
function mergePostscript(setting: MergeSetting, problems: Problem[]): Letter['blocks'] {
  const { ps, file } = setting.template;
  if (ps === null) return [];
  const evaluation = evaluate(ps, setting.scope);
  const { text, pieces } = evaluation;
  if (text.trim() === '' || BEGINS_AS_POSTSCRIPT.test(text)) return mergeMarkdown(evaluation, setting, problems);
  const begin = `${furnitureIn(setting.writing.language).postscript} `;
  const place = { file, line: 1, column: 1 };
  const content = { kind: 'content', text: begin, place, indent: 0 } as const;
  return mergeMarkdown({ ...evaluation, text: begin + text, pieces: [content, ...pieces] }, setting, problems);
}

const sameSignature = sameAsBefore<SignatureBlock>();

function mergeSignature(
  { closing: before, signature }: Template,
  scope: Scope,
  { candidate, letter }: Campaign,
  signs: Typographer | null,
  problems: Problem[],
): SignatureBlock[] {
  if (before === null) return [];
  const closing = mergeLine(before, scope, problems, signs);
  const name = signature === null ? candidate.name : mergeLine(signature, scope, problems, signs);
  const source = letter.signatureImage;
  if (source === undefined) return [sameSignature({ kind: 'signature', closing, name })];
  const alternative = furnitureIn(scope.language).signature(name);
  return [sameSignature({ kind: 'signature', closing, picture: { kind: 'image', source, alternative }, name })];
}

/**
 * Fills a template for one row. Every problem of the row is told: an empty value that the template prints, a value that a helper
 * cannot take, a line end in the subject. Problems of the template itself come again with every row that meets them.
 */
export function mergeLetter(template: Template, row: LetterRow, context: MergeContext): MergedLetter {
  const { campaign } = context;
  const language = languageFor(template, campaign);
  const scope = scopeOf(row, context, language);
  const problems: Problem[] = [];
  const writing = { language, hasSigns: campaign.letter.typography === 'typographic' };
  const signs = writing.hasSigns ? typographerFor(language) : null;
  const subject = mergeLine(template.subject, scope, problems, signs === null ? null : inSubject(signs));
  if (subject === '' && problems.length === 0) {
    const hint = 'Write the subject so that something is always left of it.';
    problems.push(errorAt(wholeOf(template), 'empty-subject', 'The subject is empty for this row.', hint));
  }
  const date = template.date === null ? context.today : mergeLine(template.date, scope, problems, null);
  const setting = { template, scope, writing };
  const body = mergeBody(setting, problems);
  const postscript = mergePostscript(setting, problems);
  const signature = mergeSignature(template, scope, campaign, signs, problems);
  if (hasErrors(problems)) return { letter: null, problems };
  const head = letterhead(template.letterhead, { campaign, row, date, language });
  const { attach } = template;
  const blocks = [...head, ...body, ...signature, ...postscript];
  const largePrint = row.columns['large_print'] === 'yes';
  return {
    letter: { language, subject, largePrint, author: campaign.candidate.name, blocks, attach },
    problems,
  };
}
