/** A run of a text: struck through, not struck through, or as the cell's style has it. */
type Run = 'struck' | 'plain' | 'as-cell';

/** A text of a workbook, and which sorts of runs it has. */
export interface SheetText {
  readonly text: string;
  readonly runs: ReadonlySet<Run>;
}

/** How much of a text is struck through, in a cell whose style is so or not. */
export function struckPart({ runs }: SheetText, cellIsStruck: boolean): 'nothing' | 'part' | 'all' {
  const hasStruck = runs.has('struck') || (cellIsStruck && runs.has('as-cell'));
  const hasPlain = runs.has('plain') || (!cellIsStruck && runs.has('as-cell'));
  if (!hasStruck) return 'nothing';
  return hasPlain ? 'part' : 'all';
}

/** Gathers the runs of one text (CT_Rst, ECMA-376 part 1, §18.4.8), without the readings that Japanese workbooks give beside them. */
export interface TextRuns {
  readonly begin: () => void;
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text: (piece: string) => void;
  readonly close: (name: string) => void;
  readonly end: () => SheetText;
}

/** A character that XML cannot hold stands as its number (ECMA-376 part 1, §22.9.2.19). */
export function unescapeText(text: string): string {
  return text.replaceAll(/_x([0-9a-f]{4})_/giu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** Whether an attribute says yes (xsd:boolean). */
export function isTrue(attribute: string | undefined): boolean {
  return attribute === '1' || attribute === 'true';
}

/** Whether a property such as <strike/> is on (CT_BooleanProperty, §18.8.8). */
export function isOn({ val = '1' }: Readonly<Record<string, string>>): boolean {
  return isTrue(val);
}

/** Starts gathering; `begin` starts each text anew. */
export function createTextRuns(): TextRuns {
  let text = '';
  let [inText, inReading] = [false, false];
  let run: Run = 'as-cell';
  let runs = new Set<Run>();
  return {
    begin() {
      text = '';
      [inText, inReading] = [false, false];
      run = 'as-cell';
      runs = new Set();
    },
    open(name, attributes) {
      if (name === 't') inText = true;
      else if (name === 'rPh') inReading = true;
      else if (name === 'r') run = 'as-cell';
      else if (name === 'rPr') run = 'plain';
      else if (name === 'strike' && isOn(attributes)) run = 'struck';
    },
    text(piece) {
      if (!inText || inReading) return;
      text += piece;
      if (piece.trim() !== '') runs.add(run);
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') inReading = false;
    },
    end: () => ({ text: unescapeText(text), runs }),
  };
}
