import { isRefusal, refusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../../platform/commands/index.ts';
import { readSettings } from '../../../../platform/settings/index.ts';
import { standingDecision } from '../../../casework/decisions/index.ts';
import { recordAct } from '../../../casework/journal/index.ts';
import { insertPhaseChanges } from '../handling.store.ts';
import type { Incident } from '../incident.model.ts';
import { updateIncident } from '../incident.store.ts';
import { currentPhase, decidePhaseMove, type PhaseMoveInput, restoresBeforeAnalysis } from '../phase.rules.ts';
import { localMoment, movedPhase } from '../words.map.ts';
import { loadIncident, type OnIncident, refusedWhenClosed, show, subjectIdOf, versionOf } from './load.ts';

type Move = OnIncident & { readonly body: PhaseMoveInput };

/** The incident, and whether somebody with authority has to decide about the move first. */
async function loadMove(work: Work, input: Move): Promise<Incident & { readonly needsDecision: boolean }> {
  const incident = await loadIncident(work, input);
  const moved = decidePhaseMove(incident.phases, input.body, work.now);
  if (isRefusal(moved) || !restoresBeforeAnalysis(incident.phases, moved.phases))
    return { ...incident, needsDecision: false };
  const standing = await standingDecision(work, { subjectId: incident.id, actionKind: 'restore-before-analysis' });
  return { ...incident, needsDecision: standing.isNeeded };
}

/**
 * Begins, ends, skips or takes up a phase again. Where the authority matrix speaks of restoring before analysis, recovery
 * begins before the analysis is done only by a decision, which says which evidence is lost.
 */
export const movePhase = defineCommand({
  id: 'incidents.move-phase',
  load: loadMove,
  versioned: versionOf<Incident & { readonly needsDecision: boolean }>(),
  permit: permitAll,
  decide: (incident, { body }, { now }) =>
    refusedWhenClosed(incident) ??
    (incident.needsDecision
      ? refusal('incidents.move-phase.needs-decision')
      : decidePhaseMove(incident.phases, body, now)),
  async record(work, { loaded: incident, change: { phases, changes }, input: { body } }) {
    await updateIncident(work, incident.id, { phases, phase: currentPhase(phases) });
    await insertPhaseChanges(work, incident.id, { move: body.move, changes });
    await recordAct(work, subjectIdOf(incident), {
      code: 'incident.phase-moved',
      params: { ...movedPhase(body.phase, body.move), reason: body.reason ?? '' },
      occurredAt: body.at,
    });
    return {
      subjectId: subjectIdOf(incident),
      audit: {
        move: body.move,
        phase: body.phase,
        reason: body.reason,
        changes: changes.map(({ phase, from, to, at }) => ({ phase, from, to, at })),
      },
      facts: [{ kind: 'incident.phase-changed' as const, phase: body.phase, move: body.move }],
      result: incident.id,
    };
  },
  show,
});

type Monitor = OnIncident & { readonly body: { readonly until: Date | null; readonly note: string | null } };

/** Says until when an incident is watched (経過観察), or that the watching is over. */
export const monitorIncident = defineCommand({
  id: 'incidents.monitor',
  load: (work: Work, input: Monitor) => loadIncident(work, input),
  versioned: versionOf<Incident>(),
  permit: permitAll,
  decide(incident, { body }, { now }) {
    const closed = refusedWhenClosed(incident);
    if (closed !== null) return closed;
    const code = 'incidents.monitor.in-the-past';
    return body.until !== null && body.until.getTime() <= now.getTime()
      ? refusal(code, {}, [{ path: 'body.until', code }])
      : { until: body.until, note: body.note };
  },
  async record(work, { loaded: incident, change: { until, note } }) {
    const { zone } = await readSettings(work.db);
    await updateIncident(work, incident.id, { monitoringUntil: until, monitoringNote: until === null ? null : note });
    await recordAct(work, subjectIdOf(incident), {
      code: until === null ? 'incident.monitoring-ended' : 'incident.monitoring-set',
      params: { until: until === null ? '' : localMoment(until, zone), note: note ?? '' },
    });
    return {
      subjectId: subjectIdOf(incident),
      audit: {
        before: { until: incident.monitoringUntil, note: incident.monitoringNote },
        after: { until, note },
      },
      facts: [{ kind: 'incident.monitoring-set' as const, until: until?.toISOString() ?? null }],
      result: incident.id,
    };
  },
  show,
});
