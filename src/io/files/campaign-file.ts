import { stat } from 'node:fs/promises';
import { campaignSchema, PRINTED_GROUPS, type Campaign } from '../../campaign.js';
import { checkYaml } from '../../yaml/checked-yaml.js';
import { errorAt, type Place, type Problem } from '../../problem.js';
import { withEntry } from '../../yaml/yaml-entry.js';
import { failAt, isMissing } from './file-error.js';
import { kindAt } from './file-kind.js';
import { readWhole } from './read-if-there.js';
import { writeWholeFile } from './whole-file.js';

/** campaign.yaml as far as it can be read. */
interface CampaignFile {
  /** Null where something is wrong with it. */
  readonly campaign: Campaign | null;
  readonly problems: readonly Problem[];
  /** Where a setting stands, such as ["letter", "logo"]. */
  readonly placeOf: (path: readonly string[]) => Place;
}

/** Reads campaign.yaml. `shownAs` is how problems name the file. */
export function readCampaignFile(path: string, shownAs: string): CampaignFile {
  const wholeFile = { file: shownAs, line: null, column: null };
  const refused = (problem: Problem): CampaignFile => ({
    campaign: null,
    problems: [problem],
    placeOf: () => wholeFile,
  });
  let text: string;
  try {
    text = readWhole(path).toString();
  } catch (error) {
    if (!isMissing(error)) throw error;
    const hint =
      'It belongs beside the list: name that, such as --csv my-campaign/clps.csv, or name the file itself with --campaign. To make a new campaign: npx nominate init';
    return refused(errorAt(wholeFile, 'no-campaign', 'There is no such file.', hint));
  }
  const lost = text.indexOf('\uFFFD');
  if (lost !== -1) return refused(notUtf8(text.slice(0, lost), shownAs));
  const { value, problems, placeOf } = checkYaml(text, shownAs, campaignSchema, {
    printed: PRINTED_GROUPS,
    unquoted: ['smtp'],
  });
  return { campaign: value, problems, placeOf };
}

/** Told after the text that comes before the first character that could not be read. */
function notUtf8(before: string, shownAs: string): Problem {
  const lines = before.split('\n');
  return errorAt(
    { file: shownAs, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 },
    'not-utf-8',
    'A character here cannot be read: the file is not saved as UTF-8.',
    'Save the file with the encoding UTF-8, and look whether its accents are right.',
  );
}

/**
 * Whether campaign.yaml is a file that can be replaced. A link is not: what it leads to may be
 * anybody's.
 */
export function isReplaceable(path: string): boolean {
  return kindAt(path) === 'file';
}

/** Writes into campaign.yaml which column of the list holds a field; all else in the file stays as it is. Nobody meets half of it. */
export async function addColumn(path: string, field: string, header: string): Promise<void> {
  const text = withEntry(readWhole(path).toString(), 'columns', field, header);
  const { mode } = await stat(path);
  await writeWholeFile(path, text, mode & 0o777).catch(failAt(path));
}
