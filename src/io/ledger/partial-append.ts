import { fstatSync, ftruncateSync } from 'node:fs';

/**
 * After an append that failed half-way, as on a full disk: cuts the file off behind the last line that it took whole, and tells
 * how many are there. `length` is the file's length in bytes before the append; each line ends in a newline.
 */
export function keepWholeLines(descriptor: number, length: number, lines: readonly string[]): number {
  const { size } = fstatSync(descriptor);
  let kept = 0;
  let end = length;
  for (const line of lines) {
    if (end + Buffer.byteLength(line) > size) break;
    end += Buffer.byteLength(line);
    kept += 1;
  }
  ftruncateSync(descriptor, end);
  return kept;
}
