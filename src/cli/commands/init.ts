import { join, resolve } from 'node:path';
import { makeCampaignFolder } from '../../io/files/campaign-folder.js';
import { errorAt } from '../../problem.js';
import { EXIT } from '../reporting/exit-code.js';
import { report, type Outcome } from '../reporting/report.js';
import { shellWord } from '../../shell-word.js';
import { shownPath } from '../reporting/shown-path.js';
import type { Terminal } from '../reporting/terminal.js';

export interface InitOptions {
  readonly json?: boolean;
}

/** Makes a campaign folder that previews at once. */
export function init(folder: string, options: InitOptions, terminal: Terminal): number {
  return report('init', run(folder, terminal), options.json === true ? 'json' : 'text', terminal);
}

function run(folder: string, terminal: Terminal): Outcome {
  const path = resolve(terminal.folder, folder);
  const shown = shownPath(path, terminal.folder);
  const standing = makeCampaignFolder(path);
  if (standing !== null) {
    const place = { file: join(shown, standing), line: null, column: null };
    const another = shellWord(shown === '.' ? 'my-campaign' : `${shown}-2`);
    const hint = `Name a folder that does not exist yet: npx nominate init ${another}`;
    const problem = errorAt(place, 'folder-in-use', 'This is here already, and nominate does not overwrite it.', hint);
    return { exitCode: EXIT.usage, problems: [problem] };
  }
  const text = [
    `${terminal.outStyle.success('Made')} ${shown}/ with\n`,
    '  campaign.yaml    who stands, for what, and from which address the letters come\n',
    '  clps.csv         the list: invented secretaries, to be replaced by yours\n',
    '  templates/       the letters\n',
    '\nLook at the letters as they are, then make them yours:\n',
    `  npx nominate preview --csv ${shellWord(join(shown, 'clps.csv'))}\n`,
  ].join('');
  return { exitCode: EXIT.done, problems: [], text };
}
