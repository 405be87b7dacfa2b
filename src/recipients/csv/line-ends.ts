const LF = 10;
const CR = 13;

/** Makes every line end (CRLF, LF or CR) of a text that comes in pieces the one that the CSV reader knows. UTF-8, or any superset of ASCII. */
export function createLineEnds(): (bytes: Buffer) => Buffer {
  let endedInCr = false;
  return (bytes) => {
    const first = bytes.indexOf(CR);
    // The second half of a line end that was told already.
    const start = endedInCr && bytes[0] === LF ? 1 : 0;
    if (bytes.length > 0) endedInCr = bytes.at(-1) === CR;
    if (first === -1) return bytes.subarray(start);
    const plain = Buffer.allocUnsafe(bytes.length);
    let length = bytes.copy(plain, 0, start, first);
    for (let at = Math.max(first, start); at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === LF && bytes[at - 1] === CR) continue;
      plain[length] = byte === CR ? LF : byte;
      length += 1;
    }
    return plain.subarray(0, length);
  };
}
