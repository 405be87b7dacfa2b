import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { z } from 'zod';

/** It says on the console what it cannot draw with; nothing is drawn here. */
const ERRORS_ONLY = 0;

const pageText = z.object({ items: z.array(z.object({ str: z.string(), hasEOL: z.boolean() })) });

/** The text of a PDF as pdf.js finds it, with which Firefox shows one. */
export async function textByPdfjs(pdf: Uint8Array): Promise<string> {
  const loading = getDocument({ data: new Uint8Array(pdf), verbosity: ERRORS_ONLY });
  const file = await loading.promise;
  let text = '';
  for (let number = 1; number <= file.numPages; number += 1) {
    const page = await file.getPage(number);
    const { items } = pageText.parse(await page.getTextContent());
    text += `${items.map(({ str, hasEOL }) => str + (hasEOL ? '\n' : '')).join('')}\n`;
  }
  await loading.destroy();
  return text;
}
