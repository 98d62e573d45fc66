import { openCompartment } from '@matoi/contract';
import { isRefusal, type Refusal, refuse } from '@matoi/kernel';
import { defineCommand, permitAll, type Reading, type Work } from '../../../../platform/commands/index.ts';
import { accountNames, accountsThatSee } from '../../../../platform/identity/index.ts';
import { findSubject, moveSubject, partsOf, setParent } from '../../../../platform/subjects/index.ts';
import { recordAct } from '../../../casework/journal/index.ts';
import { partDuties, shareDuties } from '../../obligations/index.ts';
import { gatheredFrom } from '../gathered.queries.ts';
import { insertPhaseChanges } from '../handling.store.ts';
import type { Incident } from '../incident.model.ts';
import { summariesFor } from '../incident.queries.ts';
import { decideMove, standingOf } from '../incident.rules.ts';
import { findIncident, updateIncident } from '../incident.store.ts';
import { membersOf } from '../member.store.ts';
import { decideMerge, type Pair } from '../merge.rules.ts';
import { currentPhase, endedPhases, type Moved, restoredPhases } from '../phase.rules.ts';
import { loadIncident, type OnIncident, show, subjectIdOf, versionOf } from './load.ts';

type Merge = OnIncident & { readonly body: { readonly intoId: string; readonly reason?: string | undefined } };

async function loadPair(work: Work, input: Merge): Promise<Pair<Incident>> {
  const own = await findSubject(work, input.params.id, { kind: 'incident' });
  const other = await findSubject(work, input.body.intoId, { kind: 'incident' });
  // Always in the same order, so that two merges of the same pair cannot wait for each other.
  const ids = [...new Set([own.id, other.id])].toSorted();
  const locked = new Map<string, Incident>();
  for (const id of ids) locked.set(id, await findIncident(work, id, { forUpdate: true }));
  const [from, into] = [locked.get(own.id), locked.get(other.id)];
  return from === undefined || into === undefined ? refuse('record.find.not-found') : { from, into };
}

const staffRoles = ['administrator', 'commander', 'handler', 'reader', 'auditor'] as const;

/** Accounts with a function in an incident that do not see into a compartment. */
async function withoutSight(reading: Reading, incidentIds: readonly string[], compartmentId: number) {
  if (incidentIds.length === 0 || compartmentId === openCompartment) return [];
  const members = await membersOf(reading, incidentIds, { isNow: true });
  const seeing = await accountsThatSee(reading.db, { compartmentId, roles: staffRoles });
  const ids = [...new Set(members.map((member) => member.accountId))];
  return ids.filter((id) => !seeing.some((account) => account.id === id));
}

type Decided = { readonly compartmentId: number; readonly ended: Moved };

/**
 * Merges an incident into another. It becomes a part of it and keeps everything of its own, which is shown from the other;
 * nothing is moved but its place behind the wall. `incidents.unmerge` takes it out as it was.
 */
export const mergeIncident = defineCommand({
  id: 'incidents.merge',
  load: loadPair,
  versioned: {
    of: ({ from }: Pair<Incident>) => from.version,
    show: (work: Work, { from }: Pair<Incident>) => show(work, from.id),
  },
  permit: permitAll,
  decide(pair, _input, { now }): Decided | Refusal {
    const decided = decideMerge(pair);
    return isRefusal(decided) ? decided : { ...decided, ended: endedPhases(pair.from.phases, now) };
  },
  async record(work, { loaded: { from, into }, change: { compartmentId, ended }, input }) {
    const [fromId, intoId] = [subjectIdOf(from), subjectIdOf(into)];
    const reason = input.body.reason ?? '';
    const moved = [from, into].filter((one) => one.compartmentId !== compartmentId);
    const lost = await withoutSight(
      work,
      moved.map((one) => one.id),
      compartmentId,
    );
    await updateIncident(work, from.id, {
      phase: 'closed',
      phases: ended.phases,
      phasesBefore: from.phases,
      mergedInto: into.id,
      nextReviewAt: null,
      closing: { outcome: 'merged', reason, overrides: [] },
    });
    await insertPhaseChanges(work, from.id, { move: 'merge', changes: ended.changes });
    for (const one of moved) {
      await moveSubject(work, subjectIdOf(one), compartmentId);
      work.fact({ kind: 'subject.moved', from: one.compartmentId, to: compartmentId }, subjectIdOf(one));
    }
    await setParent(work, fromId, intoId);
    await shareDuties(work, { from: { id: fromId, number: from.number }, to: intoId });
    await recordAct(work, fromId, { code: 'incident.merged', params: { number: into.number, reason } });
    await recordAct(work, intoId, { code: 'incident.taken-in', params: { number: from.number, reason } });
    work.fact({ kind: 'incident.changed' }, intoId);
    if (lost.length > 0) work.fact({ kind: 'incident.sight-lost', accountIds: lost }, intoId);
    return {
      subjectId: fromId,
      audit: {
        into: into.number,
        intoId: into.id,
        reason,
        before: { phase: from.phase, compartmentId: from.compartmentId, intoCompartmentId: into.compartmentId },
        after: { compartmentId },
        sightLost: lost,
      },
      facts: [{ kind: 'incident.merged' as const, intoId: into.id }],
      result: from.id,
    };
  },
  show,
});

