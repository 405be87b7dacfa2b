/** A standard structure type (ISO 32000-1, 14.8.4). */
type Tag =
  | 'P'
  | 'H1'
  | 'H2'
  | 'H3'
  | 'H4'
  | 'L'
  | 'LI'
  | 'Lbl'
  | 'LBody'
  | 'BlockQuote'
  | 'Figure'
  | 'Part'
  | 'Table'
  | 'TR'
  | 'TH'
  | 'TD';

/** What a stretch of the page is, for a reader who cannot see it. Elements know their parent, down to the document itself (null). */
export interface Element {
  readonly tag: Tag;
  readonly parent: Element | null;
  /** BCP 47, where it is not the document's. */
  readonly language?: string;
  /** Of a figure. */
  readonly alternative?: string;
  /** Of a list: whether its items are numbered. */
  readonly numbered?: boolean;
}
