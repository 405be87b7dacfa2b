import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Campaign } from '../campaign.js';
import type { ColumnMapping } from '../field-names.js';
import { readCampaignFile } from '../io/files/campaign-file.js';
import { readDkimKey } from '../io/smtp/dkim-key.js';
import { isMissing } from '../io/files/file-error.js';
import { readFallbackFont, readFontFiles } from '../io/files/font-files.js';
import { openListFile, type ListFile } from '../io/files/list-file.js';
import { openNamedFiles } from '../io/files/named-files.js';
import { readTemplateLibrary, SHIPPED_TEMPLATES, type TemplateLibrary } from '../io/files/template-files.js';
import { loadHyphenation } from '../layout/hyphenation.js';
import { compileTemplate, type Template } from '../letter/compile.js';
import { byPlace, errorAt, hasErrors, type Place, type Problem } from '../problem.js';
import { readDelimiter } from '../recipients/delimiter.js';
import { isEncoding } from '../recipients/encoding.js';
import { readList, type ListEvent } from '../recipients/read-list.js';
import { createTypesetter } from '../render/pdf/typesetter.js';
import type { Materials } from '../sending/output/compose.js';
import type { Mailing } from '../sending/plan/mailing.js';
import { EXIT } from './exit-code.js';
import type { Outcome } from './report.js';
import { shownPath } from './shown-path.js';
import type { Terminal } from './terminal.js';

/** The options that every command about a campaign takes. */
export interface CampaignOptions {
  readonly csv?: string;
  readonly campaign?: string;
  readonly template?: string;
  readonly ledger?: string;
  readonly today?: string;
  readonly sheet?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
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

export interface OpenList {
  readonly file: ListFile;
  readonly shownAs: string;
  /** Reads it from its beginning; `columns`: what the headers do not tell. */
  readonly read: (columns: ColumnMapping) => AsyncIterable<readonly ListEvent[]>;
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
  const list = options.csv === undefined ? null : await openList(resolve(terminal.folder, options.csv), options, show);
  const campaignPath = findCampaign(options, terminal.folder);
  const campaignFile = show(campaignPath);
  const folder = dirname(campaignPath);
  const { campaign, problems: campaignProblems, placeOf } = await readCampaignFile(campaignPath, campaignFile);
  const today = options.today ?? localDate(terminal.now());
  const usage: Problem[] = [...campaignProblems];
  if (list !== null && 'message' in list) usage.push(list);
  usage.push(...listUsage(options));
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(today) || Number.isNaN(Date.parse(today))) usage.push(badDate(today));
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
  if (campaign === null || mailing === null || hasErrors(usage)) {
    // The list is read all the same, so that its mistakes are told in the same go.
    if (openedList !== null && listUsage(options).length === 0)
      problems.push(...(await listProblems(openedList, campaign?.columns ?? {})));
    return { session: null, problems: problems.sort(byPlace), exitCode: hasErrors(usage) ? EXIT.usage : EXIT.problems };
  }
  const dkim = await readDkimKey(campaign, folder, placeOf(['dkim', 'keyFile']));
  const { fallback, problems: ofFont } = await readFallbackFont(campaign, folder, placeOf(['letter', 'fallbackFont']));
  const ofFiles = [...dkim.problems, ...ofFont];
  if (ofFiles.length > 0)
    return { session: null, problems: [...problems, ...ofFiles].sort(byPlace), exitCode: EXIT.usage };
  const hyphenation = campaign.letter.align === 'justified' ? await loadHyphenation() : new Map();
  const fonts = { ...(await readFontFiles()), ...(fallback === undefined ? {} : { fallback }) };
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
    materials: { typesetter, fileNamed: openNamedFiles([folder, ...templateFolders]), dkim: dkim.key },
  };
  return { session, problems, exitCode: EXIT.done };
}

/** Where campaign.yaml is looked for: named, beside the list, here, or in data/ below. */
export function findCampaign(options: CampaignOptions, folder: string): string {
  if (options.campaign !== undefined) return resolve(folder, options.campaign);
  if (options.csv !== undefined) return join(dirname(resolve(folder, options.csv)), 'campaign.yaml');
  const here = join(folder, 'campaign.yaml');
  const below = join(folder, 'data', 'campaign.yaml');
  return !existsSync(here) && existsSync(below) ? below : here;
}

