// Loaded into a program before its own code (node --import): writes into a file when the first PDF was on disk, in ms since 1970.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { writeFileSync } = fs;
fs.writeFileSync = (path, ...rest) => {
  writeFileSync(path, ...rest);
  if (!String(path).endsWith('.pdf')) return;
  writeFileSync(process.env['BENCH_FIRST_LETTER'], String(performance.timeOrigin + performance.now()));
  fs.writeFileSync = writeFileSync;
  syncBuiltinESMExports();
};
syncBuiltinESMExports();
