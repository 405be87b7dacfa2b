import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { chromium, type Page } from 'playwright-core';
import { z } from 'zod';
import type { Tool } from '../tools/left-out.js';

const PROGRAM = '/usr/bin/chromium';

export const CHROMIUM: Tool = {
  name: 'Chromium',
  howToGet: 'apt-get install chromium',
  isThere: existsSync(PROGRAM),
};

export type Scheme = 'light' | 'dark';

/** One window of one browser, which shows a page after the other. */
export interface Window {
  readonly page: Page;
  /** Goes to a page, in a window of this width (CSS pixels); gives every address that the page asks for beyond its own. */
  readonly open: (url: string, width: number, colorScheme: Scheme) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/** A window in which nothing but files can be had. What holds its own content (data:) is no request. */
export async function openWindow(): Promise<Window> {
  const args =
    '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
  const browser = await chromium.launch({ executablePath: PROGRAM, args: args.split(' ') });
  const page = await browser.newPage();
  await page.route(/^(?!file:)/u, (route) => route.abort());
  let requests: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith('data:')) requests.push(request.url());
  });
  return {
    page,
    async open(url, width, colorScheme) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      requests = [];
      await page.goto(url);
      return requests.filter((address) => address !== url);
    },
    close: () => browser.close(),
  };
}

const numbers = z.array(z.number());

/** How wide the page's content is, and the window; equal where nobody need scroll sideways. */
export async function widths(page: Page): Promise<readonly number[]> {
  return numbers.parse(await page.evaluate('[document.documentElement.scrollWidth, window.innerWidth]'));
}

/** Where the leftmost and the rightmost of these elements end, in CSS pixels from the window's left. */
export async function edges(page: Page, selector: string): Promise<readonly [number, number]> {
  const all = `[...document.querySelectorAll('${selector}')].map((element) => element.getBoundingClientRect())`;
  return z
    .tuple([z.number(), z.number()])
    .parse(
      await page.evaluate(`[Math.min(...${all}.map((box) => box.left)), Math.max(...${all}.map((box) => box.right))]`),
    );
}

const findings = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
  passes: z.array(z.object({ id: z.string() })),
});

/** What axe finds fault with, a line each; and the names of the rules that are kept. */
export async function examine(
  page: Page,
): Promise<{ readonly faults: readonly string[]; readonly kept: readonly string[] }> {
  await page.evaluate(axe.source);
  const { violations, passes } = findings.parse(await page.evaluate('axe.run()'));
  return {
    faults: violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
    kept: passes.map(({ id }) => id),
  };
}

const painted = z.array(z.object({ text: z.string(), colour: z.string(), ground: z.string() }));

/** Every element that has text of its own: the text, its computed colour, and the colour of what lies behind it. */
export async function paintedTexts(page: Page): Promise<z.infer<typeof painted>> {
  return painted.parse(
    await page.evaluate(`[...document.body.querySelectorAll('*')]
      .map((element) => {
        const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
        let behind = element;
        while (getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)') behind = behind.parentElement;
        return {
          text: own.map((node) => node.textContent).join('').trim(),
          colour: getComputedStyle(element).color,
          ground: getComputedStyle(behind).backgroundColor,
        };
      })
      .filter(({ text }) => text !== '')`),
  );
}

/** What an expression over `element` gives for each element that the selector finds. */
export function computed(page: Page, selector: string, expression: string): Promise<unknown> {
  return page.evaluate(`[...document.querySelectorAll('${selector}')].map((element) => ${expression})`);
}
