import { instantIn } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import type { Page, Total } from '../../../platform/lists/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import type { Measure } from './measure.model.ts';
import { todayOf } from './measure.queries.ts';
import { listMeasures } from './measure.store.ts';

/** An open measure, and the end of its day on the clocks of the team: from then on it is overdue. */
export type DueMeasure = { readonly measure: Measure; readonly dueAt: Date };

/** Open measures of all records, the nearest date first. */
export async function measuresDue(reading: Reading, limit: number): Promise<Page<DueMeasure>> {
  const { zone } = await readSettings(reading.db);
  const page = await measures(reading, 'open', limit);
  return {
    rows: page.rows.map((measure) => ({ measure, dueAt: endOfDay(measure.dueOn, zone) })),
    total: page.total,
  };
}

/** How many open measures are past their date. */
export async function countMeasuresOverdue(reading: Reading): Promise<Total> {
  return (await measures(reading, 'overdue', 0)).total;
}

async function measures(reading: Reading, state: 'open' | 'overdue', limit: number): Promise<Page<Measure>> {
  const page = await listMeasures(reading, {
    states: [state],
    ownerId: undefined,
    text: undefined,
    today: await todayOf(reading),
    sort: 'due',
    cursor: null,
    limit,
  });
  return { ...page, rows: page.rows.slice(0, limit) };
}

const oneDay = 86_400_000;

/** The first moment of the day after, in a zone. */
function endOfDay(day: string, zone: string): Date {
  return new Date(instantIn(zone, Date.parse(`${day}T00:00:00Z`) + oneDay));
}
