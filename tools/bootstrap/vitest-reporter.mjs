import { writeFileSync } from 'node:fs';

/**
 * Counts what a run of vitest did and writes it to the file named in `MATOI_TEST_RESULT`:
 * `{ passed, failed, skipped: [{ what, why }] }`. A file that cannot be loaded and an error outside of every test count as
 * failures: vitest's own totals leave them out.
 */
export class CountingReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const result = { passed: 0, failed: unhandledErrors.length, skipped: [] };
    for (const module of modules) {
      countSuiteErrors(module, result);
      for (const test of module.children.allTests()) count(test, module, result);
    }
    writeFileSync(process.env.MATOI_TEST_RESULT, JSON.stringify(result));
  }
}

function countSuiteErrors(module, result) {
  result.failed += module.errors().length > 0 ? 1 : 0;
  for (const suite of module.children.allSuites()) result.failed += suite.errors().length > 0 ? 1 : 0;
}

function count(test, module, result) {
  const { state, note } = test.result();
  if (state === 'passed') result.passed += 1;
  else if (state === 'skipped')
    result.skipped.push({
      what: `${module.relativeModuleId}: ${test.fullName}`,
      why: note ?? 'no reason given in the test',
    });
  else result.failed += 1;
}

// biome-ignore lint/style/noDefaultExport: vitest loads a reporter by the default export of its file.
export default CountingReporter;
