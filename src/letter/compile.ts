import { canonicalTag } from '../words/language-tag.js';
import type { Root } from 'mdast';
import { distinct, errorAt, hasErrors, placeIn, type Place, type Problem } from '../problem.js';
import { cutTemplate, type CutTemplate, type FrontMatter, type FrontMatterLine } from './template/front-matter.js';
import { markdownTree } from './markdown/markdown-tree.js';
import { parseMarkdown, type Writing } from './markdown/markdown.js';
import { outlineOf, slotCharacters, type Outline } from './template/outline.js';
import { parseTemplateText } from './template/parse-template.js';
import { withEmptyBranches } from './template/empty-branches.js';
import { withPlainLineEnds } from './template/template-text.js';
import { literalTexts, type LiteralText } from './checks/literal-text.js';
import { markupInLines } from './checks/markup-in-lines.js';
import { strayMarkup } from './checks/stray-markup.js';
import { typedGreetings } from './checks/typed-greeting.js';
import { createSkeletons, type Skeletons } from './markdown/skeletons.js';
import type { TemplateNode } from './template/template-tree.js';

/** A file of the templates folder. `file` is how problems name it. */
export interface TemplateSource {
  readonly file: string;
  readonly text: string;
  /** Why its text cannot be read, where it cannot: it is saved in another encoding. */
  readonly unreadable?: readonly Problem[];
}

/** A template that has no mistakes of its own; whether its variables exist is known only beside a list and a campaign. */
export interface Template extends TemplateParts {
  /** "reminder" for both reminder.hbs and reminder.cy.hbs. */
  readonly name: string;
  /** BCP 47; null where neither file name nor front matter names one. */
  readonly language: string | null;
  readonly skeletons: Skeletons;
}

/** What a template says, parsed. */
export interface TemplateParts {
  readonly file: string;
  readonly attach: readonly string[];
  /** Where the template names a file; without a line where one of its partials does. */
  readonly placeOfFile: (name: string) => Place;
  readonly letterhead: FrontMatter['letterhead'];
  /** The letter that whoever gets this one has had; null: none. */
  readonly follows: string | null;
  readonly subject: readonly TemplateNode[];
  readonly body: readonly TemplateNode[];
  /** Null: today. */
  readonly date: readonly TemplateNode[] | null;
  /** Null: the letter ends with its body. */
  readonly closing: readonly TemplateNode[] | null;
  /** Null: the candidate's name. */
  readonly signature: readonly TemplateNode[] | null;
  /** What stands below the signature, in Markdown. Null: nothing. */
  readonly ps: readonly TemplateNode[] | null;
}

export interface CompiledTemplate {
  /** Null where there is an error. */
  readonly template: Template | null;
  /** As far as it could be parsed. */
  readonly parts: TemplateParts;
  readonly problems: readonly Problem[];
}

/** "templates/reminder.cy.hbs" is the Welsh version of the template "reminder". */
function nameOf(file: string): { readonly name: string; readonly language: string | null } {
  const base =
    file
      .split(/[/\\]/u)
      .at(-1)
      ?.replace(/\.hbs$/u, '') ?? file;
  const [name = base, language = null] = base.split('.');
  return { name, language: language === null ? null : canonicalTag(language) };
}

/** Where some words first stand in a template. */
function placeOfText({ file, text }: TemplateSource, words: string): Place {
  const at = text.indexOf(words);
  return at < 0 ? { file, line: null, column: null } : placeIn(text, at, { file, line: 1, column: 1 });
}

/** The marks of outline.ts must not stand in the text already, neither as they are nor as &#xE000;. */
function problemsOfCharacters({ file, text }: TemplateSource): Problem[] {
  return text.split('\n').flatMap((line, index) => {
    const written = line.replace(
      /&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/giu,
      (reference, hex: string | undefined, decimal: string | undefined) => {
        const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
        return (code <= 0x10ffff ? String.fromCodePoint(code) : '').padEnd(reference.length);
      },
    );
    const found = slotCharacters.exec(written);
    if (found === null) return [];
    const code = found[0].charCodeAt(0).toString(16).toUpperCase();
    return [
      errorAt(
        { file, line: index + 1, column: found.index + 1 },
        'private-character',
        `The character U+${code} has no meaning of its own, and no reader's font shows it.`,
        'Take it out, or write what it stood for in words.',
      ),
    ];
  });
}