async function openList(
  path: string,
  { sheet, encoding, delimiter }: CampaignOptions,
  show: (path: string) => string,
): Promise<OpenList | Problem> {
  try {
    const file = await openListFile(path);
    const shownAs = show(path);
    if (file === null) {
      const hint = 'Name the list in it, such as --csv my-campaign/clps.csv.';
      return errorAt({ file: shownAs, line: null, column: null }, 'no-list', 'This is a folder, not a list.', hint);
    }
    const named = { file: shownAs, sheet, encoding, delimiter: readDelimiter(delimiter ?? '') ?? undefined };
    return { file, shownAs, read: (columns) => readList(file.bytes(), { ...named, columns }) };
  } catch (error) {
    if (!isMissing(error)) throw error;
    const hint = 'Check the name after --csv; a name with spaces needs quotation marks around it.';
    return errorAt({ file: show(path), line: null, column: null }, 'no-list', 'There is no such file.', hint);
  }
}

/** Compiles a letter in all its languages; `usage` says that there is no letter of that name. */
export function compileMailing(
  name: string,
  library: TemplateLibrary,
  campaignFile: string,
): { readonly mailing: Mailing | null; readonly usage: readonly Problem[]; readonly problems: readonly Problem[] } {
  const versions = library.templates.get(name);
  const standard = versions?.get('');
  if (versions === undefined || standard === undefined) {
    const known = [...library.templates.keys()].join(', ');
    const message =
      versions === undefined ? `There is no letter "${name}".` : `The letter "${name}" has translations only.`;
    const hint = versions === undefined ? `There are: ${known}.` : `Add ${name}.hbs for every other language.`;
    return {
      mailing: null,
      usage: [errorAt({ file: campaignFile, line: null, column: null }, 'no-template', message, hint)],
      problems: [],
    };
  }
  const problems: Problem[] = [];
  const compiled = new Map<string, Template>();
  for (const [language, source] of versions) {
    const result = compileTemplate(source, library.partials);
    problems.push(...result.problems);
    if (result.template !== null) compiled.set(language, result.template);
  }
  const template = compiled.get('');
  compiled.delete('');
  const mailing =
    template === undefined || hasErrors(problems) ? null : { name, standard: template, translations: compiled };
  return { mailing, usage: [], problems };
}

/** What is wrong with the options that say how a list is to be read. */
function listUsage({ encoding, delimiter }: CampaignOptions): readonly Problem[] {
  const problems: Problem[] = [];
  const at = (file: string): Place => ({ file, line: null, column: null });
  if (encoding !== undefined && !isEncoding(encoding)) {
    const hint = 'Write it like utf-8, windows-1252, macroman, iso-8859-14 or utf-16le.';
    problems.push(errorAt(at('--encoding'), 'usage', `"${encoding}" is no encoding that nominate knows.`, hint));
  }
  if (delimiter !== undefined && readDelimiter(delimiter) === null) {
    const hint = 'Write comma, semicolon, tab or bar.';
    problems.push(errorAt(at('--delimiter'), 'usage', `"${delimiter}" cannot separate the cells of a list.`, hint));
  }
  return problems;
}

async function listProblems({ read }: OpenList, columns: ColumnMapping): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for await (const events of read(columns)) for (const event of events) problems.push(...event.problems);
  return problems;
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

/** What a command calls the list in the commands that it suggests. */
export function listArgument(list: OpenList): string {
  return /\s/u.test(list.shownAs) ? `"${list.shownAs}"` : list.shownAs;
}

/** What a command says that cannot do without a list. */
export function listNeeded(command: string): Outcome {
  const place = { file: 'nominate', line: null, column: null };
  const hint = `For instance: npx nominate ${command} --csv clps.csv`;
  return {
    exitCode: EXIT.usage,
    problems: [errorAt(place, 'usage', `"${command}" needs a list: name it with --csv.`, hint)],
  };
}
