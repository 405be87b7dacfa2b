import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Campaign } from '../campaign.js';
import { readCampaignFile } from '../io/files/campaign-file.js';
import { readFallbackFont, readFontFiles } from '../io/files/font-files.js';
import { openNamedFiles } from '../io/files/named-files.js';
import { readTemplateLibrary, SHIPPED_TEMPLATES, type TemplateLibrary } from '../io/files/template-files.js';
import { readDkimKey } from '../io/smtp/dkim-key.js';
import { loadHyphenation } from '../layout/hyphenation.js';
import { byPlace, errorAt, hasErrors, type Place, type Problem } from '../problem.js';
import { createTypesetter, type FontFiles } from '../render/pdf/typesetter.js';
import type { Materials } from '../sending/output/compose.js';
import type { Mailing } from '../sending/plan/mailing.js';
import { compileMailing } from './compile-mailing.js';
import { EXIT } from './exit-code.js';
import { listProblems, listUsage, openList, type ListOptions, type OpenList } from './open-list.js';
import { shownPath } from './shown-path.js';
import type { Terminal } from './terminal.js';

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
}

/** A session, or why there is none: the problems and the exit code that they call for. Warnings may come with a session. */
export interface Opened {
  readonly session: Session | null;
  readonly problems: readonly Problem[];
  readonly exitCode: number;
}

/** Opens a campaign with its list and its letter, gathering what is wrong with each of them before it gives up. */
export async function openSession(options: CampaignOptions, terminal: Terminal): Promise<Opened> {
  const show = (path: string): string => shownPath(path, terminal.folder);
  const list = await openList(options, terminal);
  const campaignPath = findCampaign(options, terminal.folder);
  const campaignFile = show(campaignPath);
  const folder = dirname(campaignPath);
  const { campaign, problems: campaignProblems, placeOf } = await readCampaignFile(campaignPath, campaignFile);
  const today = options.today ?? localDate(terminal.now());
  const usage: Problem[] = [...campaignProblems];
  if (list !== null && 'message' in list) usage.push(list);
  const ofOptions = await listUsage(options);
  usage.push(...ofOptions);
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(today) || Number.isNaN(Date.parse(today))) usage.push(badDate(today));
  const files = campaign === null ? null : await readNamedFiles(campaign, folder, placeOf);
  usage.push(...(files?.problems ?? []));
  const templateFolders = [join(folder, 'templates'), SHIPPED_TEMPLATES];
  const library = await readTemplateLibrary(templateFolders, show);
  const name = options.template ?? campaign?.template;
  const compiled = name === undefined ? null : compileMailing(name, library, campaignFile);
  usage.push(...(compiled?.usage ?? []));
  // Where campaign.yaml cannot say which letter it is, the mistakes in all of its own are told.
  const own = name === undefined ? [...library.templates.keys()].filter((known) => !library.shipped.has(known)) : [];
  const problems = [...usage, ...(compiled?.problems ?? [])];
  for (const known of own) problems.push(...compileMailing(known, library, campaignFile).problems);
  const openedList = list === null || 'message' in list ? null : list;
  const mailing = compiled?.mailing ?? null;
  if (campaign === null || mailing === null || files === null || hasErrors(usage)) {
    // The list is read all the same, so that its mistakes are told in the same go.
    if (openedList !== null && ofOptions.length === 0)
      problems.push(...(await listProblems(openedList, campaign?.columns ?? {})));
    return { session: null, problems: problems.sort(byPlace), exitCode: hasErrors(usage) ? EXIT.usage : EXIT.problems };
  }
  const hyphenation = campaign.letter.align === 'justified' ? await loadHyphenation() : new Map();
  const fonts = { ...(await readFontFiles()), ...files.fonts };
  const typesetter = createTypesetter(fonts, campaign.letter, hyphenation);
  const session: Session = {
    campaign,
    folder,
    campaignFile,
    campaignPath,
    library,
    mailing,
    list: openedList,
    ledgerPath: resolve(terminal.folder, options.ledger ?? join(folder, 'ledger.ndjson')),
    today,
    materials: { typesetter, fileNamed: openNamedFiles([folder, ...templateFolders]), dkim: files.dkim },
  };
  return { session, problems, exitCode: EXIT.done };
}

/** The files that campaign.yaml names for every letter: the key that signs it, and a font. */
async function readNamedFiles(
  campaign: Campaign,
  folder: string,
  placeOf: (path: readonly string[]) => Place,
): Promise<Pick<Materials, 'dkim'> & { readonly fonts: Partial<FontFiles>; readonly problems: readonly Problem[] }> {
  const { key, problems } = await readDkimKey(campaign, folder, placeOf(['dkim', 'keyFile']));
  const font = await readFallbackFont(campaign, folder, placeOf(['letter', 'fallbackFont']));
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

function badDate(text: string): Problem {
  const place = { file: '--today', line: null, column: null };
  return errorAt(place, 'usage', `"${text}" is not a date.`, 'Write it as 2028-05-02.');
}

/** The date that the organiser's own calendar shows. */
function localDate(now: Date): string {
  const [year, month, day] = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}
