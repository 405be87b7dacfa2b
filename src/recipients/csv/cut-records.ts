/** The text of one record, without the line end behind it. */
export interface RecordText {
  /** The physical line on which it begins, 1-based. */
  readonly line: number;
  readonly text: string;
  /** Where there are none, every delimiter divides two cells. */
  readonly hasQuotes: boolean;
  /** It is longer than any record may be, and `text` is only its beginning. */
  readonly isEndless: boolean;
}

/** Cuts UTF-8 that comes in pieces, with LF for every line end, into records. */
export interface RecordCutter {
  push(piece: Buffer): readonly RecordText[];
  /** The records behind the last line end: one, or none. */
  end(): readonly RecordText[];
}

/** The longest record, in characters (UTF-16 code units): an unclosed quotation mark must not draw a whole list into memory. */
export const RECORD_LIMIT = 2 ** 21;

const LF = 10;
const QUOTE = '"';

/** As many bytes as UTF-8 takes, at most, for a UTF-16 code unit. */
const BYTES_A_CHARACTER = 3;

function hasOddQuotes(text: string): boolean {
  let odd = false;
  for (let at = text.indexOf(QUOTE); at !== -1; at = text.indexOf(QUOTE, at + 1)) odd = !odd;
  return odd;
}

/**
 * A record is a line; but as long as its quotation marks are odd a cell is open, and the line end is part of that cell (RFC 4180, 2.6
 * and 2.7). `firstLine` is the number of the first line pushed.
 */
export function createRecordCutter(firstLine: number): RecordCutter {
  let line = firstLine;
  /** What stands behind the last line end. */
  let rest: Buffer[] = [];
  let restLength = 0;
  /** The lines so far of a record with an open cell. */
  let open: { readonly line: number; readonly texts: string[]; length: number } | null = null;

  function recordOf(begun: number, text: string, hasQuotes: boolean): RecordText {
    const isEndless = text.length > RECORD_LIMIT;
    return { line: begun, text: isEndless ? text.slice(0, RECORD_LIMIT) : text, hasQuotes, isEndless };
  }

  function takeRest(): string {
    const text = rest.length === 1 ? rest[0]?.toString() : Buffer.concat(rest).toString();
    rest = [];
    restLength = 0;
    return text ?? '';
  }

  function cut(lines: readonly string[]): RecordText[] {
    const records: RecordText[] = [];
    for (const text of lines) {
      if (open !== null) {
        open.texts.push(text);
        open.length += 1 + text.length;
        if (hasOddQuotes(text) || open.length > RECORD_LIMIT) {
          records.push(recordOf(open.line, open.texts.join('\n'), true));
          open = null;
        }
      } else {
        const hasQuotes = text.includes(QUOTE);
        if (hasQuotes && hasOddQuotes(text) && text.length <= RECORD_LIMIT)
          open = { line, texts: [text], length: text.length };
        else records.push(recordOf(line, text, hasQuotes));
      }
      line += 1;
    }
    return records;
  }

  return {
    push(piece) {
      const end = piece.lastIndexOf(LF);
      rest.push(end === -1 ? piece : piece.subarray(0, end));
      restLength += piece.length;
      if (end === -1) return restLength > RECORD_LIMIT * BYTES_A_CHARACTER ? cut([takeRest()]) : [];
      const lines = takeRest().split('\n');
      rest.push(piece.subarray(end + 1));
      restLength = piece.length - end - 1;
      return cut(lines);
    },
    end() {
      const records = restLength > 0 || open !== null ? cut([takeRest()]) : [];
      if (open === null) return records;
      return [...records, recordOf(open.line, open.texts.join('\n'), true)];
    },
  };
}
