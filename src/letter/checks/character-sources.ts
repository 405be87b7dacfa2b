import type { Campaign } from '../../campaign.js';
import type { Place } from '../../problem.js';
import type { Template } from '../compile.js';
import { evaluate, type Evaluation } from '../evaluation/evaluate.js';
import { languageFor, scopeOf, type LetterRow, type MergeContext } from '../merge.js';
import { placeInOutline } from '../template/outline.js';

/** Where a character of a letter comes from. */
export type CharacterSource =
  /** It was typed into the template, or into a partial, there. */
  | { readonly kind: 'template'; readonly place: Place }
  /** The template prints a value of the organiser's there; `written` is the variable, null for what a helper makes. */
  | { readonly kind: 'value'; readonly place: Place; readonly written: string | null }
  /** The letterhead or the signature shows the candidate's facts, and one of them has it. */
  | { readonly kind: 'candidate' }
  /** The template prints a column of the list, or the letterhead its address. */
  | { readonly kind: 'row'; readonly column: string };

/** Every source of a character (in NFC) in the letter that a template makes for a row. Only branches that the row takes count. */
export function sourcesOfCharacter(
  character: string,
  template: Template,
  row: LetterRow,
  context: MergeContext,
): readonly CharacterSource[] {
  const scope = scopeOf(row, context, languageFor(template, context.campaign));
  const nodes = [template.date, template.body, template.closing, template.signature, template.ps];
  const printed = nodes.flatMap((part) => (part === null ? [] : sourcesIn(evaluate(part, scope), character)));
  const sources: CharacterSource[] = [...printed];
  if (showsCandidate(template) && candidateFacts(context.campaign).some((fact) => holds(fact, character)))
    sources.push({ kind: 'candidate' });
  const address = template.letterhead.includes('recipient') ? [row.name, ...row.postalAddress] : [];
  if (address.some((line) => holds(line, character))) sources.push({ kind: 'row', column: 'name' });
  return sources;
}

function sourcesIn(evaluation: Evaluation, character: string): readonly CharacterSource[] {
  const sources: CharacterSource[] = [];
  const typed = [character, character.normalize('NFD')].map((form) => evaluation.text.indexOf(form));
  const offset = typed.find((index) => index !== -1);
  if (offset !== undefined) sources.push({ kind: 'template', place: placeInOutline(evaluation, offset) });
  for (const { text, column, node } of evaluation.values) {
    if (!holds(text, character)) continue;
    const written = node.value.kind === 'path' ? node.value.written : null;
    sources.push(column === null ? { kind: 'value', place: node.place, written } : { kind: 'row', column });
  }
  return sources;
}

function holds(text: string, character: string): boolean {
  return text.normalize('NFC').includes(character);
}

function showsCandidate({ letterhead, closing, signature }: Template): boolean {
  return letterhead.includes('sender') || (closing !== null && signature === null);
}

function candidateFacts({ candidate: { name, membershipNumber, clp, email } }: Campaign): readonly string[] {
  return [name, membershipNumber, clp, email].filter((fact) => fact !== undefined);
}
