import { z } from 'zod';
import { streamOf } from '../../tools/qpdf.js';
import { ask } from './read-pdf.js';

const dictionary = z.record(z.string(), z.unknown());
const objectsSchema = z.object({
  qpdf: z.tuple([
    z.unknown(),
    z.record(
      z.string(),
      z.object({ value: z.unknown().optional(), stream: z.object({ dict: dictionary }).optional() }),
    ),
  ]),
});

/** Every dictionary of the file, those of streams too, by the name of its object; the trailer is "trailer". */
export function dictionariesOf(file: Uint8Array): ReadonlyMap<string, z.infer<typeof dictionary>> {
  const read = objectsSchema.parse(JSON.parse(ask(file, 'qpdf', '--json', '--json-key=qpdf', 'FILE')));
  return new Map(
    Object.entries(read.qpdf[1]).flatMap(([name, { value, stream }]) => {
      const found = dictionary.safeParse(stream?.dict ?? value);
      return found.success ? [[name.replace(/^obj:/u, ''), found.data]] : [];
    }),
  );
}

/** The XMP packet of the file. */
export function metadataOf(file: Uint8Array): string {
  const [name = ''] = [...dictionariesOf(file)].find(([, entries]) => entries['/Type'] === '/Metadata') ?? [];
  return streamOf(file, name).toString('utf8');
}

/** The names of the fonts that the file's text is set in, without the prefixes of their subsets. */
export function fontsOf(file: Uint8Array): readonly string[] {
  const fonts = [...dictionariesOf(file).values()].filter((entries) => entries['/Subtype'] === '/Type0');
  return fonts.map((entries) => String(entries['/BaseFont']).replace(/^\/[A-Z]{6}\+/u, ''));
}
