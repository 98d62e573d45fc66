import { isRefusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../../platform/commands/index.ts';
import { indexText } from '../../../../platform/search/index.ts';
import { recordAct } from '../../../casework/journal/index.ts';
import { noteRecord } from '../../obligations/index.ts';
import { gapsOf, mayOverride } from '../closing.queries.ts';
import { type CloseInput, decideClose, type Gap } from '../closing.rules.ts';
import { insertPhaseChanges } from '../handling.store.ts';
import type { Incident } from '../incident.model.ts';
import { decideMove, standingOf } from '../incident.rules.ts';
import { mergedIncidents, updateIncident } from '../incident.store.ts';
import { currentPhase, endedPhases, restoredPhases } from '../phase.rules.ts';
import { loadIncident, type OnIncident, show, subjectIdOf, versionOf } from './load.ts';

type Close = OnIncident & { readonly body: CloseInput };
type Loaded = Incident & { readonly gaps: readonly Gap[]; readonly canOverride: boolean };

/** Closes an incident with an outcome and a reason, when nothing is missing or a commander says why not. */
export const closeIncident = defineCommand({
  id: 'incidents.close',
  async load(work: Work, input: Close): Promise<Loaded> {
    const incident = await loadIncident(work, input);
    return {
      ...incident,
      gaps: await gapsOf(work, incident, input.body.outcome),
      canOverride: await mayOverride(work, work.actor, incident.id),
    };
  },
  versioned: versionOf<Loaded>(),
  permit: permitAll,
  decide(incident, { body }, { now }) {
    const closing = decideClose({ incident, gaps: incident.gaps, canOverride: incident.canOverride }, body);
    return isRefusal(closing) ? closing : { closing, ended: endedPhases(incident.phases, now) };
  },
  async record(work, { loaded: incident, change: { closing, ended } }) {
    const id = subjectIdOf(incident);
    await updateIncident(work, incident.id, {
      phase: 'closed',
      phases: ended.phases,
      phasesBefore: incident.phases,
      closing,
      nextReviewAt: null,
    });
    await insertPhaseChanges(work, incident.id, { move: 'close', changes: ended.changes });
    const reasons = closing.overrides.map((one) => one.reason);
    await indexText(work, { subjectId: id, part: 'closing', texts: [closing.reason, ...reasons] });
    await noteRecord(work, id, { isOpen: false });
    await recordAct(work, id, { code: 'incident.closed', params: { outcome: closing.outcome } });
    // What was merged into it is over with it.
    for (const part of await mergedIncidents(work, incident.id))
      work.fact({ kind: 'incident.closed', outcome: closing.outcome }, subjectIdOf(part));
    return {
      subjectId: id,
      audit: {
        before: { phase: incident.phase },
        after: { phase: 'closed', ...closing },
      },
      facts: [{ kind: 'incident.closed' as const, outcome: closing.outcome }],
      result: incident.id,
    };
  },
  show,
});

type Reopen = OnIncident & { readonly body: { readonly reason: string } };

/** Takes a closed incident up again, in the phases in which it was. The reason stands in the journal and the audit log. */
export const reopenIncident = defineCommand({
  id: 'incidents.reopen',
  load: (work: Work, input: Reopen) => loadIncident(work, input),
  versioned: versionOf<Incident>(),
  permit: permitAll,
  decide(incident, { body }, { now }) {
    const moved = decideMove(standingOf(incident), 'reopen');
    if (isRefusal(moved)) return moved;
    return {
      reason: body.reason,
      restored: restoredPhases(incident.phases, incident.phasesBefore ?? incident.phases, now),
    };
  },
  async record(work, { loaded: incident, change: { reason, restored } }) {
    const id = subjectIdOf(incident);
    const phase = currentPhase(restored.phases);
    await updateIncident(work, incident.id, { phase, phases: restored.phases, phasesBefore: null, closing: null });
    await insertPhaseChanges(work, incident.id, { move: 'reopen', changes: restored.changes });
    await noteRecord(work, id, { isOpen: true });
    await recordAct(work, id, { code: 'incident.reopened', params: { reason } });
    for (const part of await mergedIncidents(work, incident.id))
      work.fact({ kind: 'incident.reopened' }, subjectIdOf(part));
    return {
      subjectId: id,
      audit: {
        before: { phase: incident.phase, closing: incident.closing },
        after: { phase, reason },
      },
      facts: [{ kind: 'incident.reopened' as const }],
      result: incident.id,
    };
  },
  show,
});
