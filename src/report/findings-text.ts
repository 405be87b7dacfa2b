import type { Finding } from '../sending/doctor/finding.js';
import { counted } from './lines/problem-text.js';
import type { Style } from './lines/style.js';

/** Findings under their two headings, each with what to do, and a line that says whether letters may go out. */
export function findingsText(
  findings: readonly Finding[],
  headings: Readonly<Record<Finding['about'], string>>,
  next: string,
  style: Style,
): string {
  const widest = Math.max(...findings.map(({ check }) => check.length));
  const sections = [...new Set(findings.map(({ about }) => about))].map((about) => {
    const lines = findings
      .filter((finding) => finding.about === about)
      .map((finding) => lineText(finding, widest, style));
    return `${style.strong(headings[about])}\n${lines.join('')}`;
  });
  return `${sections.join('\n')}\n${verdictText(findings, next, style)}`;
}

const LEVEL_WIDTH = 'warning'.length;

function lineText({ level, check, message, hint }: Finding, widest: number, style: Style): string {
  const mark = { ok: style.success, warning: style.warning, error: style.error }[level];
  const first = `  ${mark(level)}${' '.repeat(LEVEL_WIDTH - level.length)}  ${check.padEnd(widest)}  ${message}\n`;
  return hint === '' ? first : `${first}${' '.repeat(LEVEL_WIDTH + widest + 6)}${style.faint(hint)}\n`;
}

function verdictText(findings: readonly Finding[], next: string, style: Style): string {
  const count = (level: Finding['level']): number => findings.filter((finding) => finding.level === level).length;
  const [errors, warnings] = [count('error'), count('warning')];
  if (errors > 0) {
    return `${style.error(counted(errors, 'error'))}, ${counted(warnings, 'warning')}. Mend the errors before you send, then run this command again.\n`;
  }
  const warned = warnings === 0 ? '' : ` ${counted(warnings, 'warning')}: worth mending, but letters can go out.`;
  return `${style.success('Ready to send.')}${warned} Nothing was sent. Next:\n${next}`;
}
