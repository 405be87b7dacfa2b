import type { Template } from '../../letter/compile.js';

/** One template going out to a list, in its languages. */
export interface Mailing {
  readonly name: string;
  /** For rows whose language has no version of its own. */
  readonly standard: Template;
  /** By language, as in the file's name: "cy" for `reminder.cy.hbs`. */
  readonly translations: ReadonlyMap<string, Template>;
  /** The letter that whoever gets this one has had, or `ANY_LETTER`; null: none. */
  readonly follows: string | null;
}

/** The version for a language (BCP 47): "cy-GB" takes "cy" where there is no nearer one. */
export function versionFor(mailing: Mailing, language: string | null): Template {
  if (language === null) return mailing.standard;
  const base = language.split('-')[0] ?? language;
  return mailing.translations.get(language) ?? mailing.translations.get(base) ?? mailing.standard;
}

/** Every version, the standard one first. */
export function versionsOf({ standard, translations }: Mailing): readonly Template[] {
  return [standard, ...translations.values()];
}