/** For problems: they are the same in every language, and whatever becomes of the signs. */
const AS_TYPED: Writing = { language: 'und', hasSigns: false };

/** A text as Markdown reads it, for one answer to every {{#if}}. */
interface Reading {
  readonly outline: Outline;
  readonly tree: Root;
  readonly literals: readonly LiteralText[];
}

function reading(nodes: readonly TemplateNode[], answer: boolean): Reading {
  const outline = outlineOf(nodes, answer);
  const tree = markdownTree(outline.text);
  return { outline, tree, literals: literalTexts(tree, outline.text) };
}

/**
 * What Markdown makes of a body and a P.S., and of what it makes nothing; the other lines of front
 * matter are plain text. Answering every {{#if}} with yes, then with no, brings all of the text
 * before the parser.
 */
function problemsOfText(
  body: readonly TemplateNode[],
  { ps, ...plain }: Readonly<Record<FrontMatterLine, readonly TemplateNode[] | null>>,
): readonly Problem[] {
  const full = reading(body, true);
  const ofPs = ps === null ? [] : [reading(ps, true), reading(ps, false)];
  const readings = [full, reading(body, false), ...ofPs];
  return distinct([
    ...readings.flatMap(({ outline, tree }) => parseMarkdown(outline, AS_TYPED, tree).problems),
    ...readings.flatMap(({ outline, literals }) => strayMarkup(outline, literals)),
    ...markupInLines(plain),
    ...typedGreetings(full.outline, full.literals),
  ]);
}

function languageProblems(file: string, frontMatter: FrontMatter, ofFile: string | null): Problem[] {
  const said = frontMatter.language;
  if (ofFile === null || said === undefined || said === ofFile) return [];
  return [
    errorAt(
      { file, line: 1, column: 1 },
      'two-languages',
      `The file's name says "${ofFile}", and its front matter says "${said}".`,
      'Take "language" out of the front matter.',
    ),
  ];
}

function signatureProblems(cut: CutTemplate, frontMatter: FrontMatter): Problem[] {
  if (frontMatter.signature === undefined || frontMatter.closing !== undefined) return [];
  return [
    errorAt(
      cut.placeOf('signature'),
      'front-matter',
      '"signature" stands here without "closing".',
      'Add what comes before the name, such as: closing: Many thanks',
    ),
  ];
}

/**
 * Reads a template and the partials in it, by name. Gathers every mistake that can be known without a list and a campaign:
 * front matter, Handlebars, and Markdown that a letter cannot show.
 */
export function compileTemplate(
  source: TemplateSource,
  partials: ReadonlyMap<string, TemplateSource>,
): CompiledTemplate {
  const { file, unreadable = [] } = source;
  // What is wrong with a text that was misread would mislead.
  const text = unreadable.length > 0 ? '' : withPlainLineEnds(source.text);
  const cut = cutTemplate(file, text);
  const { frontMatter } = cut;
  const problems = unreadable.length > 0 ? [...unreadable] : [...problemsOfCharacters({ file, text }), ...cut.problems];
  const readLine = (key: FrontMatterLine): readonly TemplateNode[] | null => {
    const written = frontMatter?.[key];
    if (written === undefined) return null;
    return parseTemplateText({
      source: { text: written, ...cut.placeOf(key) },
      partials: new Map(),
      open: [],
      indent: 0,
      problems,
    });
  };
  const lines = {
    subject: readLine('subject'),
    date: readLine('date'),
    closing: readLine('closing'),
    signature: readLine('signature'),
    ps: readLine('ps'),
  };
  const body = withEmptyBranches(parseTemplateText({ source: cut.body, partials, open: [], indent: 0, problems }));
  const { attach = [], letterhead = [], follows = null } = frontMatter ?? {};
  const placeOfFile = (name: string): Place => placeOfText({ file, text }, name);
  const parts = { file, attach, placeOfFile, letterhead, follows, ...lines, subject: lines.subject ?? [], body };
  if (!hasErrors(problems)) problems.push(...problemsOfText(body, lines));
  const { name, language } = nameOf(file);
  if (frontMatter !== null)
    problems.push(...languageProblems(file, frontMatter, language), ...signatureProblems(cut, frontMatter));
  if (frontMatter === null || hasErrors(problems)) return { template: null, parts, problems };
  const template = { name, language: frontMatter.language ?? language, ...parts, skeletons: createSkeletons() };
  return { template, parts, problems };
}
