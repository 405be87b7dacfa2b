import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mayBeLeftOut } from '../may-be-left-out.js';

/** A jar with veraPDF's classes; `.ci/run` knows where one is to be had. */
const VERAPDF = process.env['NOMINATE_VERAPDF'] ?? '';
/** Debian's JAXB, by which veraPDF reads its profiles. */
const JAXB = ['jaxb-runtime', 'istack-commons-runtime'].map((name) => `/usr/share/java/${name}.jar`);
const PROGRAM = fileURLToPath(new URL('Conformance.java', import.meta.url));
/** It lives for seconds: to optimise it would take longer. */
const SHORT_LIVED = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

export const MAY_BE_LEFT_OUT = mayBeLeftOut([VERAPDF, ...JAXB].every(existsSync));

/** Where PDFs break PDF/A-3b (ISO 19005-3) and PDF/UA-1 (ISO 14289-1): "3b|ua1 FILE: CLAUSE what it asks", once for each rule and file. */
export function brokenRules(files: readonly string[]): readonly string[] {
  const classes = [VERAPDF, ...JAXB].join(delimiter);
  const said = execFileSync('java', [...SHORT_LIVED, '-cp', classes, PROGRAM, '3b,ua1', ...files], {
    encoding: 'utf8',
  });
  return [...new Set(said.split('\n').filter((line) => line !== ''))];
}
