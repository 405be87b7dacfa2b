/** "Page 2 of 3" in the letter's language; English where we have no words for it. */
export function folio(language: string, page: number, pages: number): string {
  return language.split('-')[0] === 'cy' ? `Tudalen ${page} o ${pages}` : `Page ${page} of ${pages}`;
}
