import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { windows } from './envelope-windows.js';
import { nominate, sampleCampaign } from './nominate.js';

const LIST = `clp,name,address_1,address_2,address_3,town,postcode
Bath,Jo Ely,Jo Ely,1 High Street,Bath BA1 1AA,Bath,BA1 1AA
Corby,Ann Ash,2 Low Road,Corby,England,Corby,NN17 1AA
Derby,Al Oak,"3 Mill Lane, Derby, DE1 1AA",,,Derby,DE1 1AA
Ely,Bo Yew,4 Fen Way,CB7 1AA,United Kingdom,Ely,CB7 1AA
`;

it('a letter shows each part of its address once in the window, whatever the columns repeat, the postcode last', async () => {
  const folder = await sampleCampaign({ 'clps.csv': LIST });
  const ended = await nominate(folder, ['print', '--csv', 'clps.csv', '--sort', 'list', '--today', '2028-05-02']);
  expect(ended).toMatchObject({ code: 0 });
  const shown = windows(readFileSync(join(folder, 'print/print-run.pdf'))).filter((text) => text !== '');
  expect(shown).toEqual([
    'Jo Ely 1 High Street BATH BA1 1AA',
    'Ann Ash 2 Low Road CORBY NN17 1AA',
    'Al Oak 3 Mill Lane DERBY DE1 1AA',
    'Bo Yew 4 Fen Way ELY CB7 1AA',
  ]);
});
