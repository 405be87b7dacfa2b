import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { createDuplicates, type Duplicates } from '../../src/recipients/duplicates/duplicates.js';
import { createWrongPersonGuard, type WrongPersonGuard } from '../../src/recipients/table/wrong-person.js';
import { listEvents } from './list-events.js';

setFlagsFromString('--expose-gc');
const collect = (): void => void runInNewContext('gc()');

const ROWS = 150_000;
const NAMES = ['Tomos Beynon-Harris', 'Cllr Ann Oak', 'Priya Shah', 'Siân Prŷs', 'Margaret Nowak'];

/** Every CLP and every address once, half of them with a postal address, a tenth in Welsh. */
async function* list(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from('clp,name,email,address_1,town,postcode,language\n'));
  for (let from = 0; from < ROWS; from += 5000) {
    let text = '';
    for (let row = from; row < from + 5000; row += 1) {
      const post = row % 2 === 0 ? `${row} Heol Undeb,Swansea,SA2 9ZZ` : ',,';
      text += `Constituency ${row} North,${NAMES[row % NAMES.length] ?? ''},secretary.${row}@example.org,${post},${row % 10 === 0 ? 'cy' : ''}\n`;
    }
    yield Buffer.from(text);
  }
}

/** What a plan knows of every row before it merges a letter. */
async function validate(): Promise<{ readonly rows: number; readonly known: readonly unknown[] }> {
  let duplicates: Duplicates | null = null;
  let persons: WrongPersonGuard | null = null;
  let rows = 0;
  for await (const event of listEvents(list(), { file: 'clps.csv' })) {
    if (event.kind === 'head') {
      duplicates = createDuplicates(event.head);
      persons = createWrongPersonGuard(event.head);
    }
    if (event.kind !== 'row' || event.recipient === null) continue;
    persons?.see(event);
    if (duplicates?.see(event.recipient).problems.length === 0) rows += 1;
  }
  return { rows, known: [duplicates, persons] };
}

/** In bytes, after a full collection: what a first one finishes, a second one frees. */
async function inUse(): Promise<number> {
  await setImmediate();
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** What is known of the rows, held here so that nothing else keeps it. */
const held: { known: unknown } = { known: null };

async function validatedRows(): Promise<number> {
  const { rows, known } = await validate();
  held.known = known;
  return rows;
}

it('a list is validated in at most 100 bytes a row of what stays in memory, all of it counted', async () => {
  expect(await validatedRows()).toBe(ROWS);
  const before = await inUse();
  held.known = null;
  const bytes = (before - (await inUse())) / ROWS;
  // A fingerprint of address and CLP at least: else nothing was counted.
  expect(bytes).toBeGreaterThan(16);
  expect(bytes).toBeLessThan(100);
});
