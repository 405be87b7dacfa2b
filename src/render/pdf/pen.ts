import type { Face, ShapedText } from '../../layout/face.js';
import type { Piece } from '../../layout/words.js';
import type { EmbeddableFace } from './font-embedding.js';
import { joined, rgb, rounded } from './numbers.js';

/** The faces of one letter, and the texts that it sets in each. */
export interface LetterFaces {
  readonly of: (face: Face) => EmbeddableFace;
  readonly used: Map<EmbeddableFace, Set<ShapedText>>;
}

/** Writes the operators of a page (ISO 32000-1, annex A), of the text state only what changes. Measures are in points from the lower left corner. */
export interface Pen {
  /** Begins a line of text there. */
  moveTo(x: number, y: number): void;
  /** Sets text where the last ended. */
  show(piece: Piece): void;
  /** Begins marked content (14.6); `properties` is a dictionary. What was open must be closed. */
  mark(tag: string, properties: string): void;
  closeMark(): void;
  /** Ends the text, for what may stand only outside of it. */
  endText(): void;
  fillRectangle(x: number, y: number, width: number, height: number, colour: string): void;
  drawImage(name: string, x: number, y: number, width: number, height: number): void;
  content(): string;
}

export function createPen(faces: LetterFaces): Pen {
  let content = '';
  let inText = false;
  /** Elements of a TJ array that is not yet written. */
  let elements = '';
  let font = '';
  let colour = '';
  let rise = 0;

  const flush = (): void => {
    if (elements !== '') content += `[${elements}]TJ\n`;
    elements = '';
  };
  const write = (operators: string): void => {
    flush();
    content += `${operators}\n`;
  };
  const fill = (wanted: string): void => {
    if (wanted !== colour) write(`${rgb(wanted)} rg`);
    colour = wanted;
  };

  return {
    moveTo: (x, y) => {
      if (!inText) write('BT');
      inText = true;
      write(`1 0 0 1 ${rounded(x)} ${rounded(y)} Tm`);
    },
    show: (piece) => {
      const face = faces.of(piece.face);
      const wanted = `/${face.name} ${rounded(piece.size)} Tf`;
      if (wanted !== font) write(wanted);
      font = wanted;
      fill(piece.colour);
      if (piece.rise !== rise) write(`${rounded(piece.rise)} Ts`);
      ({ rise } = piece);
      elements = joined(elements, face.codes.encode(piece.shaped, piece.size, piece.rise));
      const stretch = Math.round((1000 * piece.width) / piece.size - piece.shaped.width);
      if (stretch !== 0) elements = joined(elements, String(-stretch));
      const texts = faces.used.get(face);
      if (texts === undefined) faces.used.set(face, new Set([piece.shaped]));
      else texts.add(piece.shaped);
    },
    mark: (tag, properties) => {
      write(`/${tag} <<${properties}>> BDC`);
    },
    closeMark: () => {
      write('EMC');
    },
    endText: () => {
      if (inText) write('ET');
      inText = false;
    },
    fillRectangle: (x, y, width, height, wanted) => {
      fill(wanted);
      write(`${[x, y, width, height].map(rounded).join(' ')} re f`);
    },
    drawImage: (name, x, y, width, height) => {
      write(`q ${rounded(width)} 0 0 ${rounded(height)} ${rounded(x)} ${rounded(y)} cm /${name} Do Q`);
    },
    content: () => {
      flush();
      return content;
    },
  };
}
