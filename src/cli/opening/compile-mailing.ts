import type { TemplateLibrary, TemplateVersions } from '../../io/files/template-files.js';
import { compileTemplate, type Template, type TemplateParts } from '../../letter/compile.js';
import { nearestName } from '../../words/nearest-name.js';
import { errorAt, hasErrors, type Place, type Problem } from '../../problem.js';
import { ANY_LETTER } from '../../sending/plan/history/followed-letters.js';
import type { Mailing } from '../../sending/plan/mailing.js';

export interface CompiledMailing {
  /** Null where it has an error, or is not there. */
  readonly mailing: Mailing | null;
  /** That there is no letter of that name. */
  readonly usage: readonly Problem[];
  readonly problems: readonly Problem[];
  /** What its versions say, as far as they could be parsed. */
  readonly parts: readonly TemplateParts[];
}

/**
 * Compiles the letter that goes out. Where its name is not known, for campaign.yaml cannot say it, the mistakes in all of the
 * campaign's own are told.
 * @param namedAt where it is named
 */
export function compileChosen(name: string | undefined, library: TemplateLibrary, namedAt: Place): CompiledMailing {
  if (name !== undefined) return compileMailing(name, library, namedAt);
  const own = [...library.templates.keys()].filter((known) => !library.shipped.has(known));
  const compiled = own.map((known) => compileMailing(known, library, namedAt));
  return {
    mailing: null,
    usage: [],
    problems: compiled.flatMap(({ problems }) => problems),
    parts: compiled.flatMap(({ parts }) => parts),
  };
}

/** Compiles a letter in all its languages. */
export function compileMailing(name: string, library: TemplateLibrary, namedAt: Place): CompiledMailing {
  const versions = library.templates.get(name);
  const standard = versions?.get('');
  if (versions === undefined || standard === undefined) {
    const usage = [versions === undefined ? noLetter(name, library, namedAt) : translationsOnly(name, versions)];
    return { mailing: null, usage, problems: [], parts: [] };
  }
  const problems: Problem[] = [];
  const parts: TemplateParts[] = [];
  const compiled = new Map<string, Template>();
  for (const [language, source] of versions) {
    const result = compileTemplate(source, library.partials);
    problems.push(...result.problems);
    parts.push(result.parts);
    if (result.template !== null) compiled.set(language, result.template);
  }
  const template = compiled.get('');
  compiled.delete('');
  problems.push(...followingProblems(name, parts, library));
  const mailing =
    template === undefined || hasErrors(problems)
      ? null
      : { name, standard: template, translations: compiled, follows: template.follows };
  return { mailing, usage: [], problems, parts };
}

/** What is wrong with `follows:` in the versions of a letter, the one of every other language first. */
function followingProblems(name: string, parts: readonly TemplateParts[], { templates }: TemplateLibrary): Problem[] {
  const others = [...templates.keys()].filter((known) => known !== name);
  return parts.flatMap(({ file, follows, placeOfFile }) => {
    const [standard = null] = parts.map((version) => version.follows);
    if (follows === standard && (follows === null || follows === ANY_LETTER || others.includes(follows))) return [];
    const place = follows === null ? { file, line: null, column: null } : placeOfFile(follows);
    if (follows !== standard) {
      const message = 'This version of the letter and the one for every other language do not follow the same letter.';
      return [errorAt(place, 'two-follows', message, `Write the same "follows" in both.`)];
    }
    const message =
      follows === name ? 'The letter follows itself.' : `There is no letter "${follows ?? ''}" to follow.`;
    const near = follows === name ? null : nearestName(follows ?? '', others);
    const meant = near === null ? '' : `Did you mean "${near}"? `;
    return [
      errorAt(place, 'no-letter-to-follow', message, `${meant}There are: ${[...others, ANY_LETTER].join(', ')}.`),
    ];
  });
}

function noLetter(name: string, { templates }: TemplateLibrary, namedAt: Place): Problem {
  const known = [...templates.keys()];
  // Whoever names the file, in a folder or with its language, means the letter.
  const base = name.replace(/^.*[\\/]/u, '').replace(/(?:\.[a-z]{2,3}(?:-[a-z0-9]+)*)?\.hbs$/iu, '');
  const near = known.find((one) => one.toLowerCase() === base.toLowerCase()) ?? nearestName(base, known);
  const meant = near === null ? '' : `Did you mean "${near}"? `;
  return errorAt(namedAt, 'no-template', `There is no letter "${name}".`, `${meant}There are: ${known.join(', ')}.`);
}

function translationsOnly(name: string, versions: TemplateVersions): Problem {
  const [file = name] = [...versions.values()].map((source) => source.file);
  const message = `The letter "${name}" has translations only.`;
  const hint = `Add ${name}.hbs beside it, for every other language.`;
  return errorAt({ file, line: null, column: null }, 'no-template', message, hint);
}
