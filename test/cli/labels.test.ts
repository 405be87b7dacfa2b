import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wordBoxes, within } from '../render/pdf/word-boxes.js';
import { nominate, sampleCampaign } from './nominate.js';
import { LIST, PRINT, printed } from './paper-list.js';

describe('print --labels', () => {
  const SHEETS = [
    { name: 'L7160', columns: 3, width: 63.5, height: 38.1, left: 7.25, top: 15.15, gapX: 2.5 },
    { name: 'L7163', columns: 2, width: 99.1, height: 38.1, left: 4.65, top: 15.15, gapX: 2.5 },
  ];

  it.each(SHEETS)('sets each address inside its label of $name, the first free one first', async (sheet) => {
    const rows = Array.from(
      { length: 24 },
      (_, index) =>
        `CLP ${index},Siân Ŵyn-Prŷs${index},${index} Featherstonehaugh Court Road,Little Ashby,The Hollow,Llangefni,LL77 7${'ABDEFGHJLNPQRSTUWXYZABDE'[index] ?? 'A'}A`,
    );
    const head = 'clp,name,address_1,address_2,address_3,town,postcode';
    const folder = await sampleCampaign({ 'clps.csv': [head, ...rows, ''].join('\n') });
    const { code } = await nominate(folder, [...PRINT, '--sort', 'list', '--labels', sheet.name, '--from', '5']);
    expect(code).toBe(0);
    const onSheet = sheet.columns * 7;
    const pages = wordBoxes(printed(folder, 'print/labels.pdf'));
    expect(pages).toHaveLength(Math.ceil(28 / onSheet));
    for (let index = 0; index < 24; index += 1) {
      const place = (index + 4) % onSheet;
      const left = sheet.left + (place % sheet.columns) * (sheet.width + sheet.gapX);
      const top = sheet.top + Math.floor(place / sheet.columns) * sheet.height;
      const cell = [left, top, left + sheet.width, top + sheet.height];
      const words = (pages[Math.floor((index + 4) / onSheet)] ?? []).filter((word) => within(word, cell));
      const text = words.map((word) => word.text).join(' ');
      expect(text).toMatch(new RegExp(`^Siân Ŵyn-Prŷs${index} ${index} Feather.*LLANGEFNI LL77 7[A-Z]A$`, 'u'));
    }
    const words = pages.flat();
    expect(words).toHaveLength(24 * 13);
  });

  it('takes a sheet that campaign.yaml describes, and tells an address that does not fit it', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    const yaml = readFileSync(join(folder, 'campaign.yaml'), 'utf8');
    const labels =
      'labels: { name: tiny, columns: 4, rows: 16, width: 45.7, height: 16.9, left: 9.7, top: 13, gapX: 2.5, gapY: 0 }';
    writeFileSync(join(folder, 'campaign.yaml'), `${yaml}\n${labels}\n`);
    const { code, stderr } = await nominate(folder, [...PRINT, '--labels', 'tiny']);
    expect(code).toBe(1);
    expect(stderr).toContain('clps.csv:4:4 error address-too-wide: The address is too long for a label of tiny');
    writeFileSync(join(folder, 'campaign.yaml'), `${yaml}\n${labels.replace('16.9', '27').replace('16,', '10,')}\n`);
    expect((await nominate(folder, [...PRINT, '--labels'])).stdout).toContain('3 labels on 1 sheet of tiny');
    writeFileSync(join(folder, 'campaign.yaml'), `${yaml}\n${labels.replace('4,', '5,')}\n`);
    expect((await nominate(folder, PRINT)).stderr).toContain('wider together than A4');
  });

  it('moves what is printed by as much as the printer is out', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    const yaml = readFileSync(join(folder, 'campaign.yaml'), 'utf8');
    const boxes: (readonly number[])[] = [];
    for (const labels of ['', 'labels: { shiftX: 1.5, shiftY: -0.75 }']) {
      writeFileSync(join(folder, 'campaign.yaml'), `${yaml}\n${labels}\n`);
      expect(await nominate(folder, [...PRINT, '--labels', 'L7160'])).toMatchObject({ code: 0 });
      boxes.push(
        wordBoxes(printed(folder, 'print/labels.pdf')).flatMap((page) => page.flatMap(({ left, top }) => [left, top])),
      );
    }
    const moved = boxes[1]?.map((edge, index) => edge - (boxes[0]?.[index] ?? 0)) ?? [];
    expect(moved.length).toBeGreaterThan(8);
    for (const [index, distance] of moved.entries()) expect(distance).toBeCloseTo(index % 2 === 0 ? 1.5 : -0.75, 1);
  });

  it.each([
    ['{ name: mine, columns: 3, rows: 7, width: 60, height: 30, left: 5 }', 'missing-key: labels.top is missing.'],
    ['{ shiftX: 30 }', 'labels.shiftX must be at most 10'],
    ['{ shift: 1 }', 'unknown-key: labels.shift'],
  ])('tells what is wrong with %s', async (labels, said) => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    const yaml = readFileSync(join(folder, 'campaign.yaml'), 'utf8');
    writeFileSync(join(folder, 'campaign.yaml'), `${yaml}\nlabels: ${labels}\n`);
    const { code, stderr } = await nominate(folder, PRINT);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
  });

  it('refuses sheets that it does not know and labels that a sheet does not have', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    const unknown = await nominate(folder, [...PRINT, '--labels', 'L9999']);
    expect(unknown).toMatchObject({ code: 2 });
    expect(unknown.stderr).toContain('There is no sheet of labels "L9999": there are L7160, L7163.');
    expect((await nominate(folder, [...PRINT, '--labels', 'L7160', '--from', '22'])).stderr).toContain('has 21 labels');
    expect((await nominate(folder, [...PRINT, '--from', '2'])).stderr).toContain('--from needs --labels');
  });
});
