import type { Block, Letter, Run, TextRun } from '../../letter/letter.js';
import { ASCII, unsettable } from '../text/face-choice.js';
import { plainRun } from './paragraph.js';
import { faceFor, type Design, type Faces, type TextStyle } from '../text/typography.js';

/** Runs with the style that they are set in. */
interface StyledRuns {
  readonly runs: readonly Run[];
  readonly style: TextStyle;
}

/** White space parts words, whichever it is; it is never drawn as a glyph of its own. */
const WHITE_SPACE = /[ \t\r\n]+/u;

/**
 * The characters of a letter that cannot be set: neither the face that they would be set in nor the fallback has them,
 * or their script is one that no font is enough for (scriptRefusal). Code points, after composing (NFC), in reading
 * order, each once.
 */
export function missingCharacters(letter: Letter, faces: Faces, design: Design): readonly string[] {
  const missing = new Set<string>();
  for (const { runs, style } of letter.blocks.flatMap((block) => styledRuns(block, design))) {
    for (const run of runs.flatMap(textRuns)) {
      if (ASCII.test(run.text)) continue;
      const face = faceFor(faces, style, run);
      for (const text of run.text.normalize('NFC').split(WHITE_SPACE))
        for (const character of unsettable(text, face, faces.fallback)) missing.add(character);
    }
  }
  return [...missing];
}

function textRuns(run: Run): readonly TextRun[] {
  if (run.kind === 'break') return [];
  return run.kind === 'text' ? [run] : run.runs.filter((inner) => inner.kind === 'text');
}

/** The texts of a block in reading order. */
function styledRuns(block: Block, design: Design): readonly StyledRuns[] {
  const { body, small } = design;
  switch (block.kind) {
    case 'sender':
      return [
        { runs: [plainRun(block.name)], style: design.name },
        ...block.lines.map((runs) => ({ runs, style: small })),
      ];
    case 'recipient':
      return [{ runs: block.lines.map(plainRun), style: small }];
    case 'date':
      return [{ runs: [plainRun(block.text)], style: body }];
    case 'heading':
      return [{ runs: block.runs, style: design.headings[block.level] }];
    case 'paragraph':
      return [{ runs: block.runs, style: body }];
    case 'list':
      return block.items.flat().flatMap((inner) => styledRuns(inner, design));
    case 'quotation':
      return block.blocks.flatMap((inner) => styledRuns(inner, design));
    case 'image':
    case 'rule':
      return [];
    case 'signature':
      return [{ runs: [plainRun(block.closing), plainRun(block.name)], style: body }];
  }
}
