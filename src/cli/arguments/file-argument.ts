import { statSync } from 'node:fs';
import { resolve } from 'node:path';

const LIST_NAME = /\.(?:csv|tsv|txt|xlsx?|ods)$/iu;
const CAMPAIGN_NAME = /\.ya?ml$/iu;

/** Whether a word is called like a list, wherever that may be. */
export function isListName(word: string): boolean {
  return LIST_NAME.test(word);
}

/** Whether words that stand in a command by themselves are the name of a file. */
export function isFileArgument(words: readonly string[], folder: string): boolean {
  return isFile(words.join(' '), folder) || (words.length === 1 && words.some(isListName));
}

/** How a file is named in a command, and what it is. */
export function optionForFile(name: string): {
  readonly option: '--csv' | '--campaign';
  readonly what: string;
} {
  return CAMPAIGN_NAME.test(name)
    ? { option: '--campaign', what: 'campaign.yaml' }
    : { option: '--csv', what: 'a list' };
}

export function isFile(name: string, folder: string): boolean {
  return statSync(resolve(folder, name), { throwIfNoEntry: false })?.isFile() === true;
}
