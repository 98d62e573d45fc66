import { writeFileSync } from 'node:fs';

/**
 * Counts what a run of vitest did and writes it to the file named in `MATOI_TEST_RESULT`:
 * `{ passed, failed, failures: [{ what, why }], skipped: [{ what, why }] }`. A file that cannot be loaded and an error outside of every test count as
 * failures: vitest's own totals leave them out.
 */
export class CountingReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const result = { passed: 0, failed: 0, failures: [], skipped: [] };
    for (const error of unhandledErrors) fail(result, 'outside of every test', [error]);
    for (const module of modules) {
      countSuiteErrors(module, result);
      for (const test of module.children.allTests()) count(test, module, result);
    }
    writeFileSync(process.env.MATOI_TEST_RESULT, JSON.stringify(result));
  }
}

function countSuiteErrors(module, result) {
  const file = module.relativeModuleId;
  if (module.errors().length > 0) fail(result, file, module.errors());
  for (const suite of module.children.allSuites())
    if (suite.errors().length > 0) fail(result, `${file}: ${suite.fullName}`, suite.errors());
}

function fail(result, what, errors) {
  result.failed += 1;
  result.failures.push({ what, why: firstLines(errors[0]?.message ?? 'no message') });
}

/** Enough of a message to know what to look for; the whole stands where the test ran. */
function firstLines(message) {
  return message.split('\n').slice(0, 3).join(' ').slice(0, 400);
}

function count(test, module, result) {
  const { state, note, errors } = test.result();
  if (state === 'passed') result.passed += 1;
  else if (state === 'skipped')
    result.skipped.push({
      what: `${module.relativeModuleId}: ${test.fullName}`,
      why: note ?? 'no reason given in the test',
    });
  else fail(result, `${module.relativeModuleId}: ${test.fullName}`, errors ?? []);
}

// biome-ignore lint/style/noDefaultExport: vitest loads a reporter by the default export of its file.
export default CountingReporter;
