import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Campaign } from '../../campaign.js';
import { isSampleFolder, readSampleCampaign } from '../../io/files/campaign-folder.js';
import { readCampaignFile } from '../../io/files/campaign-file.js';
import { readFallbackFont, readFontFiles } from '../../io/files/font-files.js';
import { openNamedFiles } from '../../io/files/named-files.js';
import { readTemplateLibrary, SHIPPED_TEMPLATES, type TemplateLibrary } from '../../io/files/template-files.js';
import { readDkimKey } from '../../io/smtp/dkim-key.js';
import { loadHyphenation } from '../../layout/text/hyphenation.js';
import { checkVariables } from '../../letter/checks/check-variables.js';
import { exampleFacts } from '../../letter/checks/example-facts.js';
import { nearlyKnownFacts } from '../../letter/checks/nearly-known-facts.js';
import { byPlace, errorAt, hasErrors, type Place, type Problem } from '../../problem.js';
import { createTypesetter, type FontFiles, type Typesetter } from '../../render/pdf/typesetter.js';
import type { Materials } from '../../sending/output/compose.js';
import { namedFileProblems } from '../../sending/plan/letter-problems.js';
import type { Mailing } from '../../sending/plan/mailing.js';
import type { LookUp } from '../../sending/plan/paper/named-file.js';
import { compileChosen } from './compile-mailing.js';
import { EXIT } from '../reporting/exit-code.js';
import { listProblems, openList, type ListOptions, type OpenList } from './open-list.js';
import { shownPath } from '../reporting/shown-path.js';
import type { Terminal } from '../reporting/terminal.js';

/** The options that every command about a campaign takes. */
export interface CampaignOptions extends ListOptions {
  readonly campaign?: string;
  readonly template?: string;
  readonly ledger?: string;
  readonly today?: string;
}

/** Everything that a command needs of a campaign, read and checked. */
export interface Session {
  readonly campaign: Campaign;
  /** Where campaign.yaml stands; other files are looked for beside it. */
  readonly folder: string;
  readonly campaignFile: string;
  readonly campaignPath: string;
  readonly library: TemplateLibrary;
  readonly mailing: Mailing;
  /** Null where no list was named. */
  readonly list: OpenList | null;
  readonly ledgerPath: string;
  /** The day that the letters are written on, an ISO date. */
  readonly today: string;
  readonly materials: Materials;
  /** Looks for the files that templates and campaign.yaml name. */
  readonly lookUp: LookUp;
}

/** A session, or why there is none: the problems and the exit code that they call for. Warnings may come with a session. */
export interface Opened {
  readonly session: Session | null;
  readonly problems: readonly Problem[];
  readonly exitCode: number;
}

/** Opens a campaign with its list and its letter, gathering what is wrong with each of them before it gives up. */
export async function openSession(options: CampaignOptions, terminal: Terminal): Promise<Opened> {
  const campaignPath = findCampaign(options, terminal.folder);
  const campaignFile = shownPath(campaignPath, terminal.folder);
  const folder = dirname(campaignPath);
  const { campaign, problems: ofCampaign, placeOf } = readCampaignFile(campaignPath, campaignFile);
  const csv = options.csv ?? (campaign?.list?.file === undefined ? undefined : join(folder, campaign.list.file));
  const { list, problems: ofList } = await openList({ ...options, ...(csv === undefined ? {} : { csv }) }, terminal);
  const today = options.today ?? localDate(terminal.now());
  const files = campaign === null ? null : await readNamedFiles(campaign, folder, placeOf);
  const templateFolders = [join(folder, 'templates'), SHIPPED_TEMPLATES];
  const ledgerPath = findLedger(options, campaignPath, terminal.folder);
  const kept = keptFromLetters(campaign, { folder, campaignPath, listPath: list?.file.path, ledgerPath });
  const library = await readTemplateLibrary(templateFolders, kept, (path) => shownPath(path, terminal.folder));
  const namedAt = options.template === undefined ? placeOf(['template']) : optionPlace('--template');
  const { mailing, ...compiled } = compileChosen(options.template ?? campaign?.template, library, namedAt);
  const lookUp = openNamedFiles([folder, ...templateFolders], { folders: [folder, SHIPPED_TEMPLATES], kept });
  const ofFiles = files?.problems ?? [];
  const usage = [...ofCampaign, ...ofList, ...dateUsage(today), ...ofFiles, ...compiled.usage];
  const example = campaign === null || isSampleFolder(folder) ? null : readSampleCampaign();
  const ofExample = campaign === null || example === null ? [] : exampleFacts(campaign, example, placeOf);
  const ofFacts = campaign === null ? [] : [...ofExample, ...nearlyKnownFacts(campaign, placeOf)];
  const problems = [...usage, ...ofFacts, ...compiled.problems];
  if (campaign === null || mailing === null || files === null || hasErrors(usage)) {
    // The list is read all the same, so that its mistakes are told in the same go; so are files that are not there, and variables.
    const read = list === null ? null : await listProblems(list, campaign?.columns ?? {});
    problems.push(...(read?.problems ?? []));
    problems.push(...compiled.parts.flatMap((parts) => namedFileProblems(parts, { campaign, campaignFile, lookUp })));
    const columns = read?.columns ?? null;
    if (campaign !== null && columns !== null)
      problems.push(...compiled.parts.flatMap((parts) => checkVariables(parts, columns, campaign)));
    return { session: null, problems: problems.sort(byPlace), exitCode: hasErrors(usage) ? EXIT.usage : EXIT.problems };
  }
  const session: Session = {
    campaign,
    folder,
    campaignFile,
    campaignPath,
    library,
    mailing,
    list,
    ledgerPath,
    today,
    materials: {
      typesetter: await openTypesetter(campaign, files.fonts),
      fileNamed: (source) => {
        const found = lookUp(source);
        return found.kind === 'found' ? found.file : null;
      },
      dkim: files.dkim,
    },
    lookUp,
  };
  return { session, problems, exitCode: EXIT.done };
}

