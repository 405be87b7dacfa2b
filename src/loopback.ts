/** RFC 1122 §3.2.1.3. */
const LOOPBACK_IPV4 = /^127(?:\.\d{1,3}){3}$/u;

/**
 * Whether a host name or an IP address can only be this computer (RFC 6761 §6.3, RFC 4291 §2.5.3).
 * It is parsed as a URL's host, so that nothing passes that merely looks like one: "127.999.1.1" or
 * "localhost:x@example.org".
 */
export function isLoopback(host: string): boolean {
  const name = inUrl(host).toLowerCase();
  return parsedHost(name) === name && (name === 'localhost' || name === '[::1]' || LOOPBACK_IPV4.test(name));
}

/** Whether a text is a host name or an IP address, and no more: no port, no user, no path. */
export function isHost(text: string): boolean {
  return parsedHost(inUrl(text)) !== null;
}

function inUrl(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

/** A URL's host as the parser understands it; null for more than a host. */
function parsedHost(text: string): string | null {
  // A URL may hold blanks, which count for nothing there.
  if (/[\s\p{Cc}]/u.test(text) || !URL.canParse(`http://${text}/`)) return null;
  const { hostname, href } = new URL(`http://${text}/`);
  return href === `http://${hostname}/` ? hostname : null;
}

/**
 * Whether what is sent to an address stays secret on its way: over https, or within this computer.
 */
export function isConfidential(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}
