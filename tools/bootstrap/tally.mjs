/** What all suites together have done so far. */
export const emptyTally = () => ({ passed: 0, failed: 0, skipped: [] });

/** Adds the result of one suite. */
export function add(tally, { passed = 0, failed = 0, skipped = [] }) {
  tally.passed += passed;
  tally.failed += failed;
  tally.skipped.push(...skipped);
}

/** One line for each thing that was skipped, with its reason; empty when nothing was. */
export function describeSkips(tally) {
  if (tally.skipped.length === 0) return '\n';
  const lines = tally.skipped.map(({ what, why }) => `  ${what}: ${why}`);
  return `\nSkipped:\n${lines.join('\n')}\n\n`;
}

export function closingLine(tally) {
  return `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped.length} skipped`;
}
