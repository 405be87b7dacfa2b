// Loaded into a program before its own code (node --import): writes its peak memory in KB into a file when it ends.
import { writeFileSync } from 'node:fs';

process.on('exit', () => writeFileSync(process.env['BENCH_MEMORY'], String(process.resourceUsage().maxRSS)));
