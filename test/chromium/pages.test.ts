import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { nominate } from '../cli/nominate.js';
import { contrast } from '../render/contrast.js';
import { need } from '../tools/left-out.js';
import {
  CHROMIUM,
  computed,
  edges,
  examine,
  openWindow,
  paintedTexts,
  widths,
  type Scheme,
  type Window,
} from './chromium.js';

const FIXTURE = fileURLToPath(new URL('../fixtures/every-kind-of-block', import.meta.url));

const LETTERS = [
  { clp: 'Cardiff West', what: 'an English letter' },
  { clp: 'Ynys Môn', what: 'a Welsh letter' },
  { clp: 'Bath', what: 'a letter in large print' },
];
const SCHEMES: readonly Scheme[] = ['light', 'dark'];

/** From rgb(1, 2, 3), as a browser computes it, to #010203. */
function hex(colour: string): string {
  const channels = [...colour.matchAll(/\d+/gu)].map(([channel]) => Number(channel).toString(16).padStart(2, '0'));
  return `#${channels.join('')}`;
}

describe('in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nominate-chromium-'));
  const address = (...path: readonly string[]): string => pathToFileURL(join(folder, ...path)).href;
  const emails = LETTERS.map(({ clp, what }) => ({ what, url: address('previews/emails', `${clp}.html`) }));
  const pages = [
    { what: 'the page of a preview', url: address('previews/index.html') },
    { what: 'the page of a rehearsal', url: address('rehearsal/index.html') },
  ];
  const views = [...emails, ...pages].flatMap(({ what, url }) => SCHEMES.map((scheme) => ({ what, url, scheme })));
  let window: Window;

  beforeEach(() => {
    need(CHROMIUM);
  });

  beforeAll(async () => {
    if (!CHROMIUM.isThere) return;
    cpSync(FIXTURE, folder, { recursive: true });
    const [preview, rehearsal, opened] = await Promise.all([
      nominate(folder, ['preview', '--csv', 'clps.csv', '--today', '2028-05-02']),
      nominate(folder, ['rehearse', '--csv', 'clps.csv', '--with-faults']),
      openWindow(),
    ]);
    expect(preview.code, preview.stderr).toBe(0);
    expect(rehearsal.code).toBe(3);
    window = opened;
  });
  afterAll(async () => {
    if (CHROMIUM.isThere) await window.close();
    rmSync(folder, { recursive: true });
  });

  it.each(views)('$what is accessible ($scheme)', async ({ url, scheme }) => {
    await window.open(url, 1280, scheme);
    const { faults, kept } = await examine(window.page);
    expect(faults).toEqual([]);
    expect(kept).toEqual(expect.arrayContaining(['color-contrast', 'document-title', 'html-has-lang', 'link-name']));
  });

  it.each(views)('$what fits a telephone of 320 pixels ($scheme)', async ({ url, scheme }) => {
    await window.open(url, 320, scheme);
    expect(await widths(window.page)).toEqual([320, 320]);
  });

  it.each(emails)('$what has a column of 600 pixels at most, in the middle of a wide window', async ({ url }) => {
    await window.open(url, 1280, 'light');
    const [left, right] = await edges(window.page, '[role=main] *');
    expect(left).toBeGreaterThanOrEqual(340);
    expect(right).toBeLessThanOrEqual(940);
    expect(right - left).toBeGreaterThan(500);
  });

  it.each(emails)('$what can be read in the dark: light on dark, links and headings too', async ({ url }) => {
    await window.open(url, 1280, 'dark');
    const texts = await paintedTexts(window.page);
    expect(texts.length).toBeGreaterThan(20);
    for (const { colour, ground } of texts) {
      expect(contrast(hex(ground), '#000000')).toBeLessThan(1.5);
      expect(contrast(hex(colour), hex(ground))).toBeGreaterThanOrEqual(4.5);
    }
    expect(await computed(window.page, 'img.drawing', 'getComputedStyle(element).backgroundColor')).toEqual([
      'rgb(255, 255, 255)',
      'rgb(255, 255, 255)',
    ]);
  });

  it('large print is 16 points or more', async () => {
    await window.open(address('previews/emails/Bath.html'), 1280, 'light');
    const sizes = await computed(
      window.page,
      'h1, h2, h3, h4, p, li, a',
      'parseFloat(getComputedStyle(element).fontSize)',
    );
    expect(Math.min(...z.array(z.number()).min(20).parse(sizes))).toBeGreaterThanOrEqual((16 * 96) / 72);
  });

  it.each(emails)('$what asks for nothing outside of itself, and shows its pictures', async ({ url }) => {
    const requests = await window.open(url, 1280, 'light');
    expect(await computed(window.page, 'img', 'element.naturalWidth')).toEqual([240, 800, 400]);
    expect(requests).toEqual([]);
  });

  it.each(LETTERS)('$what is shown as it is sent', async ({ clp }) => {
    const { html } = await PostalMime.parse(readFileSync(join(folder, 'previews/emails', `${clp}.eml`)));
    const page = readFileSync(join(folder, 'previews/emails', `${clp}.html`), 'utf8');
    const withoutPictures = (source: string): string => source.replaceAll(/src="(?:cid|data):[^"]+"/gu, '').trim();
    expect(withoutPictures(html ?? '')).toBe(withoutPictures(page));
    expect(html?.match(/src="[a-z]+:/gu)).toEqual(['src="cid:', 'src="cid:', 'src="cid:']);
  });

  it('a preview is looked through by its page: the first letter is there, others are found and opened', async () => {
    await window.open(address('previews/index.html'), 1280, 'light');
    const viewer = window.page.locator('iframe');
    const current = window.page.locator('li.current .clp');
    expect(await current.textContent()).toBe('Cardiff West');
    expect(await viewer.getAttribute('src')).toContain('/letters/Cardiff%20West.pdf');
    await window.page.getByRole('searchbox').fill('MON');
    expect(await window.page.locator('#found').textContent()).toBe('1 letter');
    expect(await window.page.locator('#letters li:visible .clp').allTextContents()).toEqual(['Ynys Môn']);
    await window.page.getByTitle('Ynys Môn: the e-mail', { exact: true }).click();
    expect(await viewer.contentFrame().getByRole('heading', { level: 2 }).first().textContent()).toBe(
      'A wnaiff Ynys Môn fy enwebu?',
    );
    expect(await current.textContent()).toBe('Ynys Môn');
  });
});
