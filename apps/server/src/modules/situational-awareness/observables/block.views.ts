import type { ResponseOf, RouteWith } from '@matoi/contract';
import { defang } from '@matoi/formats/ioc';
import type { BlockEntry, BlockToken } from './block.model.ts';

type EntryView = ResponseOf<RouteWith<'block-entries.add'>>;
type TokenView = ResponseOf<RouteWith<'block-tokens.revoke'>>;

/** An entry as the page shows it; one past its end has ended by itself. */
export function viewBlockEntry(entry: BlockEntry, now: Date): EntryView {
  const { endedAt, endedBy, endedReason, expiresAt } = entry;
  const at = endedAt ?? (expiresAt <= now ? expiresAt : null);
  return {
    id: entry.id,
    valueId: entry.valueId,
    type: entry.type,
    list: entry.list,
    value: entry.value,
    defanged: defang(entry.type, entry.value),
    reason: entry.reason,
    warning: entry.warning,
    listNames: [...entry.listNames],
    overrideReason: entry.overrideReason,
    isReleased: entry.isReleased,
    addedAt: entry.addedAt.toISOString(),
    addedBy: entry.addedBy,
    expiresAt: expiresAt.toISOString(),
    ended: at === null ? null : { at: at.toISOString(), by: endedBy, reason: endedReason },
  };
}

export function viewBlockToken({ id, name, lists, createdAt, createdBy }: BlockToken): TokenView {
  return { id, name, lists: [...lists], createdAt: createdAt.toISOString(), createdBy };
}
