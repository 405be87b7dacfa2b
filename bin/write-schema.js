// Writes data/campaign.schema.json, by which editors complete and check campaign.yaml, from the schema in src/campaign.ts.
import { writeFileSync } from 'node:fs';
import { campaignJsonSchema } from '../dist/campaign.js';

writeFileSync(
  new URL('../data/campaign.schema.json', import.meta.url),
  `${JSON.stringify(campaignJsonSchema(), null, 2)}\n`,
);
