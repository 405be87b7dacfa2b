import type { PdfReference } from 'pdfkit';
import { codePointsOf, type Stack } from '../../layout/text/shaping.js';
import type { EmbeddableFace } from './font-embedding.js';
import type { PdfFile } from './pdf-file.js';

/**
 * The stacks that one file shows. There are more of them than codes of two bytes, so each file
 * numbers its own, in the order of the text; those of a face are a font of their own.
 */
export interface FileStacks {
  /** Which codes show a stack, in the font that is called so among a page's resources. */
  use(face: EmbeddableFace, stack: Stack): { readonly font: string; readonly codes: readonly number[] };
  /** Writes the fonts; gives them by what they are called. */
  embed(file: PdfFile): Record<string, PdfReference>;
}

export function createFileStacks(): FileStacks {
  const faces = new Map<EmbeddableFace, Map<string, NumberedStack>>();
  const fontOf = ({ name }: EmbeddableFace): string => `${name}M`;
  return {
    use: (face, stack) => {
      const known = faces.get(face) ?? new Map<string, NumberedStack>();
      faces.set(face, known);
      return { font: fontOf(face), codes: readable(stack).map((part) => codeIn(known, part)) };
    },
    embed: (file) =>
      Object.fromEntries(
        [...faces].map(([face, known]) => {
          const stacks = [...known.values()].map(({ stack }) => stack);
          return [fontOf(face), face.embedStacks(stacks, file)];
        }),
      ),
  };
}

interface NumberedStack {
  /** Its place among those of its face, counted from 1. */
  readonly code: number;
  readonly stack: Stack;
}

function codeIn(known: Map<string, NumberedStack>, stack: Stack): number {
  const { codePoints, width, parts } = stack;
  const key = JSON.stringify([codePoints, width, parts]);
  const numbered = known.get(key) ?? { code: known.size + 1, stack };
  known.set(key, numbered);
  return numbered.code;
}

/**
 * A stack whose letter reads as that letter, and behind it what reads as the marks and shows nothing.
 * Were it one code that reads as both, pdf.js would take it for a mark, and what follows for a new word.
 */
function readable(stack: Stack): readonly Stack[] {
  const [letter = '', ...marks] = String.fromCodePoint(...stack.codePoints).match(/\P{M}+|\p{M}+/gu) ?? [];
  return [
    { ...stack, codePoints: codePointsOf(letter) },
    ...marks.map((mark): Stack => ({ kind: 'stack', codePoints: codePointsOf(mark), width: 0, advance: 0, parts: [] })),
  ];
}
