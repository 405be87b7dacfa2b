// Typst as a library: one compiler for all letters. It is too large a download for everybody who works on nominate.
import { fileURLToPath } from 'node:url';
import { fonts } from './fonts.js';

const TYPST = '@myriaddreamin/typst-ts-node-compiler';

/** What to say where it is not installed. */
export const TYPST_MISSING = `left out: Typst is not installed (npm install --no-save ${TYPST})`;

/** Opens a compiler. Gives back what makes a letter, as the bytes of a PDF, or null where Typst is not installed. */
export async function openTypst() {
  const typst = await import(TYPST).catch(() => null);
  if (typst === null) return null;
  const workspace = fileURLToPath(new URL('.', import.meta.url));
  const fontBlobs = [...Object.values(fonts.serif), ...Object.values(fonts.sans)];
  const compiler = typst.default.NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs }] });
  const mainFilePath = fileURLToPath(new URL('letter.typ', import.meta.url));
  return (letter) => {
    const pdf = compiler.pdf({ mainFilePath, inputs: { letter: JSON.stringify(letter) } });
    // As its authors advise: without it, memory grows by one megabyte a letter.
    compiler.evictCache(10);
    return pdf;
  };
}
