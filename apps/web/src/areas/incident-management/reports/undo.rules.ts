import type { BodyInput, RouteOf } from '@matoi/contract';

export type BulkAct = BodyInput<RouteOf<'POST /api/v1/reports/bulk'>>['act'];
export type TriageChange = BodyInput<RouteOf<'PATCH /api/v1/reports/{id}'>>;
/** A report with the version that the act gave it. */
export type At = { readonly id: string; readonly version: number };

/** One call that takes back a part of what was done. */
export type UndoStep =
  | { readonly kind: 'bulk'; readonly items: readonly At[]; readonly act: BulkAct }
  | { readonly kind: 'triage'; readonly item: At; readonly change: TriageChange }
  | { readonly kind: 'detach'; readonly item: At; readonly reason: string };

/** What a report was before an act, as far as an act can change it. */
export type Before = {
  readonly id: string;
  readonly assignee: { readonly id: string } | null;
  readonly snoozedUntil: string | null;
  readonly tags: readonly string[];
};

/**
 * The calls that take back an act on many reports: `done` are those that went through with their new version, `before`
 * what they were. An act that cannot be taken back answers no step.
 */
export function undoOf(given: {
  readonly act: BulkAct;
  readonly done: readonly At[];
  readonly before: readonly Before[];
  /** Why, for the journal of a report that is taken up again. */
  readonly reason: string;
  readonly now: Date;
}): readonly UndoStep[] {
  const { act, reason } = given;
  // Whole reports may be handed in; only what the call takes goes on.
  const done = given.done.map(({ id, version }): At => ({ id, version }));
  if (done.length === 0) return [];
  const was = new Map(given.before.map((each) => [each.id, each]));
  const all = (items: readonly At[], reverse: BulkAct): UndoStep[] =>
    items.length === 0 ? [] : [{ kind: 'bulk', items, act: reverse }];
  switch (act.kind) {
    case 'close':
      return all(done, { kind: 'reopen', reason });
    case 'merge':
      return all(done, { kind: 'unmerge' });
    case 'snooze':
    case 'wake':
      return grouped(done, ({ id }) => was.get(id)?.snoozedUntil ?? '').flatMap(([until, items]) =>
        until === '' || Date.parse(until) <= given.now.getTime()
          ? act.kind === 'snooze'
            ? all(items, { kind: 'wake' })
            : []
          : all(items, { kind: 'snooze', until }),
      );
    case 'assign':
      return grouped(done, ({ id }) => was.get(id)?.assignee?.id ?? '').flatMap(([accountId, items]) =>
        all(items, { kind: 'assign', accountId: accountId === '' ? null : accountId }),
      );
    case 'tag':
      return grouped(done, ({ id }) => {
        const tags = was.get(id)?.tags ?? [];
        return JSON.stringify({
          add: act.remove.filter((tag) => tags.includes(tag)),
          remove: act.add.filter((tag) => !tags.includes(tag)),
        });
      }).flatMap(([key, items]) => {
        const { add, remove } = JSON.parse(key) as { add: string[]; remove: string[] };
        return add.length + remove.length === 0 ? [] : all(items, { kind: 'tag', add, remove });
      });
    case 'reopen':
    case 'unmerge':
      return [];
  }
}

function grouped(items: readonly At[], keyOf: (item: At) => string): (readonly [string, readonly At[]])[] {
  const groups = new Map<string, At[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups];
}
