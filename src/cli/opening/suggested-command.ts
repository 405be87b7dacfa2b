import { openHoursText, type OpenHours } from '../../open-hours.js';
import type { Criterion } from '../../sending/plan/choice/criterion.js';
import type { SelectionOptions } from './planning.js';
import type { CampaignOptions } from './session.js';
import { shellWord } from '../../shell-word.js';

/** The options that say how a sending goes on. */
export interface SendingOptions {
  /** Letters a minute; left out: as the campaign says. */
  readonly pace?: number | 'off';
  readonly connections?: number;
  readonly between?: OpenHours;
  /** Take up deferred letters in this very run. */
  readonly wait?: boolean;
}

type Taken = CampaignOptions & SelectionOptions & SendingOptions & { readonly out?: string };
/** The options of the command under way that a suggested one takes as well; whoever suggests it leaves out what does not concern it. */
export type SameOptions = { readonly [Name in keyof Taken]?: Taken[Name] | undefined };

/**
 * A command that nominate suggests, as it may be copied into a shell. It is about the same campaign, reads the list in the same way and makes the
 * same choices as the one under way: without its ledger, for one, it would write to everybody again.
 * @param list the list, as the options would name it
 * @param more what the suggestion is about
 */
export function suggestedCommand(command: string, list: string, options: SameOptions, ...more: string[]): string {
  return ['npx nominate', command, '--csv', shellWord(list), ...optionWords(options), ...more].join(' ');
}

/** What sends a list that nominate wrote: rows are chosen by being in it, and it is read without being told how. */
export function commandForOwnList(list: string, options: SameOptions): string {
  const asWritten = {
    only: [],
    except: [],
    skipInvalid: false,
    sheet: undefined,
    encoding: undefined,
    delimiter: undefined,
  };
  return suggestedCommand('send', list, { ...options, ...asWritten });
}

function optionWords(options: SameOptions): readonly string[] {
  const { campaign, ledger, template, sheet, encoding, delimiter, today, out } = options;
  const { only = [], except = [], onePer, skipInvalid, pace, connections = 1, between, wait } = options;
  const named = { campaign, ledger, template, sheet, encoding, delimiter, today, out, 'one-per': onePer };
  return [
    ...Object.entries(named).flatMap(([option, value]) =>
      value === undefined ? [] : [`--${option}`, shellWord(value)],
    ),
    ...chosenBy('--only', only),
    ...chosenBy('--except', except),
    ...(skipInvalid === true ? ['--skip-invalid'] : []),
    ...(pace === undefined ? [] : ['--pace', pace === 'off' ? pace : `${pace}/min`]),
    ...(between === undefined ? [] : ['--between', shellWord(openHoursText(between))]),
    ...(connections === 1 ? [] : ['--connections', String(connections)]),
    ...(wait === true ? ['--wait'] : []),
  ];
}

function chosenBy(option: string, criteria: readonly Criterion[]): readonly string[] {
  return criteria.length === 0 ? [] : [option, ...criteria.map(({ typed }) => shellWord(typed))];
}
