import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { need, type Tool } from '../tools/left-out.js';

/** A jar with veraPDF's classes; `.ci/run` knows where one is to be had. */
const VERAPDF = process.env['NOMINATE_VERAPDF'] ?? '';
/** Debian's JAXB, by which veraPDF reads its profiles. */
const JAXB = ['jaxb-runtime', 'istack-commons-runtime'].map((name) => `/usr/share/java/${name}.jar`);
const PROGRAM = fileURLToPath(new URL('Conformance.java', import.meta.url));
/** It lives for seconds: to optimise it would take longer. */
const SHORT_LIVED = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

const CONFORMANCE: Tool = {
  name: 'veraPDF',
  howToGet: 'apt-get install default-jdk-headless libjaxb-java, and name its jar in NOMINATE_VERAPDF; see .ci/run',
  isThere: [VERAPDF, ...JAXB].every(existsSync),
};

/** Where PDFs break PDF/A-3b (ISO 19005-3) and PDF/UA-1 (ISO 14289-1): "3b|ua1 FILE: CLAUSE what it asks", once for each rule and file. */
export function brokenRules(files: readonly string[]): readonly string[] {
  need(CONFORMANCE);
  const classes = [VERAPDF, ...JAXB].join(delimiter);
  const said = execFileSync('java', [...SHORT_LIVED, '-cp', classes, PROGRAM, '3b,ua1', ...files], {
    encoding: 'utf8',
  });
  return [...new Set(said.split('\n').filter((line) => line !== ''))];
}
