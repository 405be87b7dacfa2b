import type { Campaign } from '../../campaign.js';
import { readImage } from '../../layout/page/image.js';
import { checkVariables } from '../../letter/checks/check-variables.js';
import type { Template, TemplateParts } from '../../letter/compile.js';
import { sameForAll } from '../../letter/checks/same-for-all.js';
import { attached, filesOf, imageSources, type Letter } from '../../letter/letter.js';
import { errorAt, warningAt, type Place, type Problem } from '../../problem.js';
import { isWholeImage } from '../../render/pdf/embedded-image.js';
import { placeInList, type ListHead, type Recipient } from '../../recipients/recipient.js';
import { characterProblems } from './character-problems.js';
import { versionsOf, type Mailing } from './mailing.js';
import { goesOutAsPdf } from './paper/paper.js';
import type { PlanInputs } from './plan.js';

/**
 * What is wrong with the mailing's templates beside this list: variables that it does not have, or
 * none of it at all.
 */
export function variableProblems({ campaign, mailing }: PlanInputs, head: ListHead): readonly Problem[] {
  const columns = head.columns.map((column) => column.name);
  return versionsOf(mailing).flatMap((template) => [
    ...checkVariables(template, columns, campaign),
    ...sameForAll(template, columns),
  ]);
}

/** A merged letter, its lines in the window of an envelope (null: it goes by e-mail), and where it came from. */
export interface MergedForRow {
  readonly letter: Letter;
  readonly address: readonly string[] | null;
  readonly template: Template;
  readonly recipient: Recipient;
}

/**
 * What a merged letter needs and has not: files that its template names, and characters in its
 * fonts, where it is set at all.
 */
export function letterProblems(
  { letter, address, template, recipient }: MergedForRow,
  head: ListHead,
  inputs: Pick<PlanInputs, 'campaign' | 'campaignFile' | 'today' | 'missingCharacters' | 'lookUp'>,
): readonly Problem[] {
  const { campaign, campaignFile, today, missingCharacters } = inputs;
  const placeOf = (column: string): Place => placeInList(head, recipient.line, column);
  const origin = { template, recipient, campaign, campaignFile, today, placeOf };
  const missing = goesOutAsPdf({ letter, address }) ? missingCharacters(letter) : [];
  // The CLP stands in the list of the print run, in the same face as the address.
  const lines = address === null ? [] : [...address, recipient.clp];
  const inAddress = missingCharacters({ ...letter, blocks: [{ kind: 'recipient', lines }] });
  return [...characterProblems(missing, inAddress, origin), ...fileProblems(letter, template, inputs)];
}

/** A letter that runs by so many lines over the pages that the campaign allows. Told once for each length that occurs; of large print, which nobody may set smaller, once. */
export function lengthProblems(
  lines: number,
  { largePrint }: Letter,
  template: Template,
  campaign: Campaign,
): readonly Problem[] {
  if (lines === 0) return [];
  const place = { file: template.file, line: null, column: null };
  const { fit = 1 } = campaign.letter;
  const allowed = fit === 1 ? 'one page' : `${fit} pages`;
  if (largePrint) {
    const message = `In large print, the letter takes more than ${allowed}, which is what letter.fit asks for.`;
    return [warningAt(place, 'large-print-too-long', message, 'Nothing needs to be done: it goes out as it is.')];
  }
  const over = lines === 1 ? 'a line' : `${lines} lines`;
  const message = `The letter is about ${over} too long for ${allowed}, though it is set as tight as can be read.`;
  return [errorAt(place, 'letter-too-long', message, 'Shorten it, or change letter.fit in campaign.yaml.')];
}

type FileInputs = Pick<PlanInputs, 'campaignFile' | 'lookUp'> & { readonly campaign: Campaign | null };

/** Files that a merged letter needs and that are not there, and images that no PDF can hold. */
export function fileProblems(letter: Letter, template: Template, inputs: FileInputs): readonly Problem[] {
  return problemsOfFiles(filesOf(letter), imageSources(letter), template, inputs);
}

/** The same of the files that front matter and campaign.yaml name, which needs no letter: there is none where a template has a mistake. */
export function namedFileProblems(parts: TemplateParts, inputs: FileInputs): readonly Problem[] {
  const { attach, letterhead, closing } = parts;
  const { logo, signatureImage } = inputs.campaign?.letter ?? {};
  const logos = letterhead.includes('sender') && logo !== undefined ? [logo] : [];
  const signatures = closing !== null && signatureImage !== undefined ? [signatureImage] : [];
  const images = [...logos, ...signatures];
  return problemsOfFiles([...images, ...attached(attach)], images, parts, inputs);
}

