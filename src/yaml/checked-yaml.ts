import { isMap, isNode, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { z } from 'zod';
import { nearestName } from '../words/nearest-name.js';
import { readAsTyped } from './yaml-as-typed.js';
import { byPlace, errorAt, type Place, type PlaceInText, type Problem } from '../problem.js';

/** A YAML text read against a schema: the value where nothing is wrong, else every mistake with its place. */
export interface CheckedYaml<Value> {
  readonly value: Value | null;
  readonly problems: readonly Problem[];
  /** Where the text of a value begins, inside its quotation marks; the beginning where there is no such key. */
  readonly placeOfText: (key: string) => PlaceInText;
  /** Where the key at a path stands, or the nearest above it that is there. */
  readonly placeOf: (path: readonly string[]) => PlaceInText;
}

/** How a YAML text is read. */
interface YamlReading {
  /** The line of the file on which the text begins, 1-based: front matter does not begin a file. */
  readonly firstLine?: number;
  /** The top-level keys below which values are printed in letters, as their author typed them. */
  readonly printed?: readonly string[];
  /** The top-level keys below which no value is quoted: somebody may have put a password there. */
  readonly unquoted?: readonly string[];
}

/**
 * Reads YAML and checks it against a zod schema.
 * A number where the schema wants text is taken as it was typed.
 */
export function checkYaml<Schema extends z.ZodType>(
  text: string,
  file: string,
  schema: Schema,
  { firstLine = 1, printed = [], unquoted = [] }: YamlReading = {},
): CheckedYaml<z.infer<Schema>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const placeAt = (offset: number): PlaceInText => {
    const { line, col } = lines.linePos(offset);
    return { file, line: line + firstLine - 1, column: col };
  };
  const placeOfText = (key: string): PlaceInText => placeAt(textOffset(document, key));
  const placeOf = (path: readonly string[]): PlaceInText => placeAt(offsetOf(document, path));
  const unreadable = grammarProblems(document, placeAt);
  if (unreadable.length > 0) return { value: null, problems: unreadable, placeOfText, placeOf };
  const excess = excessAliases(document, placeAt);
  if (excess !== null) return { value: null, problems: [excess], placeOfText, placeOf };
  const check = (): z.ZodSafeParseResult<z.infer<Schema>> =>
    schema.safeParse(document.toJS() ?? {}, { error: expectation, reportInput: true });
  const typed = readAsTyped(document, printed);
  const first = check();
  const checked = !first.success && typed.settle(first.error.issues) ? check() : first;
  if (checked.success) return { value: checked.data, problems: [], placeOfText, placeOf };
  const { issues } = checked.error;
  const meant = new Set(issues.flatMap((issue) => meantBy(issue, schema)));
  const told = issues.filter((issue) => !isMissing(issue) || !meant.has(dotted(issue.path)));
  const problems = told.flatMap((issue) => problemsOf(issue, { schema, document, placeAt, unquoted }));
  return { value: null, problems: problems.sort(byPlace), placeOfText, placeOf };
}

/** A few lines of aliases of aliases could stand for billions of values, so the parser counts them and gives up. */
function excessAliases(document: Document, placeAt: (offset: number) => Place): Problem | null {
  try {
    document.toJS();
    return null;
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    let first = 0;
    visit(document, {
      Alias: (_, alias) => {
        first = alias.range?.[0] ?? 0;
        return visit.BREAK;
      },
    });
    const message = 'The values that stand here under a name (&) are used too often (*) in this file.';
    return errorAt(placeAt(first), 'yaml', message, 'Write the values out where they are used.');
  }
}

function grammarProblems(document: Document, placeAt: (offset: number) => Place): readonly Problem[] {
  const misread = misreadText(document, placeAt);
  // What follows the sign on its line makes the parser stumble.
  const others = syntaxProblems(document.errors, placeAt).filter(({ line }) =>
    misread.every((text) => text.line !== line),
  );
  return [...misread, ...others].sort(byPlace);
}

/** A tab makes the parser stumble over what follows it, so it is told alone; and once, for whoever types one types many. */
function syntaxProblems(errors: Document['errors'], placeAt: (offset: number) => Place): readonly Problem[] {
  const tabs = errors.filter(({ code }) => code === 'TAB_AS_INDENT');
  const [firstTab] = tabs;
  const told = firstTab === undefined ? errors : errors.filter(({ code }) => code === 'DUPLICATE_KEY');
  const problems = told.map((error) => {
    const message = `This is not YAML: ${error.message.replace(/\.$/u, '')}.`;
    const hint = error.code === 'DUPLICATE_KEY' ? 'Take one of the two lines out.' : SYNTAX_HINT;
    return errorAt(placeAt(error.pos[0]), 'yaml', message, hint);
  });
  if (firstTab === undefined) return problems;
  const others = tabs.length === 1 ? '' : `, as are ${tabs.length - 1} more`;
  const message = `This line is indented with a tab${others}, which YAML does not allow.`;
  return [...problems, errorAt(placeAt(firstTab.pos[0]), 'yaml', message, 'Put spaces in the place of every tab.')];
}

