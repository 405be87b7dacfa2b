import { Resolver } from 'node:dns/promises';
import { withoutControls } from '../smtp/smtp-shown.js';

/** Records of one kind; none where there are none, null where the name server gave no answer. */
export type Records = readonly string[] | null;

/** Questions to a name server. */
export interface NameServer {
  /** Texts (RFC 1035 §3.3.14), the strings of each put together. */
  readonly texts: (name: string) => Promise<Records>;
  /** Mail exchangers, the best first; "" for the null MX (RFC 7505). */
  readonly mailExchangers: (name: string) => Promise<Records>;
  /** IPv4 and IPv6 addresses. */
  readonly addresses: (name: string) => Promise<Records>;
}

/** Opens the name server at an address such as "127.0.0.1:5353"; null: the one of this computer. */
export function openNameServer(address: string | null): NameServer {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 });
  if (address !== null) resolver.setServers([address]);
  return {
    texts: (name) => answer(async () => (await resolver.resolveTxt(name)).map((strings) => strings.join(''))),
    mailExchangers: (name) =>
      answer(async () => {
        const found = await resolver.resolveMx(name);
        return found.sort((one, other) => one.priority - other.priority).map(({ exchange }) => exchange);
      }),
    addresses: async (name) => {
      const both = await Promise.all([answer(() => resolver.resolve4(name)), answer(() => resolver.resolve6(name))]);
      const known = both.filter((records) => records !== null);
      return known.length === 0 ? null : known.flat();
    },
  };
}

async function answer(ask: () => Promise<readonly string[]>): Promise<Records> {
  try {
    return (await ask()).map(withoutControls);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    return code === 'ENOTFOUND' || code === 'ENODATA' ? [] : null;
  }
}
