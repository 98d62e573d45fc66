import { readdirSync, readFileSync } from 'node:fs';

/** Memory of a process and all that it started, in MiB, shared pages divided among their users (PSS). Linux only. */
export function memoryOf(pid: number): { readonly total: number; readonly parts: readonly string[] } {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const stat = readOrNull(`/proc/${name}/stat`);
    if (stat === null) continue;
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const family: number[] = [];
  const queue = [pid];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    family.push(next);
    queue.push(...(children.get(next) ?? []));
  }
  let total = 0;
  const byName = new Map<string, number>();
  for (const one of family) {
    const kib = Number(/^Pss:\s+(\d+)/m.exec(readOrNull(`/proc/${one}/smaps_rollup`) ?? '')?.[1] ?? 0);
    const name = (readOrNull(`/proc/${one}/comm`) ?? '?').trim();
    total += kib;
    byName.set(name, (byName.get(name) ?? 0) + kib);
  }
  const parts = [...byName].map(([name, kib]) => `${name} ${(kib / 1024).toFixed(0)}`);
  return { total: total / 1024, parts };
}

/** A process may end between being listed and being read. */
function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
