import { errorAt, warningAt, type Problem } from '../../problem.js';
import { wentOutText } from '../../report/sending-text.js';
import type { CauseCode } from '../../sending/delivery/causes/causes.js';
import type { RunResult } from './sending-run.js';

/** How problems name what a run deals with. */
interface Places {
  readonly list: string;
  readonly ledger: string;
  readonly server: string;
}

/** Why a run ended before its list did, for --json; a person reads it in the summary. */
export function stopProblems({ stop, tally }: Pick<RunResult, 'stop' | 'tally'>, places: Places): readonly Problem[] {
  if (stop === null) return [];
  const { reason, hint, detail } = stop;
  const message = `${stop.message} ${wentOutText(tally)}`;
  const tell = reason === 'interrupted' ? warningAt : errorAt;
  const place = { file: placeOf(reason, places), line: null, column: null };
  return [tell(place, reason, detail === '' ? message : `${message} ${detail}`, hint)];
}

function placeOf(reason: CauseCode, { list, ledger, server }: Places): string {
  if (reason === 'ledger-failed') return ledger;
  return reason === 'list-changed' || reason === 'interrupted' ? list : server;
}
