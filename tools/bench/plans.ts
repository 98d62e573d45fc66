import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What one request made the database do, read from the log that auto_explain writes. */
export type RequestPlans = {
  readonly name: string;
  readonly statements: number;
  readonly milliseconds: number;
  /** Scans over whole tables of more than a thousand rows. */
  readonly wholeScans: readonly string[];
  readonly slowest: string;
};

/** What the program does by itself meanwhile: queue, relay, sealer, heartbeat, live stream. */
const background =
  /graphile_worker|audit_unsealed|platform"?\."?fact|worker_instance|pg_notify|live_facts|advisory|server_version/;
const heading = /duration: ([\d.]+) ms\s+plan:/;

/** Splits the log at the marks and counts what lies between them. */
export function readPlans(dataPath: string): RequestPlans[] {
  const log = readFileSync(join(dataPath, 'logs', 'postgres.log'), 'utf8');
  const entries = log.split(/^(?=\d{4}-\d\d-\d\d [\d:.]+ UTC \[)/m).filter((entry) => heading.test(entry));
  const requests: { name: string; entries: string[] }[] = [];
  for (const entry of entries) {
    const mark = /bench mark: ([^']+)'/.exec(entry)?.[1];
    if (mark !== undefined) requests.push({ name: mark, entries: [] });
    else if (!background.test(entry)) requests.at(-1)?.entries.push(entry);
  }
  return requests.filter((request) => request.name !== 'end').map(summarise);
}

function summarise(request: { name: string; entries: string[] }): RequestPlans {
  const timed = request.entries.map((entry) => ({ entry, ms: Number(heading.exec(entry)?.[1] ?? 0) }));
  const slowest = timed.reduce((most, one) => (one.ms > most.ms ? one : most), { entry: '', ms: 0 });
  const wholeScans = request.entries.flatMap((entry) =>
    [
      ...entry.matchAll(
        /Seq Scan on (\S+).*?actual time=\S+ rows=([\d.]+)[^\n]*(?:\n[^\n]*?Filter[^\n]*)?(?:\n[^\n]*Rows Removed by Filter: (\d+))?/g,
      ),
    ]
      .filter(([, , rows, removed]) => Number(rows) + Number(removed ?? 0) > 1_000)
      .map(([, table, rows, removed]) => `${table} (${rows} + ${removed ?? 0} rows)`),
  );
  return {
    name: request.name,
    statements: timed.length,
    milliseconds: timed.reduce((sum, one) => sum + one.ms, 0),
    wholeScans,
    slowest: slowest.entry,
  };
}
