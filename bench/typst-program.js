// So many letters with Typst, for the memory of a process of its own. Exit code 3 where Typst is not installed.
import { writeFileSync } from 'node:fs';
import { twoPageLetter } from './sample.js';
import { openTypst } from './typst.js';

const count = Number(process.argv[2]);
const make = await openTypst();
if (make === null) process.exit(3);
for (let index = 1; index <= count; index += 1) {
  writeFileSync('typst.pdf', make(twoPageLetter(`Constituency ${index}`, `Secretary ${index}`)));
}
