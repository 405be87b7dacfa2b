import type { LabelSheet } from '../../campaign/labels.js';
import { labelArea } from '../../layout/page/labels.js';
import { ADDRESS_AREA } from '../../layout/page/window.js';
import { byPlace, hasErrors, type Problem } from '../../problem.js';
import type { OnePer } from '../../recipients/duplicates/one-per.js';
import { linesTooMany } from '../../sending/output/compose.js';
import { deadlineProblems } from '../../sending/plan/letter-problems.js';
import type { EarlierLetters } from '../../sending/plan/history/earlier-letters.js';
import { nothingToFollow } from '../../sending/plan/history/following-problems.js';
import { makePlan } from '../../sending/plan/make-plan.js';
import type { Delivery, Plan, PlanInputs } from '../../sending/plan/plan.js';
import type { FollowedLetters } from '../../sending/plan/history/followed-letters.js';
import type { Mailing } from '../../sending/plan/mailing.js';
import type { RelatedLetters } from '../../sending/plan/history/related-letters.js';
import type { Criterion } from '../../sending/plan/choice/criterion.js';
import type { Selection } from '../../sending/plan/choice/selection.js';
import type { OpenList } from './open-list.js';
import type { Session } from './session.js';

/** The options that choose among the rows. */
export interface SelectionOptions {
  readonly only?: readonly Criterion[];
  readonly except?: readonly Criterion[];
  readonly limit?: number;
  readonly onePer?: OnePer;
  readonly skipInvalid?: boolean;
}

export interface Planned {
  readonly inputs: PlanInputs;
  readonly plan: Plan;
  /** All of them, those of the session included. */
  readonly problems: readonly Problem[];
  /** Whether the plan may be carried out: no error stands, or only such as --skip-invalid leaves out with their rows. */
  readonly mayProceed: boolean;
}

/** What a run on paper asks of a plan. */
export interface PaperWishes {
  readonly delivery: Delivery;
  /** The sheet that addresses must fit besides the window; null for no labels. */
  readonly labels: LabelSheet | null;
}

const AS_LISTED: PaperWishes = { delivery: 'as-listed', labels: null };
export const ALL_ON_PAPER: PaperWishes = { delivery: 'all-on-paper', labels: null };

/** What a plan asks of the ledger. */
export interface LedgerAnswers {
  readonly decide: PlanInputs['decide'];
  readonly related: (campaign: string, mailing: string, onePer: OnePer | null) => RelatedLetters;
  readonly earlier: (campaign: string, mailing: string) => EarlierLetters;
  readonly followed: (campaign: string, mailing: Mailing) => FollowedLetters | null;
}

/** For a plan that has nothing to do with what was sent before. */
export const NO_LEDGER: LedgerAnswers = {
  decide: () => ({ action: 'send', again: false }),
  related: () => () => [],
  earlier: () => ({ forClp: () => [], toAddress: () => [], toPostalAddress: () => [] }),
  followed: () => null,
};

/** How a command ends that does nothing because of errors in the list or the letter. */
export function endingBefore(errors: Pick<Planned, 'plan'>, nothingDone: string): string {
  const leaveOut = errors.plan.refused ? '' : ', or add --skip-invalid to leave those rows out';
  return `${nothingDone} Mend the errors and run the same command again${leaveOut}.`;
}

/** Makes the plan of a session's list. */
export async function planSession(
  session: Session,
  list: OpenList,
  options: SelectionOptions,
  ledger: LedgerAnswers,
  { delivery, labels }: PaperWishes = AS_LISTED,
): Promise<Planned> {
  const onePer = options.onePer ?? null;
  const { only = [], except = [], limit = null } = options;
  const selection: Selection = { only, except, limit, onePer };
  const inputs: PlanInputs = {
    campaign: session.campaign,
    campaignFile: session.campaignFile,
    mailing: session.mailing,
    readRows: () => list.read(session.campaign.columns),
    today: session.today,
    selection,
    missingCharacters: (letter) => session.materials.typesetter.missingCharacters(letter),
    linesTooMany: (due) => linesTooMany(due, session.materials),
    lookUp: session.lookUp,
    tooTight: (address) => tooTight(address, labels, session),
    delivery,
    decide: ledger.decide,
    related: ledger.related(session.campaign.campaign, session.mailing.name, onePer),
    earlier: ledger.earlier(session.campaign.campaign, session.mailing.name),
    followed: ledger.followed(session.campaign.campaign, session.mailing),
  };
  const plan = await makePlan(inputs);
  const deadline = deadlineProblems(session.campaign, session.today, session.campaignFile);
  const unfollowed = inputs.followed?.isEmpty === true ? [nothingToFollow(session.mailing)] : [];
  const problems = [...plan.problems, ...deadline, ...unfollowed].sort(byPlace);
  const mayProceed = !plan.refused && (options.skipInvalid === true || !hasErrors(problems));
  return { inputs, plan, problems, mayProceed };
}

function tooTight(address: readonly string[], labels: LabelSheet | null, { materials }: Session): string | null {
  const { typesetter } = materials;
  if (!typesetter.addressFits(address, ADDRESS_AREA)) return 'the window of an envelope';
  return labels === null || typesetter.addressFits(address, labelArea(labels, 0)) ? null : `a label of ${labels.name}`;
}
