/** Selects one more row, or takes it out; with a range, all rows from the last touched one to this one are selected. */
export function touchRow(given: {
  readonly selected: ReadonlySet<string>;
  readonly ids: readonly string[];
  readonly id: string;
  /** The row touched before, from which a range begins. */
  readonly anchor: string | null;
  readonly isRange: boolean;
}): ReadonlySet<string> {
  const { selected, ids, id, anchor, isRange } = given;
  const from = anchor === null ? -1 : ids.indexOf(anchor);
  const to = ids.indexOf(id);
  if (isRange && from !== -1 && to !== -1)
    return new Set([...selected, ...ids.slice(Math.min(from, to), Math.max(from, to) + 1)]);
  return selected.has(id) ? new Set([...selected].filter((each) => each !== id)) : new Set([...selected, id]);
}
