// Bundles the command with all that it imports, without what only people read. One file a module, five hundred of them, took more than half
// of the time to a first letter: to be found, read and linked.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Reads a file that stands beside it, and so is loaded from node_modules/. */
const EXTERNAL = ['harfbuzzjs'];

/** What pdfkit loads for work that we never give it: fonts, line breaking, pictures, encryption. It would be half of the bundle. */
const NEVER_USED = ['fontkit', 'linebreak', 'png-js', '@noble/ciphers/aes'];
const EMPTY = '\0never-used';
const neverUsed = {
  name: 'never-used',
  resolveId: (source) => (NEVER_USED.includes(source) ? EMPTY : null),
  load: (id) => (id === EMPTY ? 'export default null; export const create = null, cbc = null, ecb = null;' : null),
};

/** Of Handlebars we only want the parser. */
const PARSER = 'handlebars/dist/cjs/handlebars/compiler/base.js';

/** Writes the bundle into a folder, with source maps and the licences of what is in it. */
export async function bundle(folder) {
  const bundled = await rolldown({
    cwd: root,
    input: { main: 'src/cli/main.ts', 'rehearsal-thread': 'src/io/rehearsal/rehearsal-thread.ts' },
    external: EXTERNAL,
    platform: 'node',
    tsconfig: false,
    resolve: { alias: { handlebars: PARSER } },
    plugins: [neverUsed],
  });
  const { output } = await bundled.write({
    dir: folder,
    format: 'esm',
    chunkFileNames: '[name].js',
    sourcemap: true,
    minify: true,
    sourcemapExcludeSources: true,
  });
  await bundled.close();
  const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
  writeFileSync(join(folder, 'licences.txt'), licencesOf(modules));
}

/** The licences of the packages that these modules, by their paths, come from. */
function licencesOf(modules) {
  const packages = modules.map((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(path.replaceAll('\\', '/'))?.[0]);
  const texts = [...new Set(packages)].filter((folder) => folder !== undefined).map(licenceOf);
  return texts.sort().join('\n\n');
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/iu.test(entry));
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8');
  return `${name} ${version} (${license})\n\n${text}`;
}
