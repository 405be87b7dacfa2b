import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FontFiles } from '../../render/pdf/typesetter.js';

const resolve = createRequire(import.meta.url).resolve;

/** The faces that letters are set in: static TrueType with full Welsh, from packages under the SIL Open Font Licence. */
export async function readFontFiles(): Promise<FontFiles> {
  const [regular, italic, bold, boldItalic, sansRegular, sansBold] = await Promise.all([
    readFile(resolve('@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf')),
    readFile(resolve('@expo-google-fonts/source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf')),
    readFile(resolve('@expo-google-fonts/source-serif-4/700Bold/SourceSerif4_700Bold.ttf')),
    readFile(resolve('@expo-google-fonts/source-serif-4/700Bold_Italic/SourceSerif4_700Bold_Italic.ttf')),
    readFile(resolve('@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf')),
    readFile(resolve('@expo-google-fonts/source-sans-3/700Bold/SourceSans3_700Bold.ttf')),
  ]);
  return { serif: { regular, italic, bold, boldItalic }, sans: { regular: sansRegular, bold: sansBold } };
}
