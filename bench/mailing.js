// A mail merge of one of the letters that ship with nominate: what an organiser's mailing is made of.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { campaignSchema } from '../dist/campaign.js';
import { compileTemplate } from '../dist/letter/compile.js';
import { mergeLetter } from '../dist/letter/merge.js';

const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

export const campaign = campaignSchema.parse(parse(read('data/campaign.yaml')));

const file = 'templates/first-candidacy.hbs';
const { template } = compileTemplate({ file, text: read(file) }, new Map());
const placeOf = (column) => ({ file: 'clps.csv', line: null, column });

/** The letter to the secretary of so-and-so many constituencies of the list. */
export function mergedLetter(index) {
  const [clp, name, nation] = [
    `Constituency ${index}`,
    `Secretary ${index}`,
    ['England', 'Scotland', 'Wales'][index % 3],
  ];
  const row = { clp, name, postalAddress: [], columns: { first_name: `Siân ${index}`, nation } };
  const { letter, problems } = mergeLetter(template, row, { campaign, today: '2028-05-02', placeOf });
  if (letter === null) throw new Error(JSON.stringify(problems));
  return letter;
}
