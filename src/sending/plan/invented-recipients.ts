import type { Recipient } from '../../recipients/recipient.js';
import { greetingOf } from '../../recipients/person/greeting-of-row.js';
import { parseMailbox } from '../../email-address.js';

/** A recipient made up to try a template on, and what is special about it. */
export interface InventedRecipient {
  readonly description: string;
  readonly recipient: Recipient;
}

const EVERYTHING = {
  title: 'Cllr',
  salutation: '',
  address_1: '1 Heol y Bont',
  address_2: '',
  address_3: '',
  address_4: '',
  address_5: '',
  town: 'Llangefni',
  postcode: 'LL77 7AA',
} as const;

/**
 * Recipients that stretch a template: the shortest and the longest, one of the candidate's own nation, one without a
 * name, one for paper, and one for each language.
 * @param own what stands in the organiser's own columns, where there is a list
 */
export function inventedRecipients(
  languages: readonly string[],
  nation: string,
  own: Readonly<Record<string, string>>,
): readonly InventedRecipient[] {
  const invent = (description: string, cells: Readonly<Record<string, string>>): InventedRecipient => {
    const values = { ...own, ...EVERYTHING, region: 'North West', nation: 'England', language: '', ...cells };
    return { description, recipient: recipientOf(values) };
  };
  const jo = { clp: 'Bath', name: 'Jo Ely', first_name: 'Jo', last_name: 'Ely', email: 'jo@example.org' };
  const longest = {
    clp: 'Cumbernauld, Kilsyth and Kirkintilloch East',
    name: 'Wilhelmina Featherstonehaugh-Cholmondeley',
    first_name: 'Wilhelmina',
    last_name: 'Featherstonehaugh-Cholmondeley',
    email: 'secretary.wilhelmina.featherstonehaugh@longest-branch-name.example.org',
    region: 'Yorkshire and the Humber',
    nation: 'Scotland',
  };
  return [
    invent('the shortest names', jo),
    invent('the longest names', longest),
    invent(`a CLP in ${nation}`, { ...jo, clp: 'Ynys Môn', name: 'Siân Ŵyn', nation }),
    invent('a secretary without a name', { ...jo, name: '', first_name: '', last_name: '', title: '' }),
    invent('a secretary without an e-mail address', { ...jo, email: '' }),
    ...languages.map((language) => invent(`a secretary who reads ${language}`, { ...jo, language })),
  ];
}

function recipientOf(values: Readonly<Record<string, string>>): Recipient {
  const { clp = '', name = '', email = '', language = '' } = values;
  const address = [values['address_1'], values['town'], values['postcode']];
  return {
    line: 1,
    clp,
    name,
    greeting: greetingOf(values),
    email: parseMailbox(email)?.address ?? null,
    postalAddress: address.flatMap((part) => (part === undefined || part === '' ? [] : [part])),
    language: language === '' ? null : language,
    columns: values,
  };
}
