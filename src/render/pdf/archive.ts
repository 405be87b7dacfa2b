import { deflateSync } from 'node:zlib';
import type { PdfReference, PdfValue } from 'pdfkit';
import { srgbProfile } from './srgb-profile.js';

/** XMP that says of a file that it is after PDF/A-3b (ISO 19005-3, 6.6.4), and describes what it says of PDF/UA, which PDF/A does not know (6.6.2.3). */
export const ARCHIVE_METADATA = `<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file is after</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>`;

const COLOURS = 'sRGB IEC61966-2.1';
let deflated: Uint8Array | null = null;

/** What the file's device colours mean (ISO 32000-1, 14.11.5; ISO 19005-3, 6.2.3): without it, they would mean a different red on every machine. */
export function outputIntent(
  ref: (data: Record<string, PdfValue>) => PdfReference,
  text: (characters: string) => PdfValue,
): PdfValue {
  deflated ??= deflateSync(srgbProfile());
  const profile = ref({ N: 3, Filter: 'FlateDecode', Length: deflated.length });
  profile.end(deflated);
  return {
    Type: 'OutputIntent',
    S: 'GTS_PDFA1',
    Info: text(COLOURS),
    OutputConditionIdentifier: text(COLOURS),
    DestOutputProfile: profile,
  };
}
