import type { Campaign } from '../../campaign.js';
import { warningAt, type Place, type Problem } from '../../problem.js';
import type { LedgerState } from './ledger-state.js';
import { plannedRows } from '../plan/make-plan.js';
import type { Materials } from '../output/compose.js';
import { letterDigest } from '../output/manifest.js';
import { isDue, type Plan, type PlanInputs } from '../plan/plan.js';

/**
 * How many of the letters that were accepted earlier would read differently now, because the list, the template or the
 * campaign was changed since. Each is merged as on the day that it was written for. Letters that no run described are not counted.
 */
export async function changedSinceAccepted(
  inputs: PlanInputs,
  plan: Plan,
  materials: Materials,
  state: LedgerState,
): Promise<number> {
  const accepted = [...state.letters.values()].filter(
    ({ standing, mailing, content }) => standing === 'accepted' && mailing === inputs.mailing.name && content !== null,
  );
  let changed = 0;
  for (const today of new Set(accepted.map((record) => record.today ?? inputs.today))) {
    const asThen: PlanInputs = {
      ...inputs,
      today,
      selection: { ...inputs.selection, limit: null },
      decide: () => ({ action: 'send', again: false }),
    };
    const contents = new Map(
      accepted.filter((record) => record.today === today).map(({ key, content }) => [key, content]),
    );
    for await (const planned of plannedRows(asThen, plan)) {
      if (!isDue(planned)) continue;
      const content = contents.get(planned.key);
      if (content !== undefined && content !== letterDigest(planned, inputs.campaign, materials)) changed += 1;
    }
  }
  return changed;
}

/** A ledger that knows other campaigns only: letters are known by the campaign's name, so nobody in it would be recognised. */
export function renamedCampaign(state: LedgerState, { campaign }: Campaign, place: Place): Problem | null {
  const names = new Set([...state.letters.values()].map((record) => record.campaign));
  if (names.size === 0 || names.has(campaign)) return null;
  const known = [...names].join(', ');
  return warningAt(
    place,
    'campaign-renamed',
    `The ledger holds letters of ${known}, and none of ${campaign}.`,
    `If it is the same campaign, write "campaign: ${[...names].at(-1) ?? ''}" again, or everybody is written to twice. If it is another one, give it a folder, or with --ledger a ledger, of its own.`,
  );
}
