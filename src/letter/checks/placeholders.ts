import { nearestName } from '../../words/nearest-name.js';
import { asVariable } from '../../words/variable-name.js';
import { errorAt, placeIn, warningAt, type Problem } from '../../problem.js';
import type { ContentNode, TemplateNode } from '../template/template-tree.js';

/** What was left in a letter's text by another mail merge, or for somebody to fill in later. */
interface Placeholder {
  readonly form: RegExp;
  /** Whether nobody writes this sign for anything else; else it may be meant as it stands. */
  readonly isSure: boolean;
}

const NAME = String.raw`\s*([\p{L}_][\p{L}\p{N}_ .'’-]{0,40}?)\s*`;

/** Other systems' signs around the name of a field. */
const PLACEHOLDERS: readonly Placeholder[] = [
  // Mailchimp
  { form: new RegExp(String.raw`\*\|${NAME}(?::[^|]*)?\|\*`, 'gu'), isSure: true },
  // Liquid, Twig; NationBuilder
  { form: new RegExp(String.raw`\{%${NAME}%\}`, 'gu'), isSure: true },
  // Shells, JavaScript, Outlook add-ins
  { form: new RegExp(String.raw`\$\{${NAME}\}`, 'gu'), isSure: true },
  { form: new RegExp(String.raw`\[\[${NAME}\]\]`, 'gu'), isSure: true },
  { form: new RegExp(String.raw`<<${NAME}>>`, 'gu'), isSure: true },
  // A brace short of Handlebars
  { form: new RegExp(String.raw`(?<![{$%])\{${NAME}\}(?!\})`, 'gu'), isSure: true },
  // Word; they quote words in French
  { form: /«\s*([\p{L}_][\p{L}\p{N}_]*(?: \p{Lu}[\p{L}\p{N}_]*){0,3})\s*»/gu, isSure: false },
  { form: /%([\p{L}_]{3,30})%/gu, isSure: false },
  // In square brackets, where it is no link, no phrase and no footnote
  { form: /(?<![\]\\!])\[(\p{Lu}[\p{L}'’_-]*(?: \p{L}[\p{L}'’_-]*){0,3})\](?![([{:])/gu, isSure: false },
  { form: /\b(X{3,}|TODO|TBC|TBA)\b|(_{4,})/gu, isSure: false },
];
/** A greeting of which the name is missing. */
const NOBODY_GREETED = /(?<=^|\n)[ \t]*(?:Dear|Annwyl)[ \t]*,/gu;

/**
 * Placeholders that are no variables: "{first_name}", "«CLP»", "[Editor]", "XXX", "Dear ,". Each is
 * told where it stands. An error where it names what a letter may print, or can be nothing else.
 * @param names the variables of a row
 */
export function placeholderProblems(
  texts: readonly (readonly TemplateNode[] | null)[],
  names: readonly string[],
): readonly Problem[] {
  return texts.flatMap((nodes) => contentsOf(nodes ?? [])).flatMap((content) => inContent(content, names));
}

function contentsOf(nodes: readonly TemplateNode[]): readonly ContentNode[] {
  return nodes.flatMap((node) => {
    switch (node.kind) {
      case 'content':
        return [node];
      case 'output':
        return [];
      case 'choice':
        return [...contentsOf(node.yes), ...contentsOf(node.no)];
      case 'each':
        return [...contentsOf(node.body), ...contentsOf(node.empty)];
    }
  });
}

function inContent(content: ContentNode, names: readonly string[]): readonly Problem[] {
  const { text } = content;
  const greetings = [...text.matchAll(NOBODY_GREETED)].map(({ index, 0: found }) =>
    errorAt(
      placeIn(content.text, index, content.place, content.indent),
      'empty-greeting',
      `The letter would begin "${found.trim()}", and greets nobody.`,
      'Write: Dear {{greeting}},',
    ),
  );
  const seen = new Set<number>();
  const placeholders = PLACEHOLDERS.flatMap(({ form, isSure }) =>
    [...text.matchAll(form)].flatMap(({ index, 0: found, 1: name = '' }) => {
      // "[[name]]" is told once, not as "[name]" again.
      if (seen.has(index) || seen.has(index - 1)) return [];
      seen.add(index);
      const variable = variableFor(name, names);
      const message = `“${found.trim()}” looks like a placeholder, and the letter would print it as it stands.`;
      const hint = variable === null ? OTHERWISE : `Write {{${variable}}}.`;
      return [
        (isSure || variable !== null ? errorAt : warningAt)(
          placeIn(content.text, index, content.place, content.indent),
          'placeholder',
          message,
          hint,
        ),
      ];
    }),
  );
  return [...greetings, ...placeholders];
}

const OTHERWISE =
  'Write a variable in two braces, such as {{clp}} or {{greeting}}. Where it is meant as it stands, leave it.';

/**
 * What people call the first name in other systems: here the greeting says how to address somebody.
 */
const GREETED = new Set(['fname', 'firstname', 'first_name', 'forename', 'name', 'recipient', 'secretary_name']);

/** The variable that was probably meant; null where none is near. */
function variableFor(name: string, names: readonly string[]): string | null {
  const folded = asVariable(name);
  if (names.includes(folded)) return folded;
  if (GREETED.has(folded)) return 'greeting';
  return folded.length < 4
    ? null
    : nearestName(
        folded,
        names.filter((one) => one.length > 3),
      );
}
