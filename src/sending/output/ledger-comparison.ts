import type { LedgerState } from '../ledger/ledger-state.js';
import { plannedRows } from '../plan/make-plan.js';
import { isDue, type Plan, type PlanInputs } from '../plan/plan.js';
import type { Materials } from './compose.js';
import { letterDigest } from './manifest.js';

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
