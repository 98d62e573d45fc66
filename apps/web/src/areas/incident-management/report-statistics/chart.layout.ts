/** A round number at or above the highest value, so that the lines of a scale carry numbers that people read easily. */
export function niceTop(highest: number): number {
  if (highest <= 4) return 4;
  const power = 10 ** Math.floor(Math.log10(highest));
  const step = [1, 2, 2.5, 4, 5, 8, 10].find((one) => one * power >= highest) ?? 10;
  return Math.ceil(step * power);
}

/** Which labels of an axis are written when only so many have room: the first, and then evenly. */
export function shownLabels(count: number, room: number): ReadonlySet<number> {
  const every = Math.max(1, Math.ceil(count / Math.max(1, room)));
  return new Set(Array.from({ length: Math.ceil(count / every) }, (_, at) => at * every));
}

/** How a length of time reads best: minutes under two hours, hours under three days, else days. */
export function lengthOf(minutes: number): { readonly unit: 'minutes' | 'hours' | 'days'; readonly count: number } {
  const round = (value: number) => Math.round(value * 10) / 10;
  if (minutes < 120) return { unit: 'minutes', count: Math.round(minutes) };
  if (minutes < 4_320) return { unit: 'hours', count: round(minutes / 60) };
  return { unit: 'days', count: round(minutes / 1_440) };
}
