import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { campaignSchema, PRINTED_GROUPS, type Campaign } from '../../campaign.js';
import { checkYaml } from '../../yaml/checked-yaml.js';
import { errorAt, type Place, type Problem } from '../../problem.js';
import { withEntry } from '../../yaml/yaml-entry.js';
import { failAt, isMissing } from './file-error.js';
import { kindAt } from './file-kind.js';
import { readWhole } from './read-if-there.js';
import { readTextFile, type TextFile } from './text-file.js';
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
  let read: TextFile;
  try {
    read = readTextFile(path, shownAs);
  } catch (error) {
    if (!isMissing(error)) throw error;
    const near = nearlyNamed(path);
    if (near !== null) return refused(errorAt(wholeFile, 'no-campaign', ...misnamed(near)));
    const hint =
      'It belongs beside the list: name that, such as --csv my-campaign/clps.csv, or name the file itself with --campaign. To make a new campaign: npx nominate init';
    return refused(errorAt(wholeFile, 'no-campaign', 'There is no such file.', hint));
  }
  if (read.unreadable.length > 0) return { campaign: null, problems: read.unreadable, placeOf: () => wholeFile };
  const { value, problems, placeOf } = checkYaml(read.text, shownAs, campaignSchema, {
    printed: PRINTED_GROUPS,
    unquoted: ['smtp'],
  });
  return { campaign: value, problems, placeOf };
}

/** A file beside it whose name somebody's editor or habit has made of campaign.yaml; null where there is none. */
function nearlyNamed(path: string): string | null {
  const names = ['campaign.yml', 'campaign.yaml.txt', 'campaign.yml.txt', 'campaign.yaml.yaml', 'Campaign.yaml'];
  return names.find((name) => kindAt(join(dirname(path), name)) === 'file') ?? null;
}

function misnamed(near: string): readonly [message: string, hint: string] {
  return [`There is no such file, but ${near} lies there.`, `Name that file campaign.yaml.`];
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
