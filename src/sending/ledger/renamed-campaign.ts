import type { Campaign } from '../../campaign.js';
import { warningAt, type Place, type Problem } from '../../problem.js';
import type { LedgerState } from './ledger-state.js';

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
