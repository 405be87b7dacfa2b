import type { Block, Letter, Run, TextRun } from '../letter/letter.js';
import { plainRun } from './paragraph.js';
import { BODY, faceFor, headingStyle, INK, nameStyle, SMALL, type Faces, type TextStyle } from './typography.js';

/** Runs with the style that they are set in. */
interface StyledRuns {
  readonly runs: readonly Run[];
  readonly style: TextStyle;
}

/** White space parts words, whichever it is; it is never drawn as a glyph of its own. */
const WHITE_SPACE = /[ \t\r\n]/u;
/** Every face that is fit for letters has these; what cannot be missing need not be looked up. */
const ASCII = /^[\x20-\x7e]*$/u;

/**
 * The characters of a letter that the faces it would be set in do not have: code points, after composing (NFC), in
 * reading order, each once.
 */
export function missingCharacters(letter: Letter, faces: Faces): readonly string[] {
  const missing = new Set<string>();
  for (const { runs, style } of letter.blocks.flatMap(styledRuns)) {
    for (const run of runs.flatMap(textRuns)) {
      if (ASCII.test(run.text)) continue;
      const face = faceFor(faces, style, run);
      for (const character of run.text.normalize('NFC')) {
        if (!face.has(character.codePointAt(0) ?? 0) && !WHITE_SPACE.test(character)) missing.add(character);
      }
    }
  }
  return [...missing];
}

function textRuns(run: Run): readonly TextRun[] {
  if (run.kind === 'break') return [];
  return run.kind === 'text' ? [run] : run.runs.filter((inner) => inner.kind === 'text');
}

/** The texts of a block in reading order. Colours matter to no face: they are the ink's. */
function styledRuns(block: Block): readonly StyledRuns[] {
  switch (block.kind) {
    case 'sender':
      return [
        { runs: [plainRun(block.name)], style: nameStyle(INK) },
        ...block.lines.map((runs) => ({ runs, style: SMALL })),
      ];
    case 'recipient':
      return [{ runs: block.lines.map(plainRun), style: SMALL }];
    case 'date':
      return [{ runs: [plainRun(block.text)], style: BODY }];
    case 'heading':
      return [{ runs: block.runs, style: headingStyle(block.level, INK) }];
    case 'paragraph':
      return [{ runs: block.runs, style: BODY }];
    case 'list':
      return block.items.flat().flatMap(styledRuns);
    case 'quotation':
      return block.blocks.flatMap(styledRuns);
    case 'image':
    case 'rule':
      return [];
    case 'signature':
      return [{ runs: [plainRun(block.closing), plainRun(block.name)], style: BODY }];
  }
}
