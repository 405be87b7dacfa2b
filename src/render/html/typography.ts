import type { HeadingBlock } from '../../letter/letter.js';

/** CSS font families and sizes in px. The letter's own faces come first, for whoever has them. */
export interface Typography {
  readonly font: string;
  readonly size: number;
  /** What stands below the sender's name. */
  readonly small: { readonly font: string; readonly size: number };
  readonly nameSize: number;
  readonly headingSizes: Readonly<Record<HeadingBlock['level'], number>>;
}

const SERIF = "'Source Serif 4','Source Serif Pro',Georgia,'Times New Roman',serif";
const SANS = "'Source Sans 3','Source Sans Pro','Helvetica Neue',Helvetica,Arial,sans-serif";

const USUAL: Typography = {
  font: SERIF,
  size: 17,
  small: { font: SANS, size: 15 },
  nameSize: 30,
  headingSizes: { 1: 24, 2: 20, 3: 17 },
};

/** 16 pt and more without serifs (UKAAF G003), as on paper. */
const LARGE_PRINT: Typography = {
  font: SANS,
  size: 22,
  small: { font: SANS, size: 22 },
  nameSize: 34,
  headingSizes: { 1: 29, 2: 25, 3: 22 },
};

export function typographyFor(largePrint: boolean): Typography {
  return largePrint ? LARGE_PRINT : USUAL;
}
