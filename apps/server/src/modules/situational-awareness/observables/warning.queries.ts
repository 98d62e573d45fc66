import type { ResponseOf, RouteWith } from '@matoi/contract';
import { defang } from '@matoi/formats/ioc';
import type { Reading } from '../../../platform/commands/index.ts';
import { subjectLinks } from '../../../platform/subjects/index.ts';
import { listOccurrences } from './observable.store.ts';
import { comparable, ready } from './warning.map.ts';
import type { ReadyList } from './warning.rules.ts';
import { findWarningList, listWarningLists } from './warning.store.ts';
import { viewList, viewListWithEntries } from './warning.views.ts';

/** The lists that are switched on, ready for comparing. */
export async function activeLists(reading: Pick<Reading, 'db'>): Promise<readonly ReadyList[]> {
  return (await listWarningLists(reading)).filter(({ isOn }) => isOn).map(ready);
}

/** Values that are compared for a list, the newest; a list over everything would grow with the years. */
const looked = 2_000;
const mostHits = 200;

/** Which of the newest values that the actor sees are on a list, whether it is switched on or not. */
export async function hitsOf(reading: Reading, id: string): Promise<ResponseOf<RouteWith<'warning-lists.hits'>>> {
  const list = ready(await findWarningList(reading, id));
  const { rows } = await listOccurrences(reading, { filters: {}, direction: 'desc', cursor: null, limit: looked });
  const seen = rows.slice(0, looked);
  const hits = seen.filter((one) => list.hit(comparable(one)) === 'on').slice(0, mostHits);
  const links = await subjectLinks(
    reading,
    hits.map(({ subjectId }) => subjectId),
  );
  return {
    items: hits.map(({ valueId, type, value, subjectId, lastSeenAt }) => ({
      id: valueId,
      type,
      defanged: defang(type, value),
      record: links.get(subjectId) ?? { kind: '', id: subjectId, number: null, title: '' },
      lastSeenAt: lastSeenAt.toISOString(),
    })),
    looked: seen.length,
  };
}

/** Every list, without its values. */
export async function allWarningLists(reading: Reading): Promise<ResponseOf<RouteWith<'warning-lists.list'>>['items']> {
  return (await listWarningLists(reading)).map(viewList);
}

/** One list with its values. */
export async function showWarningList(
  reading: Reading,
  id: string,
): Promise<ResponseOf<RouteWith<'warning-lists.show'>>> {
  return viewListWithEntries(await findWarningList(reading, id));
}
