/** What a figure is to be, and whether it is: "aim ≥ 15: reached". The aim is a bound, `least` or `most`; nothing fails by it. */
export function aim(figure, { least, most }, unit = '') {
  const isReached = figure >= (least ?? -Infinity) && figure <= (most ?? Infinity);
  const bound = least === undefined ? `≤ ${most}` : `≥ ${least}`;
  return `aim ${bound}${unit === '' ? '' : ` ${unit}`}: ${isReached ? 'reached' : 'not reached'}`;
}
