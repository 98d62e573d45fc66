import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provideChromium } from './chromium.mjs';
import { provideDovecot } from './dovecot.mjs';
import { at } from './paths.mjs';
import { run } from './processes.mjs';
import { staticChecks } from './static-checks.mjs';
import { add } from './tally.mjs';

const node = process.execPath;
const checksAtOnce = 2;

function heading(text) {
  process.stdout.write(`\n── ${text} ──\n`);
}

/** Runs the static checks, two at a time, and shows their output in their order. */
export async function runStaticChecks(tally) {
  const results = staticChecks.map(() => Promise.withResolvers?.() ?? withResolvers());
  const queue = staticChecks.map((check, index) => ({ check, done: results[index].resolve }));
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const began = Date.now();
      const result = await run([node, ...next.check.command], { output: 'keep', env: keptColors() });
      next.done({ ...result, seconds: (Date.now() - began) / 1000 });
    }
  };
  const workers = Array.from({ length: checksAtOnce }, work);
  for (const [index, check] of staticChecks.entries()) {
    const { code, output, seconds } = await results[index].promise;
    heading(check.name);
    process.stdout.write(output.endsWith('\n') || output === '' ? output : `${output}\n`);
    process.stdout.write(`${code === 0 ? 'passed' : 'FAILED'} (${seconds.toFixed(1)} s)\n`);
    add(tally, oneCheck(check.name, code));
  }
  await Promise.all(workers);
}

function withResolvers() {
  let resolve;
  const promise = new Promise((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** What is shown later keeps its colours only when there is a terminal to show them. */
const keptColors = () => (process.stdout.isTTY ? { FORCE_COLOR: '1' } : {});

/** Unit, database and route tests. */
export async function runUnit(tally, filters) {
  heading('unit, database and routes');
  await provideDovecot();
  add(tally, await runVitest({ projects: ['pure', 'unit'], filesAtOnce: 4, filters }));
}

/** Builds server and web client; true when both are there. */
export async function runBuild(tally) {
  heading('build');
  const { code } = await run([node, at('tools/bootstrap/build.mjs')]);
  add(tally, oneCheck('build', code));
  return code === 0;
}

/** Journeys in a real browser against the built program. */
export async function runJourneys(tally, { filters, isBuilt }) {
  heading('browser journeys');
  const journeys = existsSync(at('e2e')) ? readdirSync(at('e2e')).filter((file) => file.endsWith('.journey.ts')) : [];
  if (journeys.length === 0) return leaveOut(tally, 'browser journeys', 'there is no e2e/*.journey.ts');
  if (!isBuilt) return leaveOut(tally, 'browser journeys', 'the build failed');
  const chromium = await provideChromium();
  if (chromium.path === undefined)
    return leaveOut(tally, `browser journeys (${journeys.length} files)`, chromium.reason);
  const env = { MATOI_CHROMIUM: chromium.path };
  add(tally, await runVitest({ projects: ['journeys'], filesAtOnce: 2, filters, env }));
}

/** Skipped in words; where everything must run (`CI=true`) that is a failure. */
function leaveOut(tally, what, why) {
  const isCi = process.env.CI === 'true';
  process.stdout.write(`skipped: ${why}${isCi ? ' (with CI=true this is a failure)' : ''}\n`);
  add(tally, isCi ? failure(what, why) : { skipped: [{ what, why }] });
}

const failure = (what, why) => ({ failed: 1, failures: [{ what, why }] });

const oneCheck = (name, code) => (code === 0 ? { passed: 1 } : failure(name, 'see its output above'));

/** The first page against its budget. */
export async function runPageSize(tally, isBuilt) {
  heading('size of the first page');
  if (!isBuilt) return leaveOut(tally, 'size of the first page', 'the build failed');
  const { code } = await run([node, at('node_modules/tsx/dist/cli.mjs'), at('tools/pages-size.ts')]);
  add(tally, oneCheck('size of the first page', code));
}

/**
 * `filesAtOnce`: tests with a database wait for it half of their time, so that twice as many as the two cores of the
 * smallest machine keep it busy; a browser is busy all the time.
 */
async function runVitest({ projects, filesAtOnce, filters, env = {} }) {
  const folder = mkdtempSync(join(tmpdir(), 'matoi-tests-'));
  const resultFile = join(folder, 'result.json');
  const reporters = ['--reporter=default', `--reporter=${at('tools/bootstrap/vitest-reporter.mjs')}`];
  const command = [node, at('node_modules/vitest/vitest.mjs'), 'run', '--passWithNoTests'];
  command.push(...projects.map((project) => `--project=${project}`), `--maxWorkers=${filesAtOnce}`);
  try {
    const { code } = await run([...command, ...reporters, ...filters], {
      env: { ...env, MATOI_TEST_RESULT: resultFile },
    });
    if (!existsSync(resultFile)) return failure(projects.join(', '), `vitest ended with ${code} before it counted`);
    const result = JSON.parse(readFileSync(resultFile, 'utf8'));
    return code !== 0 && result.failed === 0
      ? { ...result, ...failure(projects.join(', '), `vitest ended with ${code}`) }
      : result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
