import furtherHeaders from './lists/further-headers.json' with { type: 'json' };
import { ADDRESS_FIELDS, FIELDS, OTHER_VARIABLES, type Field } from '../../words/field-names.js';

/**
 * The fields that nominate knows, each with every folded header that means it. A header that stands nowhere here is a
 * column of the organiser's own.
 */
const SYNONYMS = {
  clp: [
    'clp',
    'clp_name',
    'clpname',
    'your_clp',
    'name_of_clp',
    'constituency',
    'constituency_name',
    'constituency_party',
    'constituency_labour_party',
    'local_party',
    'name_of_constituency',
    'plaid_etholaethol',
    'etholaeth',
  ],
  name: [
    'name',
    'full_name',
    'your_name',
    'your_full_name',
    'secretary',
    'secretary_name',
    'secretarys_name',
    'name_of_secretary',
    'clp_secretary',
    'clp_secretary_name',
    'sec_name',
    'sec',
    'contact',
    'contact_name',
    'contact_person',
    'name_of_contact',
    'enw',
    'enw_llawn',
    'ysgrifennydd',
  ],
  first_name: [
    'first_name',
    'firstname',
    'first',
    'first_names',
    'first_name_s',
    'fname',
    'forenames',
    'forename_s',
    'given_names',
    'given_name_s',
    'christian_name',
    'christian_names',
    'enw_cyntaf',
    'forename',
    'given_name',
    'secretary_first_name',
    'contact_first_name',
  ],
  last_name: [
    'last_name',
    'lastname',
    'last',
    'last_names',
    'lname',
    'surnames',
    'cyfenw',
    'enw_olaf',
    'surname',
    'family_name',
    'secretary_last_name',
    'secretary_surname',
    'contact_last_name',
  ],
  title: ['title', 'honorific', 'prefix', 'teitl'],
  salutation: ['salutation', 'known_as', 'preferred_name', 'preferred_first_name', 'dear', 'annwyl'],
  email: [
    'email',
    'e_mail',
    'email_address',
    'e_mail_address',
    'emailaddress',
    'emailaddr',
    'email_addr',
    'email_contact',
    'your_email',
    'your_email_address',
    'secretary_email',
    'sec_email',
    'secretary_email_address',
    'secretarys_email',
    'contact_email',
    'ebost',
    'e_bost',
    'cyfeiriad_e_bost',
    'cyfeiriad_ebost',
  ],
  address_1: [
    'address_1',
    'address1',
    'address',
    'address_line_1',
    'address_line1',
    'addressline1',
    'street',
    'street_address',
    'postal_address',
    'cyfeiriad',
  ],
  address_2: ['address_2', 'address2', 'address_line_2', 'address_line2', 'addressline2'],
  address_3: ['address_3', 'address3', 'address_line_3', 'address_line3', 'addressline3'],
  address_4: ['address_4', 'address4', 'address_line_4', 'address_line4', 'addressline4'],
  address_5: ['address_5', 'address5', 'address_line_5', 'address_line5', 'addressline5'],
  town: ['town', 'city', 'town_city', 'town_or_city', 'post_town', 'tref'],
  postcode: ['postcode', 'post_code', 'postal_code', 'zip', 'zip_code', 'cod_post'],
  post: ['post', 'by_post', 'paper', 'on_paper', 'by_letter', 'post_or_email'],
  large_print: ['large_print', 'largeprint', 'needs_large_print', 'large_print_needed', 'large_text', 'print_bras'],
  region: ['region', 'labour_region', 'rhanbarth'],
  nation: ['nation', 'country', 'cenedl'],
  language: ['language', 'preferred_language', 'letter_language', 'iaith'],
} as const satisfies Record<Field, readonly string[]>;

/** Whether a column of this name is a known field. */
export function isField(name: string): name is Field {
  return Object.hasOwn(SYNONYMS, name);
}

/** Whether a column of this name is printed in the postal address. */
export function isAddressColumn(name: string): boolean {
  return name === 'town' || ADDRESS_FIELDS.some((line) => line === name);
}

const MEANING: ReadonlyMap<string, Field> = new Map(
  FIELDS.flatMap((field) => SYNONYMS[field].map((synonym) => [synonym, field])),
);

/** The field that a folded header means, or null for a column of the organiser's own. */
export function fieldOf(foldedHeader: string): Field | null {
  return MEANING.get(foldedHeader) ?? null;
}

/** By folded header, the field that it means where the list has no plainer one: "mail", "home_street". */
const FURTHER_MEANING: ReadonlyMap<string, Field> = new Map(
  Object.entries(furtherHeaders.headers).flatMap(([field, lines]) =>
    isField(field) ? lines.flatMap((line) => line.split(' ').map((header) => [header, field] as const)) : [],
  ),
);

/**
 * The field that a folded header means where no other header of the list does, as forms, address books and campaign
 * systems have it; null for a column of the organiser's own.
 */
export function furtherFieldOf(foldedHeader: string): Field | null {
  return FURTHER_MEANING.get(foldedHeader) ?? null;
}

const SPELLINGS: ReadonlyMap<Field, readonly string[]> = new Map(
  FIELDS.map((field) => {
    const further = [...FURTHER_MEANING].filter(([, meant]) => meant === field).map(([header]) => header);
    return [field, [...SYNONYMS[field], ...further]];
  }),
);

/** Every folded header that means a field, the plain ones first. */
export function synonymsOf(field: Field): readonly string[] {
  return SPELLINGS.get(field) ?? [];
}

const WORDS_OF_TEMPLATES = [
  'if',
  'unless',
  'each',
  'with',
  'log',
  'lookup',
  'else',
  'this',
  'as',
  'true',
  'false',
  'null',
  'undefined',
];
const WORDS_OF_HELPERS = 'date ordinal words list default eq ne gt lt ge le and or not upper'.split(' ');
const TAKEN: ReadonlySet<string> = new Set([...WORDS_OF_TEMPLATES, ...WORDS_OF_HELPERS, ...OTHER_VARIABLES]);

/** Whether a folded header already means something else in a template, so that a column could not be reached by it. */
export function isTaken(foldedHeader: string): boolean {
  return TAKEN.has(foldedHeader);
}
