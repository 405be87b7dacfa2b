import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const read = (path) => readFileSync(require.resolve(`@expo-google-fonts/${path}.ttf`));

/** The faces that nominate sets letters in, as files. */
export const fonts = {
  serif: {
    regular: read('source-serif-4/400Regular/SourceSerif4_400Regular'),
    italic: read('source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic'),
    bold: read('source-serif-4/700Bold/SourceSerif4_700Bold'),
    boldItalic: read('source-serif-4/700Bold_Italic/SourceSerif4_700Bold_Italic'),
  },
  sans: {
    regular: read('source-sans-3/400Regular/SourceSans3_400Regular'),
    bold: read('source-sans-3/700Bold/SourceSans3_700Bold'),
  },
};
