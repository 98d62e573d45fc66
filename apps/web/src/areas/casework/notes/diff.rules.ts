export type DiffLine = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string };
/** What is shown: lines, and how many equal ones are left out between them. */
export type DiffPart = DiffLine | { readonly kind: 'hidden'; readonly count: number };

/** Beyond this many cells the middle is shown as replaced as a whole; comparing it would hold up the page. */
const mostCells = 4_000_000;

/** The lines that were taken out and added between two texts: the longest common sequence stays. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const same = (lines: readonly string[]): DiffLine[] => lines.map((text) => ({ kind: 'same', text }));
  return [
    ...same(old.slice(0, start)),
    ...middle(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...same(end === 0 ? [] : old.slice(-end)),
  ];
}

function middle(old: readonly string[], now: readonly string[]): readonly DiffLine[] {
  const removed = (text: string): DiffLine => ({ kind: 'removed', text });
  const added = (text: string): DiffLine => ({ kind: 'added', text });
  if (old.length === 0 || now.length === 0 || old.length * now.length > mostCells)
    return [...old.map(removed), ...now.map(added)];
  const width = now.length + 1;
  const common = new Uint32Array((old.length + 1) * width);
  const at = (row: number, column: number) => common[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row -= 1)
    for (let column = now.length - 1; column >= 0; column -= 1)
      common[row * width + column] =
        old[row] === now[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
  const lines: DiffLine[] = [];
  let [row, column] = [0, 0];
  while (row < old.length || column < now.length) {
    const [oldLine, newLine] = [old[row], now[column]];
    if (oldLine !== undefined && oldLine === newLine) {
      lines.push({ kind: 'same', text: oldLine });
      row += 1;
      column += 1;
    } else if (oldLine !== undefined && (newLine === undefined || at(row + 1, column) >= at(row, column + 1))) {
      lines.push(removed(oldLine));
      row += 1;
    } else if (newLine !== undefined) {
      lines.push(added(newLine));
      column += 1;
    }
  }
  return lines;
}

/** Leaves out equal lines that are far from any change. */
export function shortened(lines: readonly DiffLine[], reach = 3): readonly DiffPart[] {
  const near = new Set<number>();
  for (const [at, { kind }] of lines.entries()) {
    if (kind === 'same') continue;
    for (let other = at - reach; other <= at + reach; other += 1) near.add(other);
  }
  const parts: DiffPart[] = [];
  for (const [at, line] of lines.entries()) {
    const last = parts.at(-1);
    if (near.has(at)) parts.push(line);
    else if (last?.kind === 'hidden') parts[parts.length - 1] = { kind: 'hidden', count: last.count + 1 };
    else parts.push({ kind: 'hidden', count: 1 });
  }
  return parts;
}
