import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canonicalTag } from '../../words/language-tag.js';
import type { TemplateSource } from '../../letter/compile.js';
import { realPathIn, type LetterSources } from './campaign-root.js';
import { atPath, isMissing } from './file-error.js';
import { PACKAGE_FOLDER } from './package-folder.js';
import { readTextFile } from './text-file.js';

/** The templates that ship with nominate. */
export const SHIPPED_TEMPLATES = join(PACKAGE_FOLDER, 'templates');

/** One letter's versions, by language; the version without one has the key "". */
export type TemplateVersions = ReadonlyMap<string, TemplateSource>;

export interface TemplateLibrary {
  /** By name: "reminder" has the versions "" and "cy". */
  readonly templates: ReadonlyMap<string, TemplateVersions>;
  /** By name, for {{> name}}. */
  readonly partials: ReadonlyMap<string, TemplateSource>;
  /** Names of the templates that come from the last folder: those that ship with nominate. */
  readonly shipped: ReadonlySet<string>;
  /** Names of those of the campaign's own that are still, word for word, what ships with nominate. */
  readonly copied: ReadonlySet<string>;
}

/** `reminder.hbs`, or `reminder.cy.hbs` for a language. */
const TEMPLATE_FILE = /^(?<name>[^.]+)(?:\.(?<language>[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*))?\.hbs$/u;

/**
 * Reads every template of some folders, the first folder first. A letter comes from one folder with all its languages:
 * an organiser's own reminder never goes out beside a shipped Welsh one that says something else.
 * @param kept files that none of them may be, by a link
 * @throws OutsideCampaign where a link leads out of the folder that such a folder stands in,
 * KeptFromLetters, and the file system's errors
 */
export async function readTemplateLibrary(
  folders: readonly string[],
  kept: LetterSources['kept'],
  show: (path: string) => string,
): Promise<TemplateLibrary> {
  const templates = new Map<string, TemplateVersions>();
  const partials = new Map<string, TemplateSource>();
  const shipped = new Set<string>();
  const copied = new Set<string>();
  for (const folder of folders) {
    const sources = { folders: [dirname(folder)], kept };
    for (const [name, versions] of await readVersions(folder, sources, show)) {
      const own = templates.get(name);
      if (own !== undefined) {
        if (folder === folders.at(-1) && saysTheSame(own, versions)) copied.add(name);
        continue;
      }
      templates.set(name, versions);
      if (folder === folders.at(-1)) shipped.add(name);
    }
    for (const [name, versions] of await readVersions(join(folder, 'partials'), sources, show)) {
      for (const [language, source] of versions) {
        const key = language === '' ? name : `${name}.${language}`;
        if (!partials.has(key)) partials.set(key, source);
      }
    }
  }
  return { templates, partials, shipped, copied };
}

function saysTheSame(one: TemplateVersions, other: TemplateVersions): boolean {
  return one.size === other.size && [...one].every(([language, { text }]) => other.get(language)?.text === text);
}

async function readVersions(
  folder: string,
  sources: LetterSources,
  show: (path: string) => string,
): Promise<ReadonlyMap<string, TemplateVersions>> {
  const found = new Map<string, Map<string, TemplateSource>>();
  for (const file of await filesIn(folder)) {
    const { name, language = '' } = TEMPLATE_FILE.exec(file)?.groups ?? {};
    if (name === undefined) continue;
    const path = join(folder, file);
    const versions = found.get(name) ?? new Map<string, TemplateSource>();
    found.set(
      name,
      versions.set(canonicalTag(language), {
        file: show(path),
        ...atPath(path, () => readTextFile(realPathIn(sources, path), show(path))),
      }),
    );
  }
  return found;
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
