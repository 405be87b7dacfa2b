import { plannedRows } from '../plan/make-plan.js';
import { isDue, type Plan, type PlanInputs } from '../plan/plan.js';
import type { Materials } from './compose.js';
import { letterDigest, type Manifest } from './manifest.js';

/** How the letters of a plan compare with those that were looked at. */
export interface PreviewComparison {
  /** Letters that are, but for the Date header, what was previewed. */
  readonly same: number;
  readonly changed: number;
  readonly notPreviewed: number;
}

/** Merges the plan's letters once more and holds them against the manifest of a preview. */
export async function comparePreview(
  inputs: PlanInputs,
  plan: Plan,
  materials: Materials,
  manifest: Manifest,
): Promise<PreviewComparison> {
  const previewed = new Map(manifest.letters.map(({ key, digest }) => [key, digest]));
  const counts = { same: 0, changed: 0, notPreviewed: 0 };
  for await (const planned of plannedRows(inputs, plan)) {
    if (!isDue(planned)) continue;
    const digest = previewed.get(planned.key);
    if (digest === undefined) counts.notPreviewed += 1;
    else if (digest === letterDigest(planned, inputs.campaign, materials)) counts.same += 1;
    else counts.changed += 1;
  }
  return counts;
}
