import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const globalSetup = fileURLToPath(new URL('apps/server/test/support/global-setup.ts', import.meta.url));

/** Files that take longest, whatever their size: none of them may be the last one that one worker does alone. */
const long = /every-page|\/reliability\/|operator-commands|imap-|role-matrix|secret\.identical|bootstrap\.test/;

/** The order of the projects: a process goes on with the next file only when that is of the same project. */
const projectOrder = ['unit', 'pure', 'journeys'];

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const longFirst = [true, false].flatMap((isLong) => sorted.filter((file) => long.test(file.moduleId) === isLong));
    return projectOrder.flatMap((name) => longFirst.filter((file) => file.project.name === name));
  }
}

/** Functions without a program around them. */
const pure = [
  'packages/**/*.test.ts',
  'apps/web/**/*.test.ts',
  'apps/server/src/**/*.rules.test.ts',
  'apps/server/src/**/*.map.test.ts',
];
const never = ['**/node_modules/**', '**/dist/**'];

/**
 * Files share a process (`isolate: false`): the modules of the program keep nothing, and to load them costs more than most
 * tests of them. Three projects: `pure` (functions), `unit` (what needs a program, a database or a process) and `journeys` (a real browser
 * against the built program).
 */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    retry: 0,
    sequence: { sequencer: LongFirst },
    teardownTimeout: 20_000,
    projects: [
      {
        test: {
          name: 'pure',
          environment: 'node',
          include: pure,
          exclude: never,
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['apps/**/*.test.ts', 'tools/**/*.test.ts'],
          exclude: [...never, ...pure],
          isolate: false,
          globalSetup: existsSync(globalSetup) ? [globalSetup] : [],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'journeys',
          environment: 'node',
          include: ['e2e/**/*.journey.ts'],
          isolate: false,
          // As long as a person would wait; a busy machine is no fault.
          expect: { poll: { timeout: 15_000 } },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
