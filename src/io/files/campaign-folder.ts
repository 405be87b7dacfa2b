import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_FOLDER } from './package-folder.js';
import { SHIPPED_TEMPLATES } from './template-files.js';

const SAMPLE = join(PACKAGE_FOLDER, 'data');

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
 * Makes a campaign folder from the samples: campaign.yaml, clps.csv and the letters. Nothing that is there is touched;
 * gives back the name of the first file that stands in the way, or null once the folder is made.
 */
export function makeCampaignFolder(folder: string): string | null {
  const files = ['campaign.yaml', 'clps.csv', 'templates', '.gitignore'];
  const standing = files.find((name) => existsSync(join(folder, name)));
  if (standing !== undefined) return standing;
  mkdirSync(folder, { recursive: true });
  for (const name of ['campaign.yaml', 'campaign.schema.json', 'clps.csv'])
    cpSync(join(SAMPLE, name), join(folder, name));
  cpSync(SHIPPED_TEMPLATES, join(folder, 'templates'), { recursive: true });
  writeFileSync(join(folder, '.gitignore'), `${PRIVATE.join('\n')}\n`);
  return null;
}
