/** A number of octets as somebody would say it: "870 bytes", "48 KB", "1.3 MB". */
export function sizeText(octets: number): string {
  if (octets < 1000) return `${octets} bytes`;
  if (octets < 1_000_000) return `${Math.round(octets / 1000)} KB`;
  return `${(octets / 1_000_000).toFixed(1)} MB`;
}
