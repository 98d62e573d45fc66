import type { QueryOf, RouteWith } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import type { Cursor, Page } from '../../../platform/lists/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { subjectLinks } from '../../../platform/subjects/index.ts';
import { instructionsFrom } from '../../casework/tasks/index.ts';
import type { Measure } from './measure.model.ts';
import { dayIn, remindAt, rollOutOf } from './measure.rules.ts';
import { findMeasure, listMeasures } from './measure.store.ts';
import { viewMeasure } from './measure.views.ts';

/** The day of the reading in the team's zone. */
export async function todayOf(reading: Reading): Promise<string> {
  return dayIn((await readSettings(reading.db)).zone, reading.now);
}

/** Measures as the contract describes them, with links to their records. */
export async function viewMeasures(reading: Reading, measures: readonly Measure[]) {
  const links = await subjectLinks(reading, [...new Set(measures.map(({ subjectId }) => subjectId))]);
  const today = await todayOf(reading);
  const told = await instructionsFrom(
    reading,
    measures.map(({ id }) => id),
  );
  return measures.flatMap((measure) => {
    const subject = links.get(measure.subjectId);
    if (subject === undefined) return [];
    const rollOut = rollOutOf(told.filter(({ source }) => source.id === measure.id));
    return [viewMeasure(measure, { subject, today, rollOut, actor: reading.actor })];
  });
}

/** One measure by its id. */
export async function showMeasure(reading: Reading, id: string) {
  const [shown] = await viewMeasures(reading, [await findMeasure(reading, id)]);
  if (shown === undefined) throw new TypeError('a visible measure has no visible record');
  return shown;
}

/** A page of measures by the filters of the contract. */
export async function pageOfMeasures(
  reading: Reading,
  query: QueryOf<RouteWith<'measures.list'>>,
  cursor: Cursor | null,
): Promise<Page<Measure>> {
  return listMeasures(reading, {
    states: query.state,
    ownerId: query.mine === undefined ? undefined : reading.actor.id,
    text: query.q === undefined || query.q === '' ? undefined : query.q,
    today: await todayOf(reading),
    sort: query.sort,
    cursor,
    limit: query.limit,
  });
}

/** Whom and when a fact of a measure lets be reminded; null where nobody is. */
export async function reminderOf(
  reading: Reading,
  fact: { readonly measureId: string; readonly version: number },
): Promise<{ readonly accountId: string; readonly at: Date; readonly isNow: boolean } | null> {
  const measure = await findMeasure(reading, fact.measureId);
  const { zone } = await readSettings(reading.db);
  const at = remindAt(measure, { version: fact.version, zone, now: reading.now });
  // For somebody outside of the team, who entered it is told.
  const accountId = measure.ownerId ?? (measure.createdBy.kind === 'user' ? measure.createdBy.id : null);
  return at === null || accountId === null ? null : { accountId, at, isNow: at <= reading.now };
}
