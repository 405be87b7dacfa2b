// The baseline as a whole program: reads the list, merges the letter and writes a file for each of its first rows.
import { createReadStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { readCampaignFile } from '../dist/io/files/campaign-file.js';
import { readTemplateLibrary, SHIPPED_TEMPLATES } from '../dist/io/files/template-files.js';
import { compileTemplate } from '../dist/letter/compile.js';
import { mergeLetter } from '../dist/letter/merge.js';
import { readList } from '../dist/recipients/read-list.js';
import { fonts } from './fonts.js';
import { straightforwardLetter } from './straightforward.js';

const count = Number(process.argv[2]);
const { campaign } = await readCampaignFile('campaign.yaml', 'campaign.yaml');
const library = await readTemplateLibrary([SHIPPED_TEMPLATES], (path) => path);
const { template } = compileTemplate(library.templates.get('first-candidacy').get(''), library.partials);
const placeOf = () => ({ file: 'clps.csv', line: null, column: null });
let made = 0;
await mkdir('baseline', { recursive: true });
for await (const events of readList(createReadStream('clps.csv'), { file: 'clps.csv' })) {
  for (const event of events) {
    if (event.kind !== 'row' || made === count) continue;
    const { letter } = mergeLetter(template, event.recipient, { campaign, today: '2028-05-02', placeOf });
    await writeFile(`baseline/${event.recipient.clp}.pdf`, await straightforwardLetter(letter, fonts));
    made += 1;
  }
}
