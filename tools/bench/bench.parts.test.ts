import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fullSizes, smallSizes } from '../seed/sizes.ts';
import { repeatable, textOf } from '../seed/texts.ts';
import { lineOf, measure } from './measure.ts';
import { memoryOf } from './memory.ts';
import { readPlans } from './plans.ts';
import { readOptions } from './sizes.ts';

describe('the bench', () => {
  it('makes the same texts in every run, so that runs can be compared', () => {
    const textsOfRun = () => {
      const pick = repeatable(7);
      return Array.from({ length: 50 }, (_, at) => textOf(at, pick));
    };
    const once = textsOfRun();
    expect(textsOfRun()).toEqual(once);
    expect(new Set(once).size).toBeGreaterThan(20);
  });

  it('takes known options only', () => {
    expect(readOptions([])).toMatchObject({ sizes: smallSizes, withPlans: false });
    expect(readOptions(['--full', '--plans', '--flood'])).toMatchObject({
      sizes: fullSizes,
      withPlans: true,
      alerts: 100_000,
    });
    expect(readOptions(['--fulll'])).toBeNull();
  });

  it('measures every time but the first, and compares with the goal', async () => {
    const seen: number[] = [];
    const measured = await measure('a thing', { count: 10, atOnce: 3 }, async (at) => void seen.push(at));
    expect(seen.toSorted((a, b) => a - b)).toEqual([-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(measured.times).toHaveLength(10);
    expect(lineOf({ name: 'a thing', times: [10, 20, 50], perSecond: 3 }, 100)).toMatch(
      /20\.0 +50\.0 +50\.0 +3 +0\.50 of 100 ms$/,
    );
  });

  it.skipIf(process.platform !== 'linux')('counts the memory of this process', () => {
    expect(memoryOf(process.pid).total).toBeGreaterThan(10);
  });

  it('finds scans over whole tables between the marks, and leaves out what the program does by itself', () => {
    const folder = mkdtempSync(join(tmpdir(), 'matoi-plans-'));
    mkdirSync(join(folder, 'logs'));
    const entry = (text: string) => `2026-11-22 03:11:13.754 UTC [1] LOG:  duration: 5.000 ms  plan:\n\t${text}\n`;
    const log = [
      entry("Query Text: select 'bench mark: a list'"),
      entry(
        'Seq Scan on report  (cost=0.00..1.00 rows=1 width=1) (actual time=0.1..5.0 rows=51.00 loops=1)\n\t  Filter: (x)\n\t  Rows Removed by Filter: 59000',
      ),
      entry('Seq Scan on setting  (cost=0.00..1.00 rows=1 width=1) (actual time=0.1..5.0 rows=5.00 loops=1)'),
      entry('Query Text: select from graphile_worker.jobs'),
      entry("Query Text: select 'bench mark: end'"),
      entry('Seq Scan on later  (cost=0.00..1.00 rows=1 width=1) (actual time=0.1..5.0 rows=5000.00 loops=1)'),
    ];
    writeFileSync(join(folder, 'logs', 'postgres.log'), log.join(''));
    expect(readPlans(folder)).toMatchObject([
      { name: 'a list', statements: 2, wholeScans: ['report (51.00 + 59000 rows)'] },
    ]);
    rmSync(folder, { recursive: true });
  });
});
