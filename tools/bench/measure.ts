/** What came of asking one thing many times. Times in milliseconds. */
export type Measured = { readonly name: string; readonly times: readonly number[]; readonly perSecond: number };

/** Asks `count` times, `atOnce` at a time, after one unmeasured time. */
export async function measure(
  name: string,
  options: { readonly count: number; readonly atOnce?: number },
  ask: (at: number) => Promise<void>,
): Promise<Measured> {
  await ask(-1);
  const times: number[] = [];
  let next = 0;
  const began = performance.now();
  const work = async () => {
    while (next < options.count) {
      const at = next;
      next += 1;
      const start = performance.now();
      await ask(at);
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce ?? 1 }, work));
  return { name, times: times.sort((a, b) => a - b), perSecond: (times.length / (performance.now() - began)) * 1_000 };
}

const at = (times: readonly number[], share: number) =>
  times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;

/** A line of the table. The ratio is the 95th percentile against the goal: below 1 is within it. */
export function lineOf(measured: Measured, goalMs: number | null): string {
  const p95 = at(measured.times, 0.95);
  const cells = [at(measured.times, 0.5), p95, at(measured.times, 0.99)].map((time) => time.toFixed(1).padStart(9));
  const ratio = goalMs === null ? '' : `${(p95 / goalMs).toFixed(2)} of ${goalMs} ms`;
  return `${measured.name.padEnd(46)}${cells.join('')}${measured.perSecond.toFixed(0).padStart(9)}   ${ratio}`;
}

export const tableHead = `${''.padEnd(46)}${['p50 ms', 'p95 ms', 'p99 ms', 'per s'].map((word) => word.padStart(9)).join('')}   p95 / goal`;