/**
 * Takes a merged incident out again with the phases it had. Both stay in the compartment in which they lie now: what was
 * said meanwhile was said to those who see it, and `subjects.restrict` moves it when somebody decides so.
 */
export const unmergeIncident = defineCommand({
  id: 'incidents.unmerge',
  load: (work: Work, input: OnIncident) => loadIncident(work, input),
  versioned: versionOf<Incident>(),
  permit: permitAll,
  decide(incident, _input, { now }): { readonly restored: Moved } | Refusal {
    const moved = decideMove(standingOf(incident), 'unmerge');
    return isRefusal(moved)
      ? moved
      : { restored: restoredPhases(incident.phases, incident.phasesBefore ?? incident.phases, now) };
  },
  async record(work, { loaded: incident, change: { restored } }) {
    const id = subjectIdOf(incident);
    const phase = currentPhase(restored.phases);
    await updateIncident(work, incident.id, {
      phase,
      phases: restored.phases,
      phasesBefore: null,
      mergedInto: null,
      closing: null,
    });
    await insertPhaseChanges(work, incident.id, { move: 'unmerge', changes: restored.changes });
    await setParent(work, id, null);
    const other = await findIncident(work, incident.mergedInto ?? incident.id);
    await partDuties(work, { from: id, to: subjectIdOf(other) });
    await recordAct(work, id, { code: 'incident.unmerged', params: { number: other.number } });
    await recordAct(work, subjectIdOf(other), { code: 'incident.taken-out', params: { number: incident.number } });
    work.fact({ kind: 'incident.changed' }, subjectIdOf(other));
    return {
      subjectId: id,
      audit: { before: { mergedInto: other.number }, after: { phase } },
      facts: [{ kind: 'incident.unmerged' as const, fromId: other.id }],
      result: incident.id,
    };
  },
  show,
});

/** What a merge would do, for a look before it is done. Refuses as the merge would. */
export async function previewMerge(reading: Reading, asked: { readonly id: string; readonly intoId: string }) {
  const own = await findSubject(reading, asked.id, { kind: 'incident' });
  const other = await findSubject(reading, asked.intoId, { kind: 'incident' });
  const pair = { from: await findIncident(reading, own.id), into: await findIncident(reading, other.id) };
  const decided = decideMerge(pair);
  if (isRefusal(decided)) return refuse(decided.code, decided.params);
  const { compartmentId } = decided;
  const moved = [pair.from, pair.into].filter((one) => one.compartmentId !== compartmentId);
  const lost = await withoutSight(
    reading,
    moved.map((one) => one.id),
    compartmentId,
  );
  const names = await accountNames(reading.db, lost);
  const [from, into] = await summariesFor(reading, [pair.from, pair.into]);
  if (from === undefined || into === undefined) return refuse('record.find.not-found');
  return {
    from,
    into,
    gathered: [...(await gatheredFrom(reading, own.id))],
    reportCount: (await partsOf(reading, own.id, 'report')).length,
    isMoved: pair.from.compartmentId !== compartmentId,
    isTargetMoved: pair.into.compartmentId !== compartmentId,
    losesSight: lost.map((id) => ({ id, name: names.get(id) ?? '' })),
  };
}
