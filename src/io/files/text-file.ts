import { errorAt, placeIn, type Problem } from '../../problem.js';
import { undoMojibake } from '../../recipients/encoding/mojibake.js';
import { readWhole } from './read-if-there.js';

/** A file that somebody writes in an editor, and why it cannot be read where it is not in UTF-8. */
export interface TextFile {
  readonly text: string;
  readonly unreadable: readonly Problem[];
}

const SAVE_AGAIN = 'Save the file with the encoding UTF-8, and look whether its accents are right.';

/** Reads campaign.yaml or a template; `shownAs` is how problems name it. @throws as `readWhole` does */
export function readTextFile(path: string, shownAs: string): TextFile {
  const text = readWhole(path).toString();
  const problem = utf16(text, shownAs) ?? notUtf8(text, shownAs);
  return { text, unreadable: problem === null ? garbledLines(text, shownAs) : [problem] };
}

/** Every other byte of Latin letters is 0 in UTF-16, and no text has that character. */
function utf16(text: string, file: string): Problem | null {
  if (!text.includes('\0')) return null;
  const message = 'The file is saved as UTF-16 ("Unicode"), or is no text at all.';
  return errorAt({ file, line: 1, column: 1 }, 'not-utf-8', message, SAVE_AGAIN);
}

function notUtf8(text: string, file: string): Problem | null {
  const lost = text.indexOf('\uFFFD');
  if (lost === -1) return null;
  const message = 'A character here cannot be read: the file is not saved as UTF-8.';
  return errorAt(placeIn(text, lost, { file, line: 1, column: 1 }), 'not-utf-8', message, SAVE_AGAIN);
}

/** UTF-8 that was read as Windows-1252 and saved again: "SiÃ¢n". */
function garbledLines(text: string, file: string): readonly Problem[] {
  return text.split('\n').flatMap((line, index) => {
    const word = line.split(/(?<=\s)/u).find((one) => undoMojibake(one) !== one);
    if (word === undefined) return [];
    const message = `“${word.trim()}” was garbled when the file was saved; “${undoMojibake(word).trim()}” was probably meant.`;
    const place = { file, line: index + 1, column: line.indexOf(word) + 1 };
    return [
      errorAt(place, 'mojibake', message, `Correct the accents and quotation marks, and save the file as UTF-8.`),
    ];
  });
}