async function openTypesetter({ letter }: Campaign, fonts: Partial<FontFiles>): Promise<Typesetter> {
  const hyphenation = letter.align === 'justified' ? await loadHyphenation() : new Map();
  return createTypesetter({ ...(await readFontFiles()), ...fonts }, letter, hyphenation);
}

/** The files that campaign.yaml names for every letter: the key that signs it, and a font. */
async function readNamedFiles(
  campaign: Campaign,
  folder: string,
  placeOf: (path: readonly string[]) => Place,
): Promise<Pick<Materials, 'dkim'> & { readonly fonts: Partial<FontFiles>; readonly problems: readonly Problem[] }> {
  const { key, problems } = await readDkimKey(campaign, folder, placeOf(['dkim', 'keyFile']));
  const font = readFallbackFont(campaign, folder, placeOf(['letter', 'fallbackFont']));
  const fonts = font.fallback === undefined ? {} : { fallback: font.fallback };
  return { dkim: key, fonts, problems: [...problems, ...font.problems] };
}

/** Where campaign.yaml is looked for: named, beside the list, here, or in data/ below. */
export function findCampaign(options: CampaignOptions, folder: string): string {
  if (options.campaign !== undefined) return resolve(folder, options.campaign);
  if (options.csv !== undefined) return join(dirname(resolve(folder, options.csv)), 'campaign.yaml');
  const here = join(folder, 'campaign.yaml');
  const below = join(folder, 'data', 'campaign.yaml');
  return !existsSync(here) && existsSync(below) ? below : here;
}

function optionPlace(option: string): Place {
  return { file: option, line: null, column: null };
}

function dateUsage(today: string): readonly Problem[] {
  if (/^\d{4}-\d{2}-\d{2}$/u.test(today) && !Number.isNaN(Date.parse(today))) return [];
  return [errorAt(optionPlace('--today'), 'usage', `"${today}" is not a date.`, 'Write it as 2028-05-02.')];
}

/** The date that the organiser's own calendar shows. */
function localDate(now: Date): string {
  const [year, month, day] = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}

/**
 * Files that no letter may take though they lie in the campaign's folder: secrets, and what people
 * are known by.
 */
function keptFromLetters(
  campaign: Campaign | null,
  { folder, campaignPath, listPath, ledgerPath }: KeptPlaces,
): readonly string[] {
  const { smtp, dkim } = campaign ?? {};
  const named = [smtp?.passwordFile, smtp?.oauth?.clientSecretFile, dkim?.keyFile, 'failed.csv', 'held.csv'];
  return [
    campaignPath,
    listPath,
    ledgerPath,
    ...named.map((name) => (name === undefined ? name : resolve(folder, name))),
  ].filter((path) => path !== undefined);
}

interface KeptPlaces {
  readonly folder: string;
  readonly campaignPath: string;
  /** Undefined where no list was named. */
  readonly listPath: string | undefined;
  readonly ledgerPath: string;
}

/** Where the ledger is: named, or beside campaign.yaml. */
export function findLedger({ ledger }: CampaignOptions, campaignPath: string, folder: string): string {
  return ledger === undefined ? join(dirname(campaignPath), 'ledger.ndjson') : resolve(folder, ledger);
}
