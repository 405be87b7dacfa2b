import { deflateOnce } from './deflate.js';

/**
 * Puts a PDF file together from its objects. Those without a stream, the most of a tagged file, share object streams
 * (ISO 32000-1, 7.5.7), and all are found by a cross-reference stream (7.5.8): a quarter less than one by one.
 */
export interface ObjectWriter {
  /** `body` is the object as PDF text, a character a byte; `stream` what its stream holds, as it stands in the file. */
  add(id: number, body: string, stream: Uint8Array | null): void;
  /** The whole file. `trailer`: the entries of its trailer dictionary that do not tell where objects are. */
  end(trailer: string): Uint8Array;
}

/** A reader unpacks a whole stream for one object of it. With fewer than 256, an object's place in it is one byte. */
const OBJECTS_A_STREAM = 200;

/** The second line tells programs that this file is no text (7.5.2). */
const HEAD = '%PDF-1.7\n%\xff\xff\xff\xff\n';

/** A row of the cross-reference stream (table 18): in the file at an offset; or in an object stream, at an index. */
type Place = readonly [kind: 1, offset: number, generation: 0] | readonly [kind: 2, stream: number, index: number];

export function createObjectWriter(): ObjectWriter {
  const parts: (string | Uint8Array)[] = [];
  const places: Place[] = [];
  const packed: { readonly id: number; readonly body: string }[] = [];
  let length = 0;

  const write = (part: string | Uint8Array): void => {
    parts.push(part);
    length += part.length;
  };
  const writeStream = (id: number, body: string, stream: Uint8Array): void => {
    places[id] = [1, length, 0];
    write(`${id} 0 obj\n${body}\nstream\n`);
    write(stream);
    write('\nendstream\nendobj\n');
  };
  write(HEAD);

  return {
    add: (id, body, stream) => {
      if (stream !== null) writeStream(id, body, stream);
      else packed.push({ id, body });
    },
    end: (trailer) => {
      let next = Math.max(places.length, ...packed.slice(-1).map(({ id }) => id + 1));
      for (let first = 0; first < packed.length; first += OBJECTS_A_STREAM, next += 1) {
        const objects = packed.slice(first, first + OBJECTS_A_STREAM);
        let [table, bodies] = ['', ''];
        for (const [index, { id, body }] of objects.entries()) {
          places[id] = [2, next, index];
          table += `${id} ${bodies.length} `;
          bodies += `${body}\n`;
        }
        const deflated = deflateOnce(Buffer.from(table + bodies, 'latin1'));
        const entries = `/Type /ObjStm /N ${objects.length} /First ${table.length}`;
        writeStream(next, `<< ${entries} /Filter /FlateDecode /Length ${deflated.length} >>`, deflated);
      }
      const start = length;
      places[next] = [1, start, 0];
      const { widths, rows } = crossReference(places);
      const entries = `/Type /XRef /Size ${places.length} /W [${widths.join(' ')}] /Length ${rows.length}`;
      writeStream(next, `<< ${entries} ${trailer} >>`, rows);
      write(`startxref\n${start}\n%%EOF\n`);
      return joinParts(parts, length);
    },
  };
}

/** The rows of all object numbers from 0, and how many bytes each of a row's fields has; what is not in use is all zeros. */
function crossReference(places: readonly (Place | undefined)[]): { widths: readonly number[]; rows: Uint8Array } {
  const largest = places.reduce((sofar, place) => Math.max(sofar, place?.[1] ?? 0), 0);
  const width = largest < 0x10000 ? 2 : 4;
  const length = 1 + width + 1;
  const rows = Buffer.alloc(length * places.length);
  for (const [id, place] of places.entries()) {
    if (place === undefined) continue;
    const [kind, where, index] = place;
    rows.writeUInt8(kind, length * id);
    rows.writeUIntBE(where, length * id + 1, width);
    rows.writeUInt8(index, length * id + 1 + width);
  }
  return { widths: [1, width, 1], rows };
}

function joinParts(parts: readonly (string | Uint8Array)[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  const buffer = Buffer.from(bytes.buffer);
  let at = 0;
  for (const part of parts) {
    if (typeof part === 'string') buffer.write(part, at, 'latin1');
    else bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
