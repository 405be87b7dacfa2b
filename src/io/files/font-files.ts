import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve as resolvePath } from 'node:path';
import type { Campaign } from '../../campaign.js';
import { refusalOfFont } from '../../render/pdf/fallback-font.js';
import { errorAt, type Place, type Problem } from '../../problem.js';
import { OutsideCampaign, realPathIn } from './campaign-root.js';
import { isMissing } from './file-error.js';
import { readWhole } from './read-if-there.js';
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

/**
 * The font for characters that those lack, where the campaign names one.
 * @param folder where campaign.yaml stands
 * @param place of the setting in it
 */
export function readFallbackFont(
  { letter: { fallbackFont: name } }: Campaign,
  folder: string,
  place: Place,
): { readonly fallback?: Uint8Array; readonly problems: readonly Problem[] } {
  if (name === undefined) return { problems: [] };
  const refuse = (why: string, remedy: string): { readonly problems: readonly Problem[] } => ({
    problems: [errorAt(place, 'fallback-font', `The font "${name}" ${why}.`, remedy)],
  });
  try {
    const fallback = readWhole(realPathIn({ folders: [folder], kept: [] }, resolvePath(folder, name)));
    const refusal = refusalOfFont(fallback);
    return refusal === null ? { fallback, problems: [] } : refuse(refusal.why, refusal.remedy);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const hint = 'Put the file beside campaign.yaml, or correct its name.';
    if (error instanceof OutsideCampaign) return refuse('lies outside the campaign’s folder', hint);
    return refuse(isMissing(error) ? 'is not there' : `cannot be read: ${why}`, hint);
  }
}
