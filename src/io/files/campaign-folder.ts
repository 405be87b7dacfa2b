import { readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Campaign } from '../../campaign.js';
import { readCampaignFile } from './campaign-file.js';
import { followLink, openRealFolder } from '../folders/real-folder.js';
import { kindAt } from './file-kind.js';
import { PACKAGE_FOLDER } from './package-folder.js';
import { readWhole } from './read-if-there.js';
import { SHIPPED_TEMPLATES } from './template-files.js';

const SAMPLE = join(PACKAGE_FOLDER, 'data');

/** Whether a folder is the sample campaign of nominate's own, which the letters that ship with it are tried on. */
export function isSampleFolder(folder: string): boolean {
  return realpathSync(folder) === realpathSync(SAMPLE);
}

/** The sample campaign; null where what is installed is damaged. */
export function readSampleCampaign(): Campaign | null {
  return readCampaignFile(join(SAMPLE, 'campaign.yaml'), 'campaign.yaml').campaign;
}

/** What must not leave the organiser's computer with the rest of the folder. */
const PRIVATE = [
  '*.csv',
  '*.xlsx',
  '.held*',
  '.failed*',
  '*.ndjson',
  '.*.ndjson.*',
  'previews/',
  'print/',
  'rehearsal/',
  '.env',
  'password*',
  '*.pem',
  '*.key',
];

/**
 * Makes a campaign folder from the samples: campaign.yaml, clps.csv and the letters. Nothing that
 * is there is touched; gives back the name of the first file that stands in the way, or null once
 * the folder is made. All of it is for its owner only.
 */
export function makeCampaignFolder(folder: string): string | null {
  const files = ['campaign.yaml', 'campaign.schema.json', 'clps.csv', 'templates', '.gitignore'];
  const standing = files.find((name) => kindAt(join(folder, name)) !== null);
  if (standing !== undefined) return standing;
  const made = openRealFolder(followLink(folder), ['templates']);
  const write = (name: string, content: Uint8Array | string): void => {
    const file = made.create(name);
    file.append(content);
    file.close();
  };
  for (const name of ['campaign.yaml', 'campaign.schema.json', 'clps.csv']) write(name, readWhole(join(SAMPLE, name)));
  for (const name of readdirSync(SHIPPED_TEMPLATES))
    write(`templates/${name}`, readWhole(join(SHIPPED_TEMPLATES, name)));
  write('.gitignore', `${PRIVATE.join('\n')}\n`);
  made.close();
  return null;
}
