import type { Problem } from '../problem.js';

/** Problems as workflow commands, which GitHub shows beside the line: `::error file=…,line=…,col=…,title=…::…`. */
export function githubAnnotations(problems: readonly Problem[]): string {
  return problems.map(annotation).join('');
}

function annotation({ severity, code, file, line, column, message, hint }: Problem): string {
  const properties = Object.entries({ file, line, col: column, title: code })
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name}=${escapeData(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`);
  return `::${severity} ${properties.join(',')}::${escapeData(`${message} ${hint}`)}\n`;
}

/** What the workflow command syntax needs escaped in its data. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
