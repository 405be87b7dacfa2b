import type { Marks, Run } from '../../letter/letter.js';
import type { RunOf, RunTable } from '../by-kind.js';
import { escapeHtml } from './escape.js';
import type { Palette } from './palette.js';

type InlineTag = 'strong' | 'em' | 'sup';

/** Outermost first. A superscript has no line height of its own, so that it pushes no line apart. */
const MARK_TAGS: readonly {
  readonly mark: Exclude<keyof Marks, 'language'>;
  readonly tag: InlineTag;
  readonly attributes: string;
}[] = [
  { mark: 'strong', tag: 'strong', attributes: '' },
  { mark: 'emphasis', tag: 'em', attributes: '' },
  { mark: 'superscript', tag: 'sup', attributes: ' style="font-size:70%;line-height:0;vertical-align:super"' },
];

/** Runs as inline HTML: a table of renderers bound to the letter's colours. */
export function createRunRenderer(palette: Palette): (runs: readonly Run[]) => string {
  const table: RunTable<string> = {
    text: (run) => {
      const text = MARK_TAGS.filter(({ mark }) => run[mark]).reduceRight(
        (inner, { tag, attributes }) => `<${tag}${attributes}>${inner}</${tag}>`,
        escapeHtml(run.text),
      );
      return run.language === undefined ? text : `<span lang="${escapeHtml(run.language)}">${text}</span>`;
    },
    break: () => '<br>',
    link: (run) =>
      `<a class="accent" href="${escapeHtml(run.href)}" style="color:${palette.light.accent}">${renderAll(run.runs)}</a>`,
  };
  const render = <Kind extends Run['kind']>(run: RunOf<Kind>): string => table[run.kind](run);
  const renderAll = (runs: readonly Run[]): string => runs.map((run) => render(run)).join('');
  return renderAll;
}
