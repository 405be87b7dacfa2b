import type { Campaign } from '../../campaign.js';
import type { LabelSheet } from '../../campaign/labels.js';
import { KNOWN_SHEETS } from '../../layout/page/labels.js';
import { errorAt, type Problem } from '../../problem.js';

export interface LabelOptions {
  /** The name of a sheet; `true` for the one that campaign.yaml describes. */
  readonly labels?: string | true;
  /** The first label of the first sheet that is still free, from 1. */
  readonly from?: number;
}

/** The sheet that --labels asks for; null where no labels are wanted. */
export function chooseSheet({ labels, from }: LabelOptions, campaign: Campaign): LabelSheet | Problem | null {
  const own = campaign.labels?.sheet ?? undefined;
  if (labels === undefined) return from === undefined ? null : misuse('--from', '--from needs --labels.');
  const sheets = own === undefined ? KNOWN_SHEETS : [own, ...KNOWN_SHEETS];
  const names = sheets.map(({ name }) => name).join(', ');
  const sheet = labels === true ? own : sheets.find(({ name }) => name.toLowerCase() === labels.trim().toLowerCase());
  if (sheet === undefined) {
    const what = labels === true ? 'campaign.yaml describes no labels' : `There is no sheet of labels "${labels}"`;
    return misuse('--labels', `${what}: there are ${names}.`);
  }
  const onSheet = sheet.columns * sheet.rows;
  if (from !== undefined && from > onSheet) return misuse('--from', `A sheet of ${sheet.name} has ${onSheet} labels.`);
  return shifted(sheet, campaign);
}

/** The sheet as a printer meets it that prints by so much beside the place. */
function shifted(sheet: LabelSheet, { labels }: Campaign): LabelSheet {
  const { x, y } = labels?.shift ?? { x: 0, y: 0 };
  return { ...sheet, left: sheet.left + x, top: sheet.top + y };
}

function misuse(option: string, message: string): Problem {
  const hint =
    'For instance: --labels L7160 --from 5, where four labels of the sheet are used up; other sheets are described under labels: in campaign.yaml.';
  return errorAt({ file: option, line: null, column: null }, 'usage', message, hint);
}
