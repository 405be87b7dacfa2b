import { expect, it } from 'vitest';
import { listEvents } from './list-events.js';

/** What becomes of the cell of a column in a row with an e-mail and a postal address: its value, or the code of its problem. */
async function read(column: string, cell: string): Promise<string | undefined> {
  const list = `clp,email,address_1,postcode,${column}\nBath,jo@example.org,1 High Street,BA1 1AA,${cell}\n`;
  for await (const event of listEvents(
    (async function* () {
      yield await Promise.resolve(Buffer.from(list));
    })(),
    { file: 'clps.csv' },
  ))
    if (event.kind === 'row') return event.recipient?.columns[column] ?? event.problems[0]?.code;
  return undefined;
}

const YES = ['yes', 'Y', 'TRUE', '1', 'x', '✓', '✔', 'Ie', 'oes'];
const NO = ['no', 'N', 'False', '0', '-', 'n/a', 'NA', 'none', 'NULL', 'nac oes'];

it.each([
  ['post', 'yes', [...YES, 'post', 'Paper']],
  ['post', 'no', [...NO, 'email', 'E-mail']],
  ['post', 'unclear-post', ['perhaps', '16', 'large', '2', 'yes please']],
  ['large_print', 'yes', [...YES, 'large', 'Large print', '16', '16pt', '16 pt', '16 point']],
  ['large_print', 'no', [...NO, 'standard', 'normal', 'Usual']],
  ['large_print', 'unclear-large-print', ['perhaps', 'paper', '18', 'post']],
] as const)('the column %s says %s by each of its words', async (column, meaning, words) => {
  for (const word of words) expect(await read(column, word), word).toBe(meaning);
});
