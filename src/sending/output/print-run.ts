import type { Campaign } from '../../campaign.js';
import type { LabelSheet } from '../../campaign/labels.js';
import { dateInWords } from '../../letter/wording/language.js';
import type { PrintRun } from '../../render/pdf/typesetter.js';
import { imagesOf, type Materials } from './compose.js';
import type { DueLetter } from '../plan/plan.js';

/** A letter that goes out on paper. */
export type PaperLetter = DueLetter & { readonly address: readonly string[] };

/** The order of the letters in a run: as the list has them, or by their postcodes, as a sorting office would. */
export type PrintOrder = 'list' | 'postcode';

/** "B2 1AA" before "B13 9ZQ", and that before "BA1 1AA". */
const POSTCODES = new Intl.Collator('en', { numeric: true });

/** Puts the letters of a run in order; letters with the same postcode stay as they are in the list. */
export function sortForPrint(letters: readonly PaperLetter[], order: PrintOrder): readonly PaperLetter[] {
  if (order === 'list') return letters;
  return [...letters].sort((a, b) => POSTCODES.compare(a.address.at(-1) ?? '', b.address.at(-1) ?? ''));
}

/** What a run on paper is made with. */
interface PaperSetting {
  readonly campaign: Campaign;
  /** The day that the letters were written for, an ISO date. */
  readonly today: string;
  readonly materials: Materials;
}

/** Labels for the letters of a run. */
export interface Labels {
  readonly sheet: LabelSheet;
  /** The first free label of the first sheet, from 1. */
  readonly from: number;
}

/** Sets the letters of a run, and labels for them where they are wanted. What comes out depends on nothing but what goes in. */
export function setPaper(
  letters: readonly PaperLetter[],
  { campaign: { campaign, candidate }, today, materials }: PaperSetting,
  wanted: Labels | null,
): { readonly printRun: PrintRun; readonly labels: Uint8Array | null } {
  const { typesetter } = materials;
  const language = 'en-GB';
  const head = { language, author: candidate.name };
  const day = dateInWords(today, language);
  const runLetters = letters.map(({ letter, address, recipient }) => ({ letter, address, clp: recipient.clp }));
  const images = imagesOf(
    letters.map(({ letter }) => letter),
    materials,
  );
  const printRun = typesetter.setPrintRun({ ...head, subject: `Print run, ${campaign}, ${day}` }, runLetters, images);
  if (wanted === null) return { printRun, labels: null };
  const labelHead = { ...head, subject: `Labels, ${campaign}, ${day}` };
  return {
    printRun,
    labels: typesetter.setLabels(
      labelHead,
      wanted.sheet,
      wanted.from,
      letters.map(({ address }) => address),
    ),
  };
}
