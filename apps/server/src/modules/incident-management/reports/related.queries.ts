import { asId } from '@matoi/kernel';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import { defineCommand, permitAll, type Reading, type Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import { findSubject, newestSubjects } from '../../../platform/subjects/index.ts';
import { duplicateFrom, likenessOfTexts, likenessTo, similarFrom, titleTokens } from './related.rules.ts';
import type { ReportSummary } from './report.model.ts';
import { isOpen } from './report.rules.ts';
import { findReport } from './report.store.ts';
import { newestReports } from './report-list.store.ts';

type Db = Tables<'reports.distinct_pair'>;

/** How far back a duplicate is looked for, and among how many. */
const window = { days: 14, reports: 300 } as const;
/** Among how many of the past similar titles are looked for; incidents are fewer and reach further back. */
const titles = { report: 900, incident: 600 } as const;
const shown = 5;

/** Likely duplicates of a report among the newest ones, and similar titles among reports and incidents of the past. */
export async function relatedTo(reading: Reading, ref: string) {
  const subject = await findSubject(reading, ref, { kind: 'report' });
  const report = await findReport(reading, subject.id);
  const since = new Date(report.receivedAt.getTime() - window.days * 24 * 3_600_000);
  const told = await toldApart(reading, report.id);
  const near = await newestReports(reading, { since, limit: window.reports });
  const likeness = likenessTo(report);
  const duplicates = near
    .filter((other) => isCandidate(report, other) && !told.has(other.id))
    .map((other) => ({ other, ...likeness(other) }))
    .filter(({ score }) => score >= duplicateFrom)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, shown);
  const isDuplicate = new Set(duplicates.map(({ other }) => other.id));
  const own = titleTokens(report.title);
  const past = [
    ...(await newestSubjects(reading, { kinds: ['report'], limit: titles.report })),
    ...(await newestSubjects(reading, { kinds: ['incident'], limit: titles.incident })),
  ];
  const similar = past
    .filter((other) => other.id !== report.id && !isDuplicate.has(other.id) && other.id !== report.handledAs)
    .map((other) => ({ other, score: likenessOfTexts(own, titleTokens(other.title)) }))
    .filter(({ score }) => score >= similarFrom)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, shown);
  return {
    duplicates: duplicates.map(({ other, score, reasons }) => ({
      subject: { kind: 'report', id: other.id, number: other.number, title: other.title },
      at: other.receivedAt.toISOString(),
      score,
      reasons: [...reasons],
    })),
    similar: similar.map(({ other, score }) => ({
      subject: { kind: other.kind, id: other.id, number: other.number, title: other.title },
      at: other.createdAt.toISOString(),
      score: Math.round(score * 100) / 100,
      reasons: ['like-title' as const],
    })),
  };
}

function isCandidate(report: ReportSummary, other: ReportSummary): boolean {
  return other.id !== report.id && other.state !== 'merged' && (isOpen(other.state) || other.state === 'handled');
}

/** The reports that somebody said are not the same matter as this one, whichever of the two it was said of. */
async function toldApart(reading: Reading, id: string): Promise<ReadonlySet<string>> {
  const rows = await (reading.db as Db)
    .selectFrom('reports.distinct_pair')
    .select(['report_id', 'other_id'])
    .where((eb) => eb.or([eb('report_id', '=', id), eb('other_id', '=', id)]))
    .where(visibleTo(reading.actor, 'reports.distinct_pair.compartment_id'))
    .execute();
  return new Set(rows.map((row) => (row.report_id === id ? row.other_id : row.report_id)));
}

type Distinguish = { readonly params: { readonly id: string }; readonly body: { readonly otherId: string } };

/** Says that another report is a different matter. */
export const distinguishReport = defineCommand({
  id: 'reports.distinguish',
  async load(work: Work, input: Distinguish) {
    const subject = await findSubject(work, input.params.id, { kind: 'report' });
    return { subject, other: await findSubject(work, input.body.otherId, { kind: 'report' }) };
  },
  permit: permitAll,
  decide: (pair) => pair,
  async record(work, { change: { subject, other } }) {
    await (work.db as Db)
      .insertInto('reports.distinct_pair')
      .values({
        id: work.newId<'DistinctPair'>(),
        report_id: subject.id,
        other_id: other.id,
        said_at: work.now,
        said_by: JSON.stringify(actorLink(work.actor)),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return { subjectId: asId<'Subject'>(subject.id), audit: { otherId: other.id }, facts: [], result: subject.id };
  },
  show: (work, id) => relatedTo(work, id),
});
