import type { EmailAddress } from '../../email-address.js';

/** How the great providers are mistyped. None of the slips is a provider of its own. */
const PROVIDERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['gmail', ['gmial', 'gmai', 'gamil', 'gmal', 'gnail', 'gmaill', 'gmil', 'gmali', 'gmaii', 'gmaul', 'ggmail']],
  ['googlemail', ['googlmail', 'googelmail', 'googlemial', 'goglemail']],
  ['hotmail', ['hotmial', 'hotmal', 'hotmai', 'hotmil', 'hotamil', 'homail', 'hotnail', 'hotmaill', 'hormail']],
  ['yahoo', ['yaho', 'yahooo', 'yhoo', 'yahho', 'yaoo']],
  ['outlook', ['outlok', 'outloo', 'oulook', 'outllok', 'outlool', 'outook']],
  ['icloud', ['iclod', 'icoud', 'iclould', 'icluod']],
  ['btinternet', ['btintenet', 'btinernet', 'btinterent', 'btinternt', 'btineternet', 'btinternett']],
  ['virginmedia', ['virginmeda', 'virginmeida', 'virgnmedia', 'virginmdia']],
]);

const MEANT: ReadonlyMap<string, string> = new Map(
  [...PROVIDERS].flatMap(([provider, slips]) => slips.map((slip) => [slip, provider])),
);

/** Providers whose addresses all end in .com, and the endings that people give them. */
const ONLY_COM: ReadonlySet<string> = new Set(['gmail', 'googlemail', 'icloud', 'btinternet']);
const NOT_COM: ReadonlySet<string> = new Set(['co', 'cm', 'om', 'co.uk', 'uk', 'org', 'net']);

/** Endings that no registry has, and what they were meant to be. */
const ENDINGS: ReadonlyMap<string, string> = new Map([
  ['con', 'com'],
  ['cmo', 'com'],
  ['ocm', 'com'],
  ['comm', 'com'],
  ['vom', 'com'],
  ['xom', 'com'],
  ['coom', 'com'],
  ['couk', 'co.uk'],
  ['orguk', 'org.uk'],
  ['ogr', 'org'],
  ['orgg', 'org'],
  ['ku', 'uk'],
  ['ukk', 'uk'],
]);

/** The address with its domain as it was probably meant, where that is another domain: gmial.com, example.con. */
export function suggestDomain(address: EmailAddress): string | null {
  const first = address.domain.slice(0, address.domain.indexOf('.'));
  const last = address.domain.slice(address.domain.lastIndexOf('.') + 1);
  // Nearly every domain: nothing of it is a slip, nor a provider's whose ending could be one.
  if (!MEANT.has(first) && !ENDINGS.has(last) && !ONLY_COM.has(first)) return null;
  const ending = address.domain.slice(first.length + 1);
  const provider = MEANT.get(first) ?? first;
  const meantLast = ENDINGS.get(last) ?? last;
  const meantEnding =
    ONLY_COM.has(provider) && NOT_COM.has(ending) ? 'com' : ending.slice(0, ending.length - last.length) + meantLast;
  const domain = `${provider}.${meantEnding}`;
  return domain === address.domain ? null : `${address.typed.slice(0, address.typed.lastIndexOf('@'))}@${domain}`;
}
