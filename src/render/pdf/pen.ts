import type { Line } from '../../layout/text/lines.js';
import type { DrawnLine, TextState } from './draw-line.js';
import { rgb, rounded } from './numbers.js';

/** Writes the operators of a page (ISO 32000-1, annex A), of the text state only what changes. Measures are in points from the lower left corner. */
export interface Pen {
  /** Begins a line of text there. */
  moveTo(x: number, y: number): void;
  /** A line as it is to be drawn next; what of it is drawn must be written at once. */
  draw(line: Line): DrawnLine;
  write(operators: string): void;
  /** Begins marked content (14.6); `properties` is a dictionary. What was open must be closed. */
  mark(tag: string, properties: string): void;
  closeMark(): void;
  /** Ends the text, for what may stand only outside of it. */
  endText(): void;
  fillRectangle(x: number, y: number, width: number, height: number, colour: string): void;
  drawImage(name: string, x: number, y: number, width: number, height: number): void;
  content(): string;
}

/** Draws a line of the file that the page is in, where the state before it is that one. */
export type PageLineDrawer = (line: Line, before: TextState) => DrawnLine;

export function createPen(drawLine: PageLineDrawer): Pen {
  let content = '';
  let inText = false;
  let state: TextState = { font: '', colour: '', rise: 0 };

  const write = (operators: string): void => {
    content += operators;
  };
  return {
    moveTo: (x, y) => {
      if (!inText) write('BT\n');
      inText = true;
      write(`1 0 0 1 ${rounded(x)} ${rounded(y)} Tm\n`);
    },
    draw: (line) => {
      const drawn = drawLine(line, state);
      state = drawn.after;
      return drawn;
    },
    write,
    mark: (tag, properties) => {
      write(`/${tag} <<${properties}>> BDC\n`);
    },
    closeMark: () => {
      write('EMC\n');
    },
    endText: () => {
      if (inText) write('ET\n');
      inText = false;
    },
    fillRectangle: (x, y, width, height, wanted) => {
      if (wanted !== state.colour) write(`${rgb(wanted)} rg\n`);
      state = { ...state, colour: wanted };
      write(`${[x, y, width, height].map(rounded).join(' ')} re f\n`);
    },
    drawImage: (name, x, y, width, height) => {
      write(`q ${rounded(width)} 0 0 ${rounded(height)} ${rounded(x)} ${rounded(y)} cm /${name} Do Q\n`);
    },
    content: () => content,
  };
}
