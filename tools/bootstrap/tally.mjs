/** What all suites together have done so far. */
export const emptyTally = () => ({ passed: 0, failed: 0, failures: [], skipped: [] });

/** Adds the result of one suite. */
export function add(tally, { passed = 0, failed = 0, failures = [], skipped = [] }) {
  tally.passed += passed;
  tally.failed += failed;
  tally.failures.push(...failures);
  tally.skipped.push(...skipped);
}

/**
 * One line for each thing that was skipped or failed, with its reason: the end of a long output is what somebody still has
 * of it.
 */
export function describeRest(tally) {
  return `${listed('Skipped', tally.skipped)}${listed('Failed', tally.failures)}\n`;
}

function listed(title, things) {
  if (things.length === 0) return '';
  return `\n${title}:\n${things.map(({ what, why }) => `  ${what}: ${why}`).join('\n')}\n`;
}

export function closingLine(tally) {
  return `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped.length} skipped`;
}
