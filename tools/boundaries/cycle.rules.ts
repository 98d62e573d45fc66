import type { Violation } from './import.rules.ts';
import type { Import } from './imports.reader.ts';

/** Groups of files that import each other in a circle. Types vanish and `import()` comes later, so both are left out. */
export function findCycles(imports: readonly Import[]): string[][] {
  const edges = new Map<string, string[]>();
  for (const item of imports) {
    if (item.isTypeOnly || item.isDynamic || item.target.kind !== 'ours') continue;
    edges.set(item.from, [...(edges.get(item.from) ?? []), item.target.path]);
  }
  return stronglyConnected(edges).filter(
    (group) => group.length > 1 || edges.get(group[0] ?? '')?.includes(group[0] ?? ''),
  );
}

/** Tarjan's algorithm: depth first, a group is closed where no path leads back further. */
function stronglyConnected(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const groups: string[][] = [];
  const visit = (file: string): number => {
    const mine = order.size;
    order.set(file, mine);
    let low = mine;
    open.push(file);
    for (const next of edges.get(file) ?? []) {
      if (!order.has(next)) low = Math.min(low, visit(next));
      else if (open.includes(next)) low = Math.min(low, lowest.get(next) ?? order.get(next) ?? low);
    }
    lowest.set(file, low);
    if (low === mine) groups.push(open.splice(open.indexOf(file)));
    return low;
  };
  for (const file of edges.keys()) if (!order.has(file)) visit(file);
  return groups;
}

/** A circle of imports as a violation, named at its first file. */
export function judgeCycles(imports: readonly Import[]): Violation[] {
  return findCycles(imports).map((group) => {
    const files = [...group].sort();
    return {
      rule: 'cycles',
      where: files[0] ?? '',
      what: `imports itself in a circle: ${files.join(' ↔ ')}`,
      why: 'files in a circle cannot be understood or loaded one after the other',
      fix: 'move what both need into a third file, or hand it in',
    };
  });
}
