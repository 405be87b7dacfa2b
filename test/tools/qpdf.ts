import { createRequire } from 'node:module';
import createQpdf from '@neslinesli93/qpdf-wasm';
import { z } from 'zod';

/**
 * The part of Emscripten's file system that is used here; the package's own types lack most of it.
 */
interface Files {
  readonly streams: readonly unknown[];
  readonly open: (path: string, flags: 'r' | 'w') => unknown;
  readonly close: (stream: unknown) => void;
  readonly readFile: (path: string) => Uint8Array;
  readonly writeFile: (path: string, bytes: Uint8Array) => void;
}

const MEMBERS = ['streams', 'open', 'close', 'readFile', 'writeFile'];
const filesSchema = z.custom<Files>(
  (files) => typeof files === 'object' && files !== null && MEMBERS.every((member) => member in files),
);

const wasm = createRequire(import.meta.url).resolve('@neslinesli93/qpdf-wasm/dist/qpdf.wasm');
const program = await createQpdf({ locateFile: () => wasm });
const files = filesSchema.parse(program.FS);

const [INPUT, OUTPUT, SAID, COMPLAINED] = ['/input.pdf', '/output', '/said', '/complained'] as const;
const [STDOUT, STDERR] = [1, 2] as const;

/**
 * What qpdf, in WebAssembly, makes of a PDF: its output file where the arguments ask for one, else
 * what it says. In `args`, "FILE" is the PDF and "-" the output. Throws, with qpdf's own words,
 * where it finds a fault. It lives on from one call to the next, and refuses to write data to
 * stdout once it has said anything there: see `streamOf`.
 */
export function askQpdf(pdf: Uint8Array, ...args: readonly string[]): Buffer {
  files.writeFile(INPUT, pdf);
  sendTo(STDOUT, SAID, 'w');
  sendTo(STDERR, COMPLAINED, 'w');
  const isJson = args.includes('--json');
  const named = args.map((arg) => (arg === 'FILE' ? INPUT : arg === '-' ? OUTPUT : arg));
  const code = program.callMain(isJson ? [...named, OUTPUT] : named);
  sendTo(STDOUT, SAID, 'r');
  sendTo(STDERR, COMPLAINED, 'r');
  const complained = files.readFile(COMPLAINED);
  if (code !== 0) throw new Error(`qpdf ended with ${code}: ${Buffer.from(complained).toString()}`);
  if (isJson || args.includes('-')) return Buffer.from(files.readFile(OUTPUT));
  return Buffer.concat([files.readFile(SAID), complained]);
}

const streamSchema = z.object({
  qpdf: z.tuple([z.unknown(), z.record(z.string(), z.object({ stream: z.object({ data: z.base64() }) }))]),
});

/** What a stream of the PDF holds, decoded; `object` names it, such as "5 0 R". */
export function streamOf(pdf: Uint8Array, object: string): Buffer {
  const [number = ''] = object.split(' ');
  const asJson = ['--json', '--json-key=qpdf', `--json-object=${number}`, '--json-stream-data=inline'];
  const said = askQpdf(pdf, ...asJson, '--decode-level=generalized', 'FILE').toString();
  const { stream } = streamSchema.parse(JSON.parse(said)).qpdf[1][`obj:${object}`] ?? {};
  if (stream === undefined) throw new Error(`there is no stream ${object}`);
  return Buffer.from(stream.data, 'base64');
}

/**
 * Opens a file under the number of a standard stream: the lowest number that is free is the next
 * file's.
 */
function sendTo(stream: number, path: string, flags: 'r' | 'w'): void {
  files.close(files.streams[stream]);
  files.open(path, flags);
}
