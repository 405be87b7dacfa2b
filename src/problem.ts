/** Where something stands: 1-based line and column; null where the place has none (a whole file, a whole line). */
export interface Place {
  readonly file: string;
  readonly line: number | null;
  /** In a list, the number of the column (1 is the leftmost); in every other file, the character in the line. */
  readonly column: number | null;
  /** In a workbook, what spreadsheets call that cell: B41. */
  readonly cell?: string;
}

/** A place in a text, with its line and column. */
export interface PlaceInText extends Place {
  readonly line: number;
  readonly column: number;
}

/** A mistake that somebody can mend. An error forbids every effect; a warning is told and goes on. */
export interface Problem extends Place {
  readonly severity: 'error' | 'warning';
  /** Stable, kebab-case; what scripts and tests rely on. */
  readonly code: string;
  /** One sentence: what is wrong, with the offending text. */
  readonly message: string;
  /** What to do next. */
  readonly hint: string;
}

/** An error at a place. */
export function errorAt(place: Place, code: string, message: string, hint: string): Problem {
  const { file, line, column, cell } = place;
  return { severity: 'error', code, file, line, column, ...(cell === undefined ? {} : { cell }), message, hint };
}

/** A warning at a place. */
export function warningAt(place: Place, code: string, message: string, hint: string): Problem {
  return { ...errorAt(place, code, message, hint), severity: 'warning' };
}

/** Whether any of the problems forbids going on. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

/** Each problem once, in the order in which they were found. */
export function distinct(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [identityOf(problem), problem])).values()];
}

/** The same text for two problems that say the same of the same place. */
export function identityOf({ file, line, column, code, message }: Problem): string {
  return JSON.stringify([file, line, column, code, message]);
}

/**
 * Where a character of a text stands in a file.
 * @param begin where the text begins there
 * @param indent how many characters were put before each line after the first
 */
export function placeIn(text: string, offset: number, begin: PlaceInText, indent = 0): PlaceInText {
  const lines = text.slice(0, offset).split('\n');
  const before = lines.at(-1)?.length ?? 0;
  const column = lines.length === 1 ? begin.column + before : Math.max(before - indent, 0) + 1;
  return { file: begin.file, line: begin.line + lines.length - 1, column };
}

/** Orders problems as somebody meets them who reads the files from top to bottom. */
export function byPlace(a: Place, b: Place): number {
  return a.file.localeCompare(b.file) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
