import { endChildrenOnSignals } from './processes.mjs';
import { ensureInstalled } from './ready.mjs';
import { say, Trouble } from './say.mjs';
import { runBuild, runJourneys, runPageSize, runStaticChecks, runUnit } from './suites.mjs';
import { closingLine, describeRest, emptyTally } from './tally.mjs';

const groups = ['static', 'unit', 'journeys'];

const help = `npm test                        everything
npm test -- --only=static       types, lint, import rules, catalogues, contract, migrations
npm test -- --only=unit         unit, database and route tests
npm test -- --only=journeys     build, browser journeys, size of the first page
npm test -- reports incidents   the tests and journeys in files whose path contains one of the words
`;

/** Runs all suites, goes on after failures, and closes with one line over all. */
export async function runTests(args) {
  const { only, filters, wantsHelp } = readArguments(args);
  if (wantsHelp) {
    process.stdout.write(help);
    return;
  }
  await ensureInstalled();
  endChildrenOnSignals();
  const tally = emptyTally();
  const wants = (group) => only === undefined || only === group;
  if (wants('static') && filters.length === 0) await runStaticChecks(tally);
  if (wants('unit')) await runUnit(tally, filters);
  if (wants('journeys')) {
    const isBuilt = await runBuild(tally);
    await runJourneys(tally, { filters, isBuilt });
    if (filters.length === 0) await runPageSize(tally, isBuilt);
  }
  process.stdout.write(describeRest(tally));
  process.exitCode = tally.failed > 0 || tally.passed + tally.failed === 0 ? 1 : 0;
  if (tally.passed + tally.failed === 0) say('nothing was tested, which counts as a failure');
  process.stdout.write(`${closingLine(tally)}\n`);
}

function readArguments(args) {
  const options = args.filter((arg) => arg.startsWith('-'));
  const unknown = options.find((arg) => arg !== '--help' && !groups.some((group) => arg === `--only=${group}`));
  if (unknown !== undefined) throw new Trouble(`npm test does not know ${unknown}.\n${help}`);
  return {
    only: options.find((arg) => arg.startsWith('--only='))?.slice('--only='.length),
    filters: args.filter((arg) => !arg.startsWith('-')),
    wantsHelp: options.includes('--help'),
  };
}
