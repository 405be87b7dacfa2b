import { isMap, isPair, isScalar, parseDocument, type Document, type YAMLMap } from 'yaml';
import { z } from 'zod';

const INDENT = '  ';
/** The end of a document (YAML 1.2 §9.1.2). */
const END_MARKER = /^\.\.\.\s*$/mu;

/** Where to put which text into a YAML text. */
interface Insertion {
  readonly at: number;
  readonly text: string;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : text[end - 1] === '\r' ? end - 1 : end;
}

/** At the end of the map that the document is. */
function afterLast(text: string, document: Document.Parsed, entry: string, newline: string): Insertion | null {
  const { contents } = document;
  if (!isMap(contents) || contents.flow === true) return null;
  const at = END_MARKER.test(text) ? contents.range[2] : text.length;
  const isOnNewLine = at === 0 || text[at - 1] === '\n';
  return { at, text: `${isOnNewLine ? '' : newline}${entry}${newline}` };
}

function intoMap(text: string, map: YAMLMap.Parsed, entry: string, newline: string): Insertion | null {
  const last = map.items.at(-1);
  if (map.flow === true) {
    const inside = text.slice(0, map.range[1] - 1).trimEnd().length;
    return { at: inside, text: last === undefined ? ` ${entry} ` : `, ${entry}` };
  }
  if (last === undefined) return null;
  const start = last.key.range[0];
  const indent = text.slice(text.lastIndexOf('\n', start) + 1, start);
  const end = (last.value ?? last.key).range[1];
  return { at: endOfLine(text, end), text: `${newline}${indent}${entry}` };
}

function insertion(text: string, document: Document.Parsed, map: string, entry: string): Insertion | null {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const { contents } = document;
  const pair = isMap(contents) ? contents.items.find(({ key }) => isScalar(key) && key.value === map) : undefined;
  if (!isPair(pair)) return afterLast(text, document, `${map}:${newline}${INDENT}${entry}`, newline);
  const { key, value } = pair;
  if (isMap(value)) return intoMap(text, value, entry, newline);
  const isEmpty = value === null || (isScalar(value) && value.value === null && value.source === '');
  return isEmpty ? { at: endOfLine(text, key.range[1]), text: `${newline}${INDENT}${entry}` } : null;
}

const mapSchema = z.record(z.string(), z.unknown()).catch({});

/** The values of a text, with the entry. */
function withEntryInside(document: Document.Parsed, map: string, key: string, value: string): Record<string, unknown> {
  const values = mapSchema.parse(document.toJS());
  return { ...values, [map]: { ...mapSchema.parse(values[map]), [key]: value } };
}

/**
 * A YAML text with one more entry in a map at its top, which is made where there is none. All else stays as it is, to the letter;
 * only where the text is written in a way that leaves no place for the entry, it is written anew, with its comments.
 * @param key a plain word that the map does not hold yet
 */
export function withEntry(text: string, map: string, key: string, value: string): string {
  const document = parseDocument(text);
  const found = insertion(text, document, map, `${key}: ${JSON.stringify(value)}`);
  const wanted = withEntryInside(document, map, key, value);
  if (found !== null) {
    const after = text.slice(0, found.at) + found.text + text.slice(found.at);
    const now = parseDocument(after);
    if (now.errors.length === 0 && JSON.stringify(now.toJS()) === JSON.stringify(wanted)) return after;
  }
  document.set(map, document.createNode(wanted[map]));
  return document.toString({ lineWidth: 0 });
}