/** Text that YAML takes for something else by the sign that it begins with, often without any mistake in its grammar. */
function misreadText(document: Document, placeAt: (offset: number) => Place): readonly Problem[] {
  const found = new Map<number, string>();
  for (const { code, pos } of document.warnings) if (code === 'TAG_RESOLVE_FAILED') found.set(pos[0], '!');
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) === undefined) found.set(alias.range?.[0] ?? 0, '*');
    },
    Pair: (_, { key }) => {
      if (isMap(key)) found.set((key.range?.[0] ?? 1) - 1, '{{');
    },
  });
  return [...found].map(([offset, sign]) => {
    const message = `This text begins with ${sign}, which means something else in YAML.`;
    return errorAt(placeAt(offset), 'yaml', message, 'Put the whole text into "quotation marks".');
  });
}

const SYNTAX_HINT =
  'Check the indentation on this line, and put text with {{ }}, a colon or # in it into "quotation marks", or into \'single ones\' where it has double ones itself.';

/** The settings that were probably meant by those that are not known: they are not missing, but misspelt. */
function meantBy(issue: z.core.$ZodIssue, schema: z.ZodType): string[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const known = knownKeys(schema, issue.path);
  const names = issue.keys.map((key) => nearestName(key, known)).filter((name) => name !== null);
  return names.map((name) => dotted([...issue.path, name]));
}

function isMissing(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'invalid_type' && issue.input === undefined;
}

interface CheckedText extends Required<Pick<YamlReading, 'unquoted'>> {
  readonly schema: z.ZodType;
  readonly document: Document;
  readonly placeAt: (offset: number) => Place;
}

function problemsOf(issue: z.core.$ZodIssue, { schema, document, placeAt, unquoted }: CheckedText): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, issue.path);
    return issue.keys.map((key) => {
      const message = `${dotted([...issue.path, key])} is not a setting that nominate knows.`;
      const hint = unknownKeyHint(key, known);
      return errorAt(placeAt(keyOffset(document, issue.path, key)), 'unknown-key', message, hint);
    });
  }
  const place = placeAt(offsetOf(document, issue.path));
  const name = dotted(issue.path);
  if (isMissing(issue)) {
    return [errorAt(place, 'missing-key', `${name} is missing.`, `Add a line for ${name}.`)];
  }
  const isQuoted = typeof issue.input !== 'object' && !unquoted.includes(String(issue.path[0]));
  const found = isQuoted ? `, not ${JSON.stringify(issue.input)}` : '';
  return [errorAt(place, 'invalid-value', `${name} ${issue.message}${found}.`, `Correct ${name} on this line.`)];
}

/** What people call a secret that they want to write down. */
const SECRETS =
  'password passwd passphrase passcode pass pwd secret clientSecret token accessToken refreshToken apiKey credentials'.split(
    ' ',
  );

function unknownKeyHint(key: string, known: readonly string[]): string {
  const nearest = nearestName(key, [...known, ...SECRETS]);
  if (nearest === null) return `Remove it. Known here: ${known.join(', ')}.`;
  if (known.includes(nearest)) return `Did you mean ${nearest}?`;
  return (
    'No secret stands in this file: take it out. The password of the mail server belongs into a file named .env ' +
    'beside this one, as NOMINATE_SMTP_PASSWORD=…, or you are asked for it at a terminal.'
  );
}

/** What a value must be, in words that go on from its name. What the schema says itself comes first. */
function expectation(issue: z.core.$ZodRawIssue): string | undefined {
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
      return 'is not in a form that is allowed here';
    default:
      return undefined;
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

/** The keys that a schema knows at a path, read off its JSON Schema; none where it is not an object there. */
function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let node: z.core.JSONSchema._JSONSchema | undefined = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  for (const key of path) node = typeof node === 'object' ? node.properties?.[String(key)] : undefined;
  if (typeof node !== 'object') return [];
  const names = typeof node.propertyNames === 'object' ? (node.propertyNames.enum ?? []) : [];
  return [...Object.keys(node.properties ?? {}), ...names.map(String)];
}

/** ["letterhead", 1] is "letterhead (item 2)". */
function dotted(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'The file';
  return path
    .map((key) => (typeof key === 'number' ? ` (item ${key + 1})` : `.${String(key)}`))
    .join('')
    .slice(1);
}

/** Where the value at a path begins, or the key of its nearest ancestor that is there. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const here = path.slice(0, length);
    const key = path[length - 1];
    const node: unknown = document.getIn(here, true);
    // An item of a list stands where it stands; a setting, where its key does.
    if (typeof key === 'number' && isNode(node)) return node.range?.[0] ?? 0;
    if (document.hasIn(here)) return keyOffset(document, here.slice(0, -1), String(key));
  }
  return 0;
}

function keyOffset(document: Document, parent: readonly PropertyKey[], key: string): number {
  const map = parent.length === 0 ? document.contents : document.getIn(parent, true);
  if (!isMap(map)) return 0;
  const pair = map.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
  return isScalar(pair?.key) ? (pair.key.range?.[0] ?? 0) : 0;
}

function textOffset(document: Document, key: string): number {
  const node: unknown = document.get(key, true);
  if (!isNode(node)) return 0;
  const quoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
  return (node.range?.[0] ?? 0) + (quoted ? 1 : 0);
}
