import { distance } from 'fastest-levenshtein';
import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { byPlace, errorAt, type Place, type Problem } from './problem.js';

/** A YAML text read against a schema: the value where nothing is wrong, else every mistake with its place. */
export interface CheckedYaml<Value> {
  readonly value: Value | null;
  readonly problems: readonly Problem[];
  /** Where the value of a key path stands, such as ["subject"]; the nearest ancestor that exists where it has none. */
  readonly placeOf: (path: readonly PropertyKey[]) => Place;
}

/**
 * Reads YAML and checks it against a zod schema.
 * @param firstLine the line of `file` on which the text begins, 1-based: front matter does not begin a file.
 */
export function checkYaml<Schema extends z.ZodType>(
  text: string,
  file: string,
  schema: Schema,
  firstLine = 1,
): CheckedYaml<z.infer<Schema>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: line + firstLine - 1, column: col };
  };
  const placeOf = (path: readonly PropertyKey[]): Place => placeAt(offsetOf(document, path));
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => {
      const message = `This is not valid YAML: ${error.message.replace(/\.$/u, '')}.`;
      const hint = 'Check the indentation and the quotation marks on this line; text with ": " or " #" in it needs quotes.';
      return errorAt(placeAt(error.pos[0]), 'yaml', message, hint);
    });
    return { value: null, problems, placeOf };
  }
  const checked = schema.safeParse(document.toJS() ?? {}, { reportInput: true });
  if (checked.success) return { value: checked.data, problems: [], placeOf };
  const problems = checked.error.issues.flatMap((issue) => problemsOf(issue, schema, document, placeAt));
  return { value: null, problems: problems.sort(byPlace), placeOf };
}

function problemsOf(
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
  document: Document,
  placeAt: (offset: number) => Place,
): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, issue.path);
    return issue.keys.map((key) => {
      const nearest = nearestName(key, known);
      const message = `${dotted([...issue.path, key])} is not a setting that nominate knows.`;
      const hint = nearest === null ? `Remove it. Known here: ${known.join(', ')}.` : `Did you mean ${nearest}?`;
      return errorAt(placeAt(keyOffset(document, issue.path, key)), 'unknown-key', message, hint);
    });
  }
  const place = placeAt(offsetOf(document, issue.path));
  const name = dotted(issue.path);
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    return [errorAt(place, 'missing-key', `${name} is missing.`, `Add a line for ${name}.`)];
  }
  const found = typeof issue.input === 'object' ? '' : `, not ${JSON.stringify(issue.input)}`;
  return [errorAt(place, 'invalid-value', `${name} ${expectation(issue)}${found}.`, `Correct ${name} on this line.`)];
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${TYPE_NAMES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(' or ')}`;
    case 'too_small':
      return `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${String(issue.minimum)}`;
    case 'too_big':
      return `must be at most ${String(issue.maximum)}`;
    case 'invalid_union':
      return 'is not one of the forms that are allowed here';
    default:
      return issue.message;
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  object: 'a group of settings',
  record: 'a group of settings',
  array: 'a list',
  boolean: 'true or false',
};

/** The nearest of the names, by edits, where one is near enough to be a slip of it; else null. */
export function nearestName(name: string, names: readonly string[]): string | null {
  const ranked = names
    .map((candidate) => ({ candidate, edits: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best !== undefined && best.edits <= Math.max(1, Math.floor(name.length / 3)) ? best.candidate : null;
}

/** The keys that a schema knows at a path, read off its JSON Schema; none where it is not an object there. */
function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let node: z.core.JSONSchema._JSONSchema | undefined = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  for (const key of path) node = typeof node === 'object' ? node.properties?.[String(key)] : undefined;
  return typeof node === 'object' ? Object.keys(node.properties ?? {}) : [];
}

function dotted(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'The file' : path.map(String).join('.');
}

/** Where the value at a path begins, or the key of its nearest ancestor that is there. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const key = path[length - 1];
    const offset = keyOffset(document, path.slice(0, length - 1), String(key));
    if (offset > 0 || document.hasIn(path.slice(0, length))) return offset;
  }
  return 0;
}

function keyOffset(document: Document, parent: readonly PropertyKey[], key: string): number {
  const map = parent.length === 0 ? document.contents : document.getIn(parent, true);
  if (!isMap(map)) return 0;
  const pair = map.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
  return isScalar(pair?.key) ? (pair.key.range?.[0] ?? 0) : 0;
}