/** The same of all versions of a mailing, whatever becomes of the rows. */
export function mailingFileProblems(mailing: Mailing, inputs: FileInputs): readonly Problem[] {
  return versionsOf(mailing).flatMap((template) => namedFileProblems(template, inputs));
}

function problemsOfFiles(
  sources: readonly string[],
  images: readonly string[],
  template: Pick<TemplateParts, 'file' | 'placeOfFile'>,
  { campaign, campaignFile, lookUp }: FileInputs,
): readonly Problem[] {
  const { logo, signatureImage, archive = false } = campaign?.letter ?? {};
  return sources.flatMap((source) => {
    const found = lookUp(source);
    const isOfCampaign = source === logo || source === signatureImage;
    const place = isOfCampaign ? { file: campaignFile, line: null, column: null } : template.placeOfFile(source);
    if (found.kind !== 'found') return absence(source, found.kind, place);
    const { file } = found;
    if (!images.includes(source)) return [];
    const image = readImage(file.content);
    if (image === null) {
      const hint = 'Save it as a JPEG, or as a PNG without interlacing.';
      return errorAt(place, 'unreadable-image', `The image "${source}" is not one that a PDF can hold.`, hint);
    }
    if (!isWholeImage(file.content)) {
      const hint = 'Copy or download the file again, or save it again from the program that made it.';
      return errorAt(place, 'damaged-image', `The image "${source}" is damaged or cut short.`, hint);
    }
    if (!archive || image.kind !== 'jpeg' || image.channels !== 4) return [];
    const message = `The image "${source}" is in CMYK, for a printing press, which a PDF for an archive cannot hold.`;
    return errorAt(place, 'image-in-cmyk', message, 'Save it as a JPEG in RGB, or as a PNG.');
  });
}

/** From this size on, servers and mailboxes begin to refuse an e-mail, and telephones to be slow with it. */
const LARGE_MESSAGE = 5_000_000;
/** Base64 in lines (RFC 2045 §6.8): 78 octets for 57. */
const ENCODED = 78 / 57;

/** The warning of an e-mail that is large by what is attached to it and shown in it, with the largest file of them. */
export function sizeProblems(
  letter: Letter,
  template: Pick<TemplateParts, 'placeOfFile'>,
  { lookUp }: Pick<PlanInputs, 'lookUp'>,
): readonly Problem[] {
  const files = [...new Set(filesOf(letter))].flatMap((source) => {
    const found = lookUp(source);
    return found.kind === 'found' ? [{ source, size: found.file.content.length }] : [];
  });
  const size = files.reduce((sum, file) => sum + file.size, 0) * ENCODED;
  const [largest] = files.sort((one, other) => other.size - one.size);
  if (largest === undefined || size < LARGE_MESSAGE) return [];
  const message = `Each e-mail takes about ${megabytes(size)} MB with its files; the largest is "${largest.source}" (${megabytes(largest.size)} MB).`;
  const hint = 'Servers refuse large e-mails, many from 10 MB on: make the file smaller, or link to it.';
  return [warningAt(template.placeOfFile(largest.source), 'large-message', message, hint)];
}

function megabytes(octets: number): string {
  return (octets / 1_000_000).toFixed(1);
}

/** A file that cannot be taken, and why. */
function absence(source: string, kind: 'missing' | 'outside' | 'kept' | 'no-file', place: Place): Problem {
  switch (kind) {
    case 'missing': {
      const hint = `Put the file beside the template or beside campaign.yaml, or correct its name in ${place.file}.`;
      return errorAt(place, 'missing-file', `The letter needs the file "${source}", which is not there.`, hint);
    }
    case 'outside': {
      const message = `The file "${source}" lies outside the campaign's folder, and letters take none from there.`;
      return errorAt(place, 'file-outside', message, 'Copy it beside campaign.yaml, and write its name alone here.');
    }
    case 'kept': {
      const message = `The file "${source}" is kept from letters: such files hold passwords, people's addresses or nominate's own records.`;
      return errorAt(place, 'file-kept', message, `Take it out of ${place.file}, or name the file that you mean.`);
    }
    case 'no-file': {
      const message = `"${source}" is a folder, a pipe or a device, where the letter needs a file.`;
      return errorAt(place, 'not-a-file', message, `Name a file in ${place.file}.`);
    }
  }
}

/** Warns of a date by which the letter would come too late to serve. */
export function deadlineProblems(campaign: Campaign, today: string, file: string): readonly Problem[] {
  const { nominationsClose } = campaign.election;
  if (nominationsClose === undefined || nominationsClose >= today) return [];
  const place = { file, line: null, column: null };
  const message = `Nominations closed on ${nominationsClose}, before today (${today}).`;
  return [warningAt(place, 'deadline-passed', message, 'Correct election.nominationsClose if the date has moved.')];
}
