/** How words are set apart on a terminal; each function gives its text back plain where there is no colour. */
export interface Style {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly success: (text: string) => string;
}

const plain = (text: string): string => text;

/** For pipes, files and NO_COLOR. */
export const PLAIN: Style = { strong: plain, faint: plain, error: plain, warning: plain, success: plain };
