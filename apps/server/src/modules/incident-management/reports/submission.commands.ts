import type { Locale } from '@matoi/contract';
import { openCompartment } from '@matoi/contract';
import { asId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { enterReport } from './report.entry.ts';
import { newReport } from './report.model.ts';
import { findBySource, lockSource } from './report.store.ts';

type Submission = {
  readonly title: string;
  readonly text: string;
  readonly reporter?: { readonly name?: string | undefined; readonly address?: string | undefined } | undefined;
  readonly source?: string | undefined;
  readonly externalId?: string | undefined;
  readonly locale?: Locale | undefined;
};

/** Takes a report over the API. The same source and external id give the same report again instead of a second one. */
export const submitReport = defineCommand({
  id: 'reports.submit',
  writesInto: [openCompartment],
  async load(work: Work, input: Submission) {
    const { source, externalId } = input;
    const settings = await readSettings(work.db);
    if (source === undefined || externalId === undefined) return { earlier: null, settings };
    await lockSource(work, source, externalId);
    return { earlier: await findBySource(work, source, externalId), settings };
  },
  permit: permitAll,
  decide({ earlier, settings }, input, given) {
    if (earlier !== null) return { earlier };
    const report = newReport({
      title: input.title,
      text: input.text,
      channel: 'api',
      reporter: { name: input.reporter?.name ?? null, address: input.reporter?.address ?? null },
      locale: input.locale ?? settings.locale,
      source: input.source ?? null,
      externalId: input.externalId ?? null,
      receivedAt: given.now,
    });
    return { report };
  },
  async record(work, { change }) {
    if ('earlier' in change) {
      const { id, number, receivedAt } = change.earlier;
      return {
        subjectId: asId<'Subject'>(id),
        audit: { repeated: true },
        facts: [],
        result: { id, number, receivedAt, isRepeated: true },
      };
    }
    const { id, number } = await enterReport(work, change.report);
    return {
      subjectId: id,
      audit: { number, source: change.report.source, externalId: change.report.externalId },
      facts: [{ kind: 'report.received' as const, channel: 'api' as const, automaticMail: false }],
      result: { id: id as string, number, receivedAt: work.now, isRepeated: false },
    };
  },
  show: async (_work, result) => ({ ...result, receivedAt: result.receivedAt.toISOString() }),
});
