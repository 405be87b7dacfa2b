import { LETTER_PDF } from '../../letter/letter.js';
import { plannedRows } from '../plan/make-plan.js';
import type { DueLetter, Plan, PlanInputs } from '../plan/plan.js';
import { composePdf, type Materials } from './compose.js';

/** What is attached to the e-mails of a plan. */
export interface Attachment {
  readonly name: string;
  /** Octets; of "letter.pdf", which is another one for everybody, those of the first. */
  readonly size: number;
  /** How many letters have it. */
  readonly letters: number;
}

/**
 * Merges the plan's letters and looks what is attached to them, in the order in which it is met.
 */
export async function attachmentsOf(
  inputs: PlanInputs,
  plan: Plan,
  materials: Materials,
): Promise<readonly Attachment[]> {
  const found = new Map<string, Attachment>();
  for await (const planned of plannedRows(inputs, plan)) {
    if (planned.action !== 'send') continue;
    for (const name of new Set(planned.letter.attach)) {
      const before = found.get(name) ?? { name, size: sizeOf(name, planned, materials), letters: 0 };
      found.set(name, { ...before, letters: before.letters + 1 });
    }
  }
  return [...found.values()];
}

function sizeOf(name: string, due: DueLetter, materials: Materials): number {
  return name === LETTER_PDF ? composePdf(due, materials).length : (materials.fileNamed(name)?.content.length ?? 0);
}
