import type { Fact } from '../../campaign.js';
import { isGroup, isList } from './facts.js';

/** Why a value cannot be printed as it is, and what to write instead; null where it can. `name` is as the template writes it. */
export function refusalToPrint(value: Fact, name: string): { readonly message: string; readonly hint: string } | null {
  if (typeof value === 'boolean') {
    return { message: `"${name}" is yes or no, and cannot be printed.`, hint: `Ask it: {{#if ${name}}}…{{/if}}.` };
  }
  if (isList(value)) {
    return {
      message: `"${name}" is a list, and cannot be printed as it is.`,
      hint: `Write {{list ${name}}}, or {{#each ${name}}}…{{/each}}.`,
    };
  }
  if (!isGroup(value)) return null;
  return {
    message: `"${name}" is a group of facts, and cannot be printed as it is.`,
    hint: `Name one of them, such as {{${name}.${Object.keys(value)[0] ?? '…'}}}.`,
  };
}
