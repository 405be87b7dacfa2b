import type { Campaign } from '../../campaign.js';
import type { Letter } from '../../letter/letter.js';
import type { Problem } from '../../problem.js';
import type { DateOrder } from '../../words/date-in-figures.js';
import type { ListEvent } from '../../recipients/read-list.js';
import type { Greeting } from '../../recipients/person/greeting.js';
import type { ListHead, Recipient } from '../../recipients/recipient.js';
import type { Mailing } from './mailing.js';
import type { LookUp } from './paper/named-file.js';
import type { EarlierLetters } from './history/earlier-letters.js';
import type { FollowedLetters } from './history/followed-letters.js';
import type { RelatedLetters } from './history/related-letters.js';
import type { Selection } from './choice/selection.js';

export type Action = 'send' | 'print' | 'skip' | 'hold';

/**
 * How letters go out in a run: by e-mail and on paper, as the list has it; on paper only; or on paper only, also to those who
 * could have an e-mail.
 */
export type Delivery = 'as-listed' | 'on-paper' | 'all-on-paper';

/** What the ledger says of a letter before this run. */
export type Decision =
  /** `again`: it was refused for good before. */
  | { readonly action: 'send'; readonly again: boolean }
  /**
   * `reason`: why not, in a few words. `notBefore`: when it may go out; left out where that is not
   * a matter of time.
   */
  | { readonly action: 'skip' | 'hold'; readonly reason: string; readonly notBefore?: Date };

/** A letter that goes out in this run, by e-mail or on paper. */
export interface DueLetter {
  readonly action: 'send' | 'print';
  readonly key: string;
  readonly recipient: Recipient;
  readonly letter: Letter;
  /** The lines in the window of an envelope, top to bottom; null for a letter that goes by e-mail. */
  readonly address: readonly string[] | null;
  /** The Message-IDs of the letters that it follows, the first one first, without angle brackets. */
  readonly thread: readonly string[];
}

/** A row for which nothing goes out in this run. */
export interface WithheldRow {
  readonly action: 'skip' | 'hold';
  /** Null where the row has no valid recipient. */
  readonly key: string | null;
  readonly line: number;
  readonly recipient: Recipient | null;
  readonly reason: string;
  /** When the ledger lets it go out; left out where that is not a matter of time. */
  readonly notBefore?: Date;
}

/** Why rows are held that can be mended: an error of their own, or of the row whose letter is theirs too. */
export const HELD = 'with an error';
export const HELD_WITH_ANOTHER = 'sharing a letter with a row that has an error';

/** Why the ledger keeps letters back that may go out one day: by the clock, or by what a person says. */
export const NOT_DUE = 'deferred by the server, not due yet';
export const IN_DOUBT = 'in doubt, perhaps delivered already';

/** Whether mending the list would let a row's letter go out; a letter in doubt is held for another reason. */
export function isMendable({ action, ...row }: PlannedRow): boolean {
  return action === 'hold' && 'reason' in row && (row.reason === HELD || row.reason === HELD_WITH_ANOTHER);
}

export type PlannedRow = DueLetter | WithheldRow;

/** Whether a row's letter goes out in this run. */
export function isDue(planned: PlannedRow): planned is DueLetter {
  return planned.action === 'send' || planned.action === 'print';
}

/** All that a plan follows from. The same inputs give the same plan. */
export interface PlanInputs {
  readonly campaign: Campaign;
  /** How problems name campaign.yaml. */
  readonly campaignFile: string;
  readonly mailing: Mailing;
  /** Reads the list from its beginning. */
  readonly readRows: () => AsyncIterable<readonly ListEvent[]>;
  /** ISO date on which the letters are written. */
  readonly today: string;
  readonly selection: Selection;
  /** Characters of a letter that no font can show. */
  readonly missingCharacters: (letter: Letter) => readonly string[];
  /** By how many lines a letter runs over the pages that the campaign allows (`letter.fit`). Its images are there, and its address fits. */
  readonly linesTooMany: (due: Pick<DueLetter, 'letter' | 'address'>) => number;
  /** Looks for a file that a template or campaign.yaml names. */
  readonly lookUp: LookUp;
  /** What the lines of an address do not fit, such as "the window of an envelope"; null where they fit. */
  readonly tooTight: (address: readonly string[]) => string | null;
  readonly delivery: Delivery;
  /** What the ledger says of a letter that would go out by e-mail (`send`) or on paper (`print`). */
  readonly decide: (key: string, action: DueLetter['action'], head: ListHead) => Decision;
  /** Letters that the ledger knows under other keys, and that serve a row as well. */
  readonly related: RelatedLetters;
  /** Letters that the ledger knows of a row's CLP or address, and that its own would be a second one beside. */
  readonly earlier: EarlierLetters;
  /** Null where the mailing follows no other, or nobody knows what was sent. */
  readonly followed: FollowedLetters | null;
}

/** What the rows after the first one of an address add to the letter that they share. */
export interface Sharers {
  /** The first row's own is among them only where it is repeated. */
  readonly clps: readonly string[];
  /** Whether --only chooses any of them. */
  readonly chosen: boolean;
}

/** Rows that nothing goes out for, for one reason. */
export interface LeftOut {
  readonly count: number;
  /** The first few. */
  readonly rows: readonly Pick<WithheldRow, 'line' | 'recipient'>[];
  /** When the first of them may go out, and when all of them; null where that is not a matter of time. */
  readonly due: { readonly first: Date; readonly last: Date } | null;
}

/** How letters greet: how many in which way, an example of each, and those to look at. */
export interface Greetings {
  readonly kinds: ReadonlyMap<Greeting['kind'], { readonly count: number; readonly example: string | null }>;
  /** The first of those in which another word may be the name. */
  readonly unclear: readonly { readonly text: string; readonly line: number }[];
}

/** What a pass over the list has found, and the next one must know from its beginning. */
export interface Findings {
  /** Lines whose rows are held for an error. */
  readonly heldLines: ReadonlySet<number>;
  /** By the line of the first row, where letters are shared by address. */
  readonly sharers: ReadonlyMap<number, Sharers>;
  /** By column, what comes first in its dates in figures, where its cells tell. */
  readonly dateOrders: ReadonlyMap<string, DateOrder>;
}

export interface Plan extends Findings {
  /** Null where the list was refused before its columns were known. */
  readonly head: ListHead | null;
  readonly problems: readonly Problem[];
  readonly counts: Readonly<Record<Action, number>>;
  readonly rows: number;
  readonly blankRows: number;
  /** How the letters that go out begin. */
  readonly greetings: Greetings;
  /** Letters that go out once more, though they were refused for good before. */
  readonly again: number;
  /** The first letter that goes out. */
  readonly first: DueLetter | null;
  /** How many recipients --only and --except choose; null where neither was given. */
  readonly chosen: { readonly rows: number; readonly of: number } | null;
  /** Why rows are skipped or held: for each reason how many, and the first of them. */
  readonly withheld: ReadonlyMap<string, LeftOut>;
  /** Whether an error stands that leaving rows out does not mend: of the whole list, of a template, of --only. */
  readonly refused: boolean;
}

/** The reason of rows that --only or --except leaves out. */
export const NOT_CHOSEN = 'not chosen';
