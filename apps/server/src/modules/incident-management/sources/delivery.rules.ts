import type { DeliveredItem, Delivery } from './delivery.model.ts';

/** Most items of one delivery that are named. */
export const namedItems = 50;

type Judged = Pick<Delivery, 'result' | 'code' | 'items'>;

/**
 * A delivery as it is told to somebody who sees some of its reports only: as if the alerts of the others had not been in
 * it. Null when nothing is left. Who has no sight of a report does not learn that something came.
 */
export function deliveryAsSeen<Told extends Judged>(
  delivery: Told,
  isSeen: (reportId: string) => boolean,
): Told | null {
  const left = delivery.items.filter(({ reportId }) => reportId === null || isSeen(reportId));
  if (left.length === 0) return null;
  const items = left.slice(0, namedItems).map((item, index) => ({ ...item, index }));
  const isWhole = left.length === delivery.items.length;
  if (isWhole || left.some(({ result }) => result !== 'refused')) return { ...delivery, items };
  // Without the others none of its alerts could have become a report, and all of it would have been refused.
  const code = 'webhooks.receive.unmapped';
  const refused = { index: 0, result: 'refused' as const, reportId: null, code, fields: fieldsOf(items) };
  return { ...delivery, result: 'refused', code, items: [refused] };
}

/** What is wrong in the alerts of a delivery, each field by its path in the whole. */
export function fieldsOf(items: readonly Pick<DeliveredItem, 'fields'>[]): DeliveredItem['fields'] {
  return items
    .flatMap(({ fields }, at) => fields.map(({ path, code }) => ({ path: `items.${at}.${path}`, code })))
    .slice(0, 50);
}

/** The items that are named: so many of each place that what lies elsewhere takes no place from the others. */
export function itemsToName(
  items: readonly { readonly item: DeliveredItem; readonly place: number | null }[],
): readonly DeliveredItem[] {
  const counts = new Map<number | null, number>();
  return items.flatMap(({ item, place }) => {
    const count = (counts.get(place) ?? 0) + 1;
    counts.set(place, count);
    return count > namedItems ? [] : [item];
  });
}
