import { errorAt, type Problem } from '../../problem.js';

/** Options by name, as far as they were given. */
type Given<Name extends string> = Readonly<Partial<Record<Name, unknown>>>;

/** The options of `send` that would change nothing beside the others: whoever wrote them expects something of them. */
export function unheededBySend({
  dryRun,
  testTo,
  out,
  lettersOnly,
  at,
  between,
  wait,
  resolveDoubts,
  trustLedger,
  trustServer,
}: Given<
  | 'dryRun'
  | 'testTo'
  | 'out'
  | 'lettersOnly'
  | 'at'
  | 'between'
  | 'wait'
  | 'resolveDoubts'
  | 'trustLedger'
  | 'trustServer'
>): readonly Problem[] {
  const recorded = {
    '--at': at,
    '--between': between,
    '--resolve-doubts': resolveDoubts,
    '--trust-ledger': trustLedger,
  };
  if (dryRun === true) {
    const hint = 'Leave one of the two out.';
    return refuse(
      { '--test-to': testTo, ...recorded, '--wait': wait, '--trust-server': trustServer },
      '--dry-run sends nothing',
      hint,
    );
  }
  const toPreview = refuse(
    { '--out': out, '--letters-only': lettersOnly },
    'it says how a preview is written, and this is a sending',
    'Add --dry-run to preview, or leave it out.',
  );
  if (testTo === undefined) return toPreview;
  return [
    ...toPreview,
    ...refuse(recorded, 'a test goes out at once, and touches no record', 'Leave it out of the test.'),
  ];
}

/** The same of `print`. */
export function unheededByPrint({
  markPosted,
  all,
  labels,
  from,
  sort,
  limit,
}: Given<'markPosted' | 'all' | 'labels' | 'from' | 'sort' | 'limit'>): readonly Problem[] {
  if (markPosted !== true) return [];
  return refuse(
    { '--all': all, '--labels': labels, '--from': from, '--sort': sort, '--limit': limit },
    '--mark-posted records the print run that was made last, as it is',
    'Leave it out; to record some of its letters only, name them with --only.',
  );
}

function refuse(given: Readonly<Record<string, unknown>>, why: string, hint: string): readonly Problem[] {
  return Object.entries(given).flatMap(([option, value]) =>
    value === undefined || value === false
      ? []
      : [errorAt({ file: option, line: null, column: null }, 'usage', `${option} does nothing here: ${why}.`, hint)],
  );
}
