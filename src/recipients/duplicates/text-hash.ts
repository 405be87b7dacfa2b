/** A 64-bit hash in two halves, each an unsigned 32-bit number. */
export interface TextHash {
  readonly high: number;
  readonly low: number;
}

/** MurmurHash3's mixing of a word into a state (A. Appleby, public domain). */
function mix(state: number, word: number): number {
  const scrambled = Math.imul(word, 0xcc9e2d51);
  const mixed = state ^ Math.imul((scrambled << 15) | (scrambled >>> 17), 0x1b873593);
  return Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64;
}

/** MurmurHash3's last step: every bit of the state reaches every bit of the result. */
function finish(state: number): number {
  const first = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return (second ^ (second >>> 16)) >>> 0;
}

/** Hashes a text. That two of a million texts have the same hash by chance is one case in 37 million. */
export function hashText(text: string): TextHash {
  let high = 0x9e3779b9;
  let low = 0x7f4a7c15;
  const { length } = text;
  for (let index = 0; index < length; index += 2) {
    const next = index + 1 < length ? text.charCodeAt(index + 1) : 0;
    const word = text.charCodeAt(index) | (next << 16);
    high = mix(high, word);
    low = mix(low, word ^ 0x5bd1e995);
  }
  return { high: finish(high ^ length), low: finish(low ^ length) };
}

/** The hash of two texts as a pair, from the hashes of each. */
export function joinHashes(first: TextHash, second: TextHash): number {
  return finish(mix(mix(first.high, second.high), second.low ^ first.low));
}
