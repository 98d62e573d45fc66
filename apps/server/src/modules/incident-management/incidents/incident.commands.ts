import { type IncidentOutcome, openCompartment } from '@matoi/contract';
import { asId, isRefusal, type Refusal, refusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import {
  findSubject,
  moveSubject,
  nextNumber,
  registerSubject,
  type Subject,
} from '../../../platform/subjects/index.ts';
import { recordAct } from '../../casework/journal/index.ts';
import { markHandled } from '../reports/index.ts';
import { showIncident } from './incident.queries.ts';
import { decideMove, mayAnnotateIn } from './incident.rules.ts';
import { findIncident, insertIncident, updateClosed, updateReopened } from './incident.store.ts';

type Open = { readonly title?: string | undefined; readonly reportId?: string | undefined };

/** Opens an incident: from a report, in whose compartment it then lies, or from a title alone. One transaction. */
export const openIncident = defineCommand({
  id: 'incidents.open',
  load: async (work: Work, input: Open): Promise<Subject | null> =>
    input.reportId === undefined ? null : findSubject(work, input.reportId, { kind: 'report', forUpdate: true }),
  permit: permitAll,
  decide: (report, input) => ({
    title: input.title ?? report?.title ?? '',
    compartmentId: report?.compartmentId ?? openCompartment,
  }),
  async record(work, { loaded: report, change }) {
    const number = await nextNumber(work, 'INC');
    const id = await registerSubject(work, { kind: 'incident', number, ...change });
    await insertIncident(work, id, { number, title: change.title });
    await indexText(work, { subjectId: id, part: 'main', texts: [number, change.title] });
    await recordAct(work, id, { code: 'incident.opened', params: { number } });
    if (report !== null) {
      const handled = await markHandled(work, report.id, { id, kind: 'incident' });
      await recordAct(work, id, { code: 'report.attached', params: { number: handled.number } });
    }
    return {
      subjectId: id,
      audit: { number, title: change.title, reportId: report?.id ?? null },
      facts: [{ kind: 'incident.opened' as const, reportId: report?.id ?? null }],
      result: id,
    };
  },
  show: (work, id) => showIncident(work, id),
});

async function loadIncident(work: Work, input: { readonly params: { readonly id: string } }) {
  const subject = await findSubject(work, input.params.id, { kind: 'incident' });
  return findIncident(work, subject.id, { forUpdate: true });
}

type Loaded = Awaited<ReturnType<typeof loadIncident>>;
const versioned = {
  of: (incident: Loaded) => incident.version,
  show: (work: Work, incident: Loaded) => showIncident(work, incident.id),
};

type AddReport = { readonly params: { readonly id: string }; readonly body: { readonly reportId: string } };

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
    const id = asId<'Subject'>(incident.id);
    if (isMoved) {
      await moveSubject(work, report.id, incident.compartmentId);
      work.fact({ kind: 'subject.moved', from: report.compartmentId, to: incident.compartmentId }, report.id);
    }
    const handled = await markHandled(work, report.id, { id, kind: 'incident' });
    await recordAct(work, id, { code: 'report.attached', params: { number: handled.number } });
    return {
      subjectId: id,
      audit: { reportId: report.id, number: handled.number, isMoved },
      facts: [{ kind: 'incident.changed' as const }],
      result: incident.id,
    };
  },
  show: (work, id) => showIncident(work, id),
});

type Close = {
  readonly params: { readonly id: string };
  readonly body: { readonly outcome: IncidentOutcome; readonly reason: string };
};

/** Closes an incident with an outcome and a reason. */
export const closeIncident = defineCommand({
  id: 'incidents.close',
  load: (work: Work, input: Close) => loadIncident(work, input),
  versioned,
  permit: permitAll,
  decide(incident, { body }) {
    const phase = decideMove(incident.phase, 'close');
    return isRefusal(phase) ? phase : { phase, ...body };
  },
  async record(work, { loaded: incident, change }) {
    const id = asId<'Subject'>(incident.id);
    await updateClosed(work, incident.id, change);
    await indexText(work, { subjectId: id, part: 'closing', texts: [change.reason] });
    await recordAct(work, id, { code: 'incident.closed', params: { outcome: change.outcome } });
    return {
      subjectId: id,
      audit: {
        before: { phase: incident.phase },
        after: { phase: change.phase, outcome: change.outcome, reason: change.reason },
      },
      facts: [{ kind: 'incident.closed' as const, outcome: change.outcome }],
      result: incident.id,
    };
  },
  show: (work, id) => showIncident(work, id),
});

type Reopen = { readonly params: { readonly id: string }; readonly body: { readonly reason: string } };

/** Takes a closed incident up again. The reason stands in the journal and the audit log. */
export const reopenIncident = defineCommand({
  id: 'incidents.reopen',
  load: (work: Work, input: Reopen) => loadIncident(work, input),
  versioned,
  permit: permitAll,
  decide(incident, { body }) {
    const phase = decideMove(incident.phase, 'reopen');
    return isRefusal(phase) ? phase : { phase, reason: body.reason };
  },
  async record(work, { loaded: incident, change }) {
    const id = asId<'Subject'>(incident.id);
    await updateReopened(work, incident.id, change.phase);
    await recordAct(work, id, { code: 'incident.reopened', params: { reason: change.reason } });
    return {
      subjectId: id,
      audit: {
        before: { phase: incident.phase, closing: incident.closing },
        after: { phase: change.phase, reason: change.reason },
      },
      facts: [{ kind: 'incident.reopened' as const }],
      result: incident.id,
    };
  },
  show: (work, id) => showIncident(work, id),
});
