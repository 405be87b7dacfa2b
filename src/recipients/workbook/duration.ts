/** How a format shows a span of time: its parts, the first of which goes on beyond what a clock shows where it stands in brackets. */
export interface DurationFormat {
  readonly parts: readonly ('h' | 'm' | 's')[];
  readonly goesOn: boolean;
  /** How many digits the first part has at least. */
  readonly digits: number;
}

const DURATION = /^(?:\[(?<first>h+|m+|s+)\](?<rest>(?::mm)?(?::ss)?)|mm:ss)$/u;
const SECONDS = { h: 3600, m: 60, s: 1 } as const;
const DAY = 86_400;

/** Reads `[h]:mm`, `[m]:ss` and `mm:ss` of a code in small letters, without its literals; null for any other code. */
export function readDurationFormat(bare: string): DurationFormat | null {
  const match = DURATION.exec(bare);
  if (match === null) return null;
  const { first, rest = '' } = match.groups ?? {};
  if (first === undefined) return { parts: ['m', 's'], goesOn: false, digits: 2 };
  const unit = first.startsWith('h') ? 'h' : first.startsWith('m') ? 'm' : 's';
  const minutes = rest.includes('mm') ? (['m'] as const) : [];
  const seconds = rest.includes('ss') ? (['s'] as const) : [];
  return { parts: [unit, ...minutes, ...seconds], goesOn: true, digits: first.length };
}

/** A number of days as such a format shows it; null below zero, which no clock shows. */
export function durationText(days: number, { parts, goesOn, digits }: DurationFormat): string | null {
  if (days < 0) return null;
  const total = Math.round(days * DAY);
  const texts = parts.map((unit, index) => {
    const count = Math.floor(total / SECONDS[unit]);
    return index === 0 && goesOn ? String(count).padStart(digits, '0') : String(count % 60).padStart(2, '0');
  });
  return texts.join(':');
}
