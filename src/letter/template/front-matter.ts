import { z } from 'zod';
import { checkYaml } from '../../yaml/checked-yaml.js';
import { errorAt, type PlaceInText, type Problem } from '../../problem.js';
import { isLanguage } from '../../words/language-tag.js';
import { parseIsoDate } from '../wording/language.js';
import type { TemplateText } from './template-text.js';

const line = z
  .string('must be text')
  .trim()
  .min(1, 'must not be empty')
  .regex(/^[^\n]*$/u, 'must be one line');
const dateLine = line.refine(
  (text) => !/^\d{4}-\d{2}-\d{2}$/u.test(text) || parseIsoDate(text) !== null,
  'is no day of the calendar',
);
const words = ['sender', 'recipient', 'date'] as const;

const frontMatterSchema = z.strictObject({
  subject: line,
  language: z.string('must be text').refine(isLanguage, 'must be a language tag, such as en-GB or cy').optional(),
  letterhead: z
    .array(z.enum(words, 'must be sender, recipient or date'), 'must be a list, such as [sender, date]')
    .default([]),
  attach: z.array(line, 'must be a list, such as [letter.pdf]').default([]),
  date: dateLine.optional(),
  closing: line.optional(),
  signature: line.optional(),
  ps: line.optional(),
  follows: line.optional(),
});

export type FrontMatter = z.infer<typeof frontMatterSchema>;
export type FrontMatterLine = 'subject' | 'date' | 'closing' | 'signature' | 'ps';

/** A template cut in two. */
export interface CutTemplate {
  /** Null where it has a mistake. */
  readonly frontMatter: FrontMatter | null;
  /** What comes after the front matter. */
  readonly body: TemplateText;
  /** Where the text of a line that is Handlebars begins. */
  readonly placeOf: (key: FrontMatterLine) => PlaceInText;
  readonly problems: readonly Problem[];
}

const DELIMITER = /^---[ \t]*$/u;

/** Reads the front matter: YAML between two lines of three hyphens at the very start. Every mistake has its line and column. */
export function cutTemplate(file: string, text: string): CutTemplate {
  const lines = text.split('\n');
  const end = lines.findIndex((one, index) => index > 0 && DELIMITER.test(one));
  if (!DELIMITER.test(lines[0] ?? '') || end < 0) {
    const start = { file, line: 1, column: 1 };
    const problem = errorAt(
      start,
      'no-front-matter',
      'The template does not begin with front matter.',
      'Begin it with three lines: ---, then subject: "…", then ---.',
    );
    return { frontMatter: null, body: { text, ...start }, placeOf: () => start, problems: [problem] };
  }
  const body = { file, text: lines.slice(end + 1).join('\n'), line: end + 2, column: 1 };
  const { value, problems, placeOfText } = checkYaml(lines.slice(1, end).join('\n'), file, frontMatterSchema, {
    firstLine: 2,
  });
  return { frontMatter: value, body, placeOf: placeOfText, problems };
}
