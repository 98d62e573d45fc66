import * as z from 'zod';
import { backlogAges, statisticsSpans, statisticsTables, statisticsTimes } from './report-statistics.values.ts';
import { reportChannels } from './reports.values.ts';

const count = z.int().min(0);

export const statisticsQuery = z.strictObject({
  from: z.iso.date().meta({ description: 'first day, in the zone of the team' }),
  until: z.iso.date().meta({ description: 'last day, counted too' }),
  by: z.enum(statisticsSpans).default('day'),
});

export const statisticsDownloadQuery = statisticsQuery.extend({
  table: z.enum(statisticsTables),
  language: z.enum(['ja', 'en']).default('ja'),
});

const spreadSchema = z
  .strictObject({ median: z.number().min(0), p90: z.number().min(0) })
  .nullable()
  .meta({ description: 'minutes; null without reports' });

export const statisticsSchema = z
  .strictObject({
    from: z.iso.date(),
    until: z.iso.date(),
    by: z.enum(statisticsSpans),
    zone: z.string(),
    received: count.meta({ description: 'reports that came in within the period' }),
    closed: count.meta({ description: 'reports that were closed or became part of an incident within the period' }),
    open: count.meta({ description: 'open now' }),
    periods: z
      .array(z.strictObject({ on: z.iso.date(), received: count, closed: count, open: count.nullable() }))
      .meta({ description: 'each day, week or month by its first day; `open`: at its end, null in the future' }),
    channels: z.array(z.strictObject({ channel: z.enum(reportChannels), count })),
    classes: z.array(z.strictObject({ code: z.string().nullable(), ja: z.string(), en: z.string(), count })),
    times: z.array(
      z.strictObject({
        what: z.enum(statisticsTimes),
        count: count.meta({ description: 'reports that have got so far' }),
        wall: spreadSchema,
        business: spreadSchema,
      }),
    ),
    backlog: z.array(z.strictObject({ age: z.enum(backlogAges), count })),
  })
  .meta({ id: 'ReportStatistics' });
