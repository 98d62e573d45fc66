const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Lengths of a bin that people count in. Milliseconds. */
const steps: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 30, 91, 365].map((count) => count * day),
];

/** The shortest step in which a window has no more bins than asked. Milliseconds. */
export function stepFor(windowMs: number, bins: number): number {
  const wanted = windowMs / bins;
  return steps.find((step) => step >= wanted) ?? Math.ceil(wanted / (365 * day)) * 365 * day;
}
