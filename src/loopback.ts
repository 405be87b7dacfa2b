/** RFC 1122 §3.2.1.3. */
const LOOPBACK_IPV4 = /^127(?:\.\d{1,3}){3}$/u;

/**
 * Whether a host name or an IP address can only be this computer (RFC 6761 §6.3, RFC 4291 §2.5.3).
 * It is parsed as a URL's host, so that nothing passes that merely looks like one: "127.999.1.1" or
 * "localhost:x@example.org".
 */
export function isLoopback(host: string): boolean {
  const name = (host.includes(':') && !host.startsWith('[') ? `[${host}]` : host).toLowerCase();
  const text = `http://${name}/`;
  if (!URL.canParse(text)) return false;
  const { hostname } = new URL(text);
  return hostname === name && (name === 'localhost' || name === '[::1]' || LOOPBACK_IPV4.test(name));
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
