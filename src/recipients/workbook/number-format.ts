/** How a workbook shows a number: as it is, filled up with zeros, as a date, or in some other way of its own. */
export type NumberFormat =
  | { readonly kind: 'plain' }
  | { readonly kind: 'zeros'; readonly digits: number }
  | { readonly kind: 'date'; readonly hasDay: boolean; readonly hasTime: boolean }
  | { readonly kind: 'other'; readonly code: string };

/** The formats that every workbook has without writing them down (ECMA-376 part 1, §18.8.30). */
const BUILT_IN: ReadonlyMap<number, string> = new Map([
  [1, '0'],
  [2, '0.00'],
  [3, '#,##0'],
  [4, '#,##0.00'],
  [9, '0%'],
  [10, '0.00%'],
  [11, '0.00E+00'],
  [12, '# ?/?'],
  [13, '# ??/??'],
  [14, 'dd/mm/yyyy'],
  [15, 'd-mmm-yy'],
  [16, 'd-mmm'],
  [17, 'mmm-yy'],
  [18, 'h:mm AM/PM'],
  [19, 'h:mm:ss AM/PM'],
  [20, 'h:mm'],
  [21, 'h:mm:ss'],
  [22, 'dd/mm/yyyy h:mm'],
  [45, 'mm:ss'],
  [46, '[h]:mm:ss'],
  [47, 'mm:ss.0'],
]);

const LITERAL = /"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/giu;

/** Reads a format by its code, or by its number where the workbook gives no code. */
export function readNumberFormat(id: number, given: string | undefined): NumberFormat {
  const code = given ?? BUILT_IN.get(id) ?? 'General';
  const bare = code.replace(LITERAL, '').split(';', 1)[0]?.toLowerCase() ?? '';
  if (bare === 'general' || bare === '@' || bare === '') return { kind: 'plain' };
  if (/^0+$/u.test(bare)) return { kind: 'zeros', digits: bare.length };
  const parts = bare.replace(/am\/pm|a\/p/u, '');
  const hasTime = /[hs]/u.test(parts);
  // An m beside hours or seconds means minutes.
  const hasDay = /[yd]|mmm/u.test(parts) || (!hasTime && parts.includes('m'));
  return hasDay || hasTime ? { kind: 'date', hasDay, hasTime } : { kind: 'other', code };
}

const DAY_MS = 86_400_000;
/** Day 0 of the two calendars that workbooks have (ECMA-376 part 1, §18.17.4.1). */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** The first calendar has a 29 February 1900; days before it are one off. */
const FIRST_TRUE_DAY = 61;

/** A workbook's date as year-month-day, with hours and minutes where its format shows them; null where it is none. */
export function dateText(
  serial: number,
  { hasDay, hasTime }: { hasDay: boolean; hasTime: boolean },
  is1904: boolean,
): string | null {
  const days = is1904 || serial >= FIRST_TRUE_DAY ? serial : serial + 1;
  const date = new Date(Math.round(((is1904 ? EPOCH_1904 : EPOCH_1900) + days * DAY_MS) / 1000) * 1000);
  if (serial < 0 || Number.isNaN(date.valueOf()) || date.getUTCFullYear() > 9999) return null;
  const [day = '', time = ''] = date.toISOString().split('T');
  return [...(hasDay ? [day] : []), ...(hasTime ? [time.slice(0, 5)] : [])].join(' ');
}
