/** The words that nominate itself adds to a letter. */
export interface Furniture {
  readonly membershipNumber: (number: string) => string;
  readonly clp: (name: string) => string;
  /** What is said of pictures to those who cannot see them. */
  readonly logo: (name: string) => string;
  readonly signature: (name: string) => string;
  /** Whom an envelope is for where nobody knows the secretary's name. */
  readonly secretary: (clp: string) => string;
  /** What begins the text below the signature. */
  readonly postscript: string;
  readonly page: (page: number, pages: number) => string;
}

const english: Furniture = {
  membershipNumber: (number) => `Membership number ${number}`,
  clp: (name) => `${name} CLP`,
  logo: (name) => `Logo of ${name}`,
  signature: (name) => `Signature of ${name}`,
  secretary: (clp) => `The Secretary, ${clp} CLP`,
  postscript: 'P.S.',
  page: (page, pages) => `Page ${page} of ${pages}`,
};

const welsh: Furniture = {
  membershipNumber: (number) => `Rhif aelodaeth ${number}`,
  clp: (name) => `CLP ${name}`,
  logo: (name) => `Logo ${name}`,
  signature: (name) => `Llofnod ${name}`,
  secretary: (clp) => `Ysgrifennydd CLP ${clp}`,
  postscript: 'O.N.',
  page: (page, pages) => `Tudalen ${page} o ${pages}`,
};

/** The furniture of a letter in this language (BCP 47): Welsh for Welsh, English for every other. */
export function furnitureIn(language: string): Furniture {
  return /^cy(?:-|$)/iu.test(language) ? welsh : english;
}
