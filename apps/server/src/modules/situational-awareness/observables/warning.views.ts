import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Warning, WarningList } from './warning.model.ts';

type ListView = ResponseOf<RouteWith<'warning-lists.switch'>>;
type ListWithEntriesView = ResponseOf<RouteWith<'warning-lists.show'>>;

export function viewList(list: WarningList): ListView {
  const { id, version, isOwn, isOn, name, reason, source, effectiveOn, match, leavesOut, entries, changed } = list;
  return {
    ...{ id, version, isOwn, isOn, name, reason, source, effectiveOn, match, leavesOut },
    size: entries.length,
    changed: changed === null ? null : { at: changed.at.toISOString(), by: changed.by },
  };
}

export function viewListWithEntries(list: WarningList): ListWithEntriesView {
  return { ...viewList(list), entries: [...list.entries] };
}

/** The lists that a value is on, as they stand beside it. */
export function viewWarnings(warnings: readonly Warning[]) {
  return warnings.map(({ id, name, reason }) => ({ listId: id, name, reason }));
}
