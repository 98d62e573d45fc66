import { openCompartment, type Tlp, tlpLabels } from '@matoi/contract';
import { isRefusal, type Refusal, refusal, type SubjectId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../../platform/commands/index.ts';
import { indexText } from '../../../../platform/search/index.ts';
import { readSettings } from '../../../../platform/settings/index.ts';
import {
  findSubject,
  moveSubject,
  nextNumber,
  registerSubject,
  type Subject,
} from '../../../../platform/subjects/index.ts';
import { recordAct } from '../../../casework/journal/index.ts';
import { carryFacts, noteRecord } from '../../obligations/index.ts';
import { knowOf } from '../../playbooks/index.ts';
import { type HandledReport, markHandled } from '../../reports/index.ts';
import { insertPhaseChanges } from '../handling.store.ts';
import { mayAnnotateIn } from '../incident.rules.ts';
import { insertIncident, updateIncident } from '../incident.store.ts';
import { insertMember } from '../member.store.ts';
import { firstPhases } from '../phase.rules.ts';
import { loadIncident, type OnIncident, show, subjectIdOf } from './load.ts';
import { assertFromReports } from './time.ts';

type Open = {
  readonly title?: string | undefined;
  readonly reportId?: string | undefined;
  readonly reportIds?: readonly string[] | undefined;
};

/**
 * Where an incident made of these reports lies: with the restricted ones among them. Reports of two different restricted
 * compartments cannot meet without somebody seeing more than before.
 */
export function compartmentOf(reports: readonly Pick<Subject, 'compartmentId'>[]): number | Refusal {
  const restricted = [...new Set(reports.map((one) => one.compartmentId))].filter((id) => id !== openCompartment);
  const [only, another] = restricted;
  if (another !== undefined) return refusal('incidents.add-report.compartments-differ');
  return only ?? openCompartment;
}

/** The strictest of the labels that are given. */
export function strictestTlp(labels: readonly (Tlp | null)[]): Tlp | null {
  return tlpLabels.toReversed().find((label) => labels.includes(label)) ?? null;
}

/** Opens an incident: from reports, in whose compartment it then lies, or from a title alone. One transaction. */
export const openIncident = defineCommand({
  id: 'incidents.open',
  async load(work: Work, input: Open): Promise<readonly Subject[]> {
    const refs = [...new Set([...(input.reportId === undefined ? [] : [input.reportId]), ...(input.reportIds ?? [])])];
    const ids = new Set<string>();
    for (const ref of refs) ids.add((await findSubject(work, ref, { kind: 'report' })).id);
    const locked = new Map<string, Subject>();
    // Always in the same order, so that two who take the same reports cannot wait for each other; and as they are now,
    // since somebody may have restricted one while we waited.
    for (const id of [...ids].toSorted()) {
      locked.set(id, await findSubject(work, id, { kind: 'report', forUpdate: true }));
    }
    return [...ids].flatMap((id) => locked.get(id) ?? []);
  },
  permit: permitAll,
  decide(reports, input) {
    const compartmentId = compartmentOf(reports);
    if (isRefusal(compartmentId)) return compartmentId;
    return { title: input.title ?? reports[0]?.title ?? '', compartmentId };
  },
  async record(work, { loaded: reports, change }) {
    const number = await nextNumber(work, 'INC');
    const id = await registerSubject(work, { kind: 'incident', number, ...change });
    for (const report of reports) await bringReport(work, report, change.compartmentId);
    const handled: HandledReport[] = [];
    const phases = firstPhases(work.now);
    await insertIncident(work, id, { number, title: change.title, phases, classCode: null, tlp: null });
    for (const report of reports) handled.push(await markHandled(work, report.id, { id, kind: 'incident' }));
    await takeOver(work, id, handled);
    await insertPhaseChanges(work, id, {
      move: 'open',
      changes: [{ phase: 'triage', from: 'not-started', to: 'active', at: work.now, reason: null }],
    });
    // Whoever files it is on it until somebody else is.
    if (work.actor.kind === 'user') await insertMember(work, id, { accountId: work.actor.id, function: 'handler' });
    await indexText(work, { subjectId: id, part: 'main', texts: [number, change.title] });
    await recordAct(work, id, { code: 'incident.opened', params: { number } });
    for (const report of handled)
      await recordAct(work, id, { code: 'report.attached', params: { number: report.number } });
    await assertFromReports(work, id, { reports: handled, zone: (await readSettings(work.db)).zone });
    for (const report of handled) await carryFacts(work, { from: report, to: id });
    const reportIds = handled.map((report) => report.id);
    return {
      subjectId: id,
      audit: { number, title: change.title, reportId: reportIds[0] ?? null, reportIds },
      facts: [{ kind: 'incident.opened' as const, reportId: reportIds[0] ?? null }],
      result: id,
    };
  },
  show,
});

/** A report that everybody sees moves to where the incident lies. */
async function bringReport(work: Work, report: Subject, compartmentId: number): Promise<void> {
  if (report.compartmentId === compartmentId) return;
  await moveSubject(work, report.id, compartmentId);
  work.fact({ kind: 'subject.moved', from: report.compartmentId, to: compartmentId }, report.id);
}

/** Class and label as far as the reports have them. */
async function takeOver(work: Work, id: SubjectId, reports: readonly HandledReport[]): Promise<void> {
  const classCode = reports.find((report) => report.classCode !== null)?.classCode ?? null;
  const tlp = strictestTlp(reports.map((report) => report.tlp));
  // Rules of the company may ask for nothing: they hold from the first moment.
  await noteRecord(work, id, { classCode });
  if (classCode !== null) await knowOf(work, id, { classCode });
  if (classCode !== null || tlp !== null) await updateIncident(work, id, { classCode, tlp }, { isVersioned: false });
}

type AddReport = OnIncident & { readonly body: { readonly reportId: string } };

/**
 * Makes a report part of an open incident. A report that everybody sees moves into the incident's compartment; a
 * restricted one joins only an incident in the same, so that nobody sees more or less of it without a word.
 */
export const addReport = defineCommand({
  id: 'incidents.add-report',
  async load(work: Work, input: AddReport) {
    const incident = await loadIncident(work, input);
    const report = await findSubject(work, input.body.reportId, { kind: 'report', forUpdate: true });
    return { incident, report };
  },
  permit: permitAll,
  decide({ incident, report }): { readonly isMoved: boolean } | Refusal {
    const closed = mayAnnotateIn(incident.phase);
    if (closed !== null) return closed;
    const isMoved = report.compartmentId !== incident.compartmentId;
    return isMoved && report.compartmentId !== openCompartment
      ? refusal('incidents.add-report.compartments-differ')
      : { isMoved };
  },
  async record(work, { loaded: { incident, report }, change: { isMoved } }) {
    const id = subjectIdOf(incident);
    await bringReport(work, report, incident.compartmentId);
    const handled = await markHandled(work, report.id, { id, kind: 'incident' });
    await recordAct(work, id, { code: 'report.attached', params: { number: handled.number } });
    await carryFacts(work, { from: handled, to: id });
    return {
      subjectId: id,
      audit: { reportId: report.id, number: handled.number, isMoved },
      facts: [{ kind: 'incident.changed' as const }],
      result: incident.id,
    };
  },
  show,
});
