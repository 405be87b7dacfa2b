import type { Run } from '../../letter/letter.js';
import { isOwnAddress } from '../../letter/wording/shown-address.js';
import type { RunOf, RunTable } from '../by-kind.js';

/** Runs as plain text, a string for each line that the author asked for. Marks are not shown. */
export function plainLines(runs: readonly Run[]): readonly string[] {
  return plain(runs).split('\n');
}

const table: RunTable<string> = {
  // Only a break run may break a line.
  text: (run) => run.text.replace(/[\r\n]+/gu, ' '),
  break: () => '\n',
  link: (run) => {
    const text = plain(run.runs);
    const words = text.trimEnd();
    if (words === '' || isOwnAddress(words.trimStart(), run.href)) return text;
    return `${words} (${run.href.replace(/^mailto:/u, '')})${text.slice(words.length)}`;
  },
};

function render<Kind extends Run['kind']>(run: RunOf<Kind>): string {
  return table[run.kind](run);
}

function plain(runs: readonly Run[]): string {
  return runs.map((run) => render(run)).join('');
}
