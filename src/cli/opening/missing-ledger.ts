import { existsSync } from 'node:fs';
import { errorAt, warningAt } from '../../problem.js';
import { EXIT } from '../reporting/exit-code.js';
import type { LedgerLook } from './ledger-view.js';
import type { Outcome } from '../reporting/report.js';
import type { CampaignOptions } from './session.js';

/**
 * What a command says that looks into a ledger where there is none.
 * @param shown the ledger, as its problems name it
 * @param text what follows where nothing speaks for letters that were sent
 */
export function missingLedger(
  { suspicion, elsewhere, problems }: LedgerLook,
  options: CampaignOptions,
  campaign: string,
  shown: string,
  text: string,
): Outcome {
  if (suspicion !== null || elsewhere.others.length > 0) return { exitCode: EXIT.done, problems };
  const place = { file: shown, line: null, column: null };
  // A mistyped name must not pass for a campaign of which nothing was sent.
  if (options.ledger !== undefined || !existsSync(campaign)) {
    const isNamed = [options.ledger, options.campaign, options.csv].some((name) => name !== undefined);
    const hint = isNamed
      ? 'Check the name after --campaign, --csv or --ledger.'
      : 'Name the campaign, such as --campaign my-campaign/campaign.yaml.';
    return {
      exitCode: EXIT.usage,
      problems: [errorAt(place, 'no-ledger', 'There is no ledger at this place.', hint)],
    };
  }
  const hint = 'If letters were sent already, find the ledger and name it with --ledger; do not send without it.';
  const none = warningAt(place, 'no-ledger', 'There is no ledger here.', hint);
  return { exitCode: EXIT.done, problems: [...problems, none], text };
}
