/** What one term of an SPF record names. */
export interface SpfTerm {
  readonly qualifier: '+' | '-' | '~' | '?';
  readonly kind: 'all' | 'include' | 'a' | 'mx' | 'ip4' | 'ip6' | 'exists' | 'ptr' | 'redirect';
  /** What stands after ":" or "="; "" where nothing does. */
  readonly value: string;
}

const KINDS: readonly SpfTerm['kind'][] = ['all', 'include', 'a', 'mx', 'ip4', 'ip6', 'exists', 'ptr', 'redirect'];
const QUALIFIERS: readonly SpfTerm['qualifier'][] = ['+', '-', '~', '?'];

/** Whether a text record is an SPF record (RFC 7208 §4.5). */
export function isSpf(text: string): boolean {
  return /^v=spf1(?: |$)/iu.test(text);
}

/** Reads an SPF record (RFC 7208 §4.6.1); what it does not understand comes back by itself. Unknown modifiers are passed over, as §6 asks. */
export function readSpf(record: string): { readonly terms: readonly SpfTerm[]; readonly unknown: readonly string[] } {
  const terms: SpfTerm[] = [];
  const unknown: string[] = [];
  for (const word of record.trim().split(/ +/u).slice(1)) {
    const [, sign = '', name = '', delimiter = '', value = ''] =
      /^([-+~?]?)([a-z][a-z0-9_.-]*)([:=/]?)(.*)$/iu.exec(word) ?? [];
    const kind = KINDS.find((known) => known === name.toLowerCase());
    const qualifier = QUALIFIERS.find((known) => known === sign) ?? '+';
    if (kind !== undefined && (delimiter === '=') === (kind === 'redirect')) {
      terms.push({ qualifier, kind, value: delimiter === '/' ? `/${value}` : value });
    } else if (delimiter !== '=') unknown.push(word);
  }
  return { terms, unknown };
}
