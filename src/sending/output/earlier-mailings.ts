import { ANY_LETTER } from '../plan/history/followed-letters.js';
import { createEarlierLetters } from '../plan/history/earlier-letters.js';
import { plannedRows } from '../plan/make-plan.js';
import type { Plan, PlanInputs } from '../plan/plan.js';
import type { LedgerState } from '../ledger/ledger-state.js';

/** Another mailing of the campaign, and how many of a plan's e-mails go to addresses that may have had it. */
export interface EarlierMailing {
  readonly name: string;
  readonly letters: number;
}

/**
 * What the people of a plan may have had of the same campaign. For a reminder that is the first letter, as it should be; but a letter whose file
 * was renamed is another mailing too, and nobody is recognised who had it.
 */
export async function earlierMailings(
  inputs: PlanInputs,
  plan: Plan,
  state: LedgerState,
): Promise<readonly EarlierMailing[]> {
  if (plan.counts.send === 0) return [];
  const { campaign } = inputs.campaign;
  const ofCampaign = [...state.letters.values()].filter((record) => record.campaign === campaign);
  const names = new Set(ofCampaign.map(({ mailing }) => mailing));
  const { name: own, follows } = inputs.mailing;
  if (follows === ANY_LETTER) return [];
  for (const expected of [own, follows ?? own]) names.delete(expected);
  if (names.size === 0) return [];
  const mailings = [...names].map((name) => ({ name, letters: 0, had: createEarlierLetters(state, campaign, name) }));
  for await (const planned of plannedRows(inputs, plan)) {
    if (planned.action !== 'send') continue;
    for (const mailing of mailings) if (mailing.had.toAddress(planned.recipient).length > 0) mailing.letters += 1;
  }
  return mailings.filter(({ letters }) => letters > 0).map(({ name, letters }) => ({ name, letters }));
}
