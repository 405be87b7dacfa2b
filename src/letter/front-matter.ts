import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { errorAt, type Place, type Problem } from '../problem.js';
import { isLanguage, parseIsoDate } from './language.js';
import { nearestName } from './nearest.js';
import type { TemplateText } from './parse-expression.js';

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
});

export type FrontMatter = z.infer<typeof frontMatterSchema>;
export type FrontMatterLine = 'subject' | 'date' | 'closing' | 'signature';

/** A template cut in two. */
export interface CutTemplate {
  /** Null where it has a mistake. */
  readonly frontMatter: FrontMatter | null;
  /** What comes after the front matter. */
  readonly body: TemplateText;
  /** Where the text of a line that is Handlebars begins. */
  readonly placeOf: (key: FrontMatterLine) => { readonly line: number; readonly column: number };
  readonly problems: readonly Problem[];
}

interface Yaml {
  readonly document: Document;
  readonly file: string;
  readonly lines: LineCounter;
}

/** The YAML begins on the second line of the file, below the three hyphens. */
function placeAt({ lines, file }: Yaml, offset: number): Place & { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { file, line: line + 1, column: col };
}

function offsetOf({ document }: Yaml, path: readonly PropertyKey[]): number {
  const node: unknown = document.getIn(path, true);
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

function offsetOfKey({ document }: Yaml, key: string): number {
  const pairs = isMap(document.contents) ? document.contents.items : [];
  const found = pairs.find((pair) => isScalar(pair.key) && pair.key.value === key)?.key;
  return isNode(found) ? (found.range?.[0] ?? 0) : 0;
}

function problemsOf(yaml: Yaml, issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const near = nearestName(key, Object.keys(frontMatterSchema.shape));
      const hint =
        near === null ? `The keys are ${Object.keys(frontMatterSchema.shape).join(', ')}.` : `Did you mean "${near}"?`;
      return errorAt(placeAt(yaml, offsetOfKey(yaml, key)), 'front-matter', `Front matter has no key "${key}".`, hint);
    });
  }
  const [key] = issue.path;
  if (key === undefined || (issue.path.length === 1 && !yaml.document.hasIn(issue.path))) {
    return [
      errorAt(
        { file: yaml.file, line: 1, column: 1 },
        'front-matter',
        'The front matter has no subject.',
        'Add a line such as: subject: "Will {{clp}} nominate?"',
      ),
    ];
  }
  const place = placeAt(yaml, offsetOf(yaml, issue.path));
  const hint =
    key === 'letterhead'
      ? 'Write it like: letterhead: [sender, recipient, date]'
      : `Correct "${String(key)}", and put text with {{ }} or : into "quotation marks".`;
  return [errorAt(place, 'front-matter', `"${String(key)}" ${issue.message}.`, hint)];
}

const DELIMITER = /^---[ \t]*$/u;

/** Reads the front matter: YAML between two lines of three hyphens at the very start. Every mistake has its line and column. */
export function cutTemplate(file: string, text: string): CutTemplate {
  const lines = text.split('\n');
  const end = lines.findIndex((one, index) => index > 0 && DELIMITER.test(one));
  const nowhere = { line: 1, column: 1 };
  if (!DELIMITER.test(lines[0] ?? '') || end < 0) {
    const problem = errorAt(
      { file, ...nowhere },
      'no-front-matter',
      'The template does not begin with front matter.',
      'Begin it with three lines: ---, then subject: "…", then ---.',
    );
    return { frontMatter: null, body: { file, text, ...nowhere }, placeOf: () => nowhere, problems: [problem] };
  }
  const body = { file, text: lines.slice(end + 1).join('\n'), line: end + 2, column: 1 };
  const counter = new LineCounter();
  const document = parseDocument(lines.slice(1, end).join('\n'), { lineCounter: counter });
  const yaml = { document, file, lines: counter };
  const placeOf = (key: FrontMatterLine): { line: number; column: number } => {
    const node: unknown = document.get(key, true);
    const { line, column } = placeAt(yaml, offsetOf(yaml, [key]));
    const quoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
    return { line, column: quoted ? column + 1 : column };
  };
  const syntax = document.errors.map((error) =>
    errorAt(
      placeAt(yaml, error.pos[0]),
      'front-matter-syntax',
      `The front matter is not YAML: ${error.message.replace(/ at line \d[^]*$/u, '')}.`,
      error.code === 'DUPLICATE_KEY'
        ? 'Take one of the two lines out.'
        : `Put text that holds {{ }} or a colon into "quotation marks", or into 'single ones' where it holds double ones itself.`,
    ),
  );
  if (syntax.length > 0) return { frontMatter: null, body, placeOf, problems: syntax };
  const parsed = frontMatterSchema.safeParse(document.toJS() ?? {});
  const problems = parsed.success ? [] : parsed.error.issues.flatMap((issue) => problemsOf(yaml, issue));
  return { frontMatter: parsed.data ?? null, body, placeOf, problems };
}
