import type { LinkRun } from '../letter.js';

/** What stands in a link, without its marks; a line break is a line feed. */
export function linkText({ runs }: LinkRun): string {
  return runs.map((run) => (run.kind === 'text' ? run.text : '\n')).join('');
}

/**
 * Whether a link's text is its own address, so that saying it twice tells nothing: example.org,
 * https://example.org/, a@example.org.
 */
export function isOwnAddress(text: string, href: string): boolean {
  const target = URL.canParse(href) ? new URL(href).href : href;
  return ['', 'https://', 'http://', 'mailto:']
    .map((scheme) => scheme + text)
    .some((address) => URL.canParse(address) && new URL(address).href === target);
}

/** An address as somebody types it from paper: without what every browser adds. */
export function addressToType(href: string): string {
  const { protocol, search, hash } = new URL(href);
  if (protocol === 'mailto:') return href.replace(/^mailto:/u, '').replace(/\?.*$/u, '');
  const address = href.replace(/^https?:\/\//u, '');
  return search === '' && hash === '' ? address.replace(/\/$/u, '') : address;
}
