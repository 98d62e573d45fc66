import type { ClosableOutcome, ResponseOf, RouteWith } from '@matoi/contract';
import type { Actor } from '../../../platform/access/index.ts';
import type { Reading } from '../../../platform/commands/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';
import { type ClosingGround, type Gap, gapsFor } from './closing.rules.ts';
import { chosenTimes, timesOf } from './handling.store.ts';
import type { Incident } from './incident.model.ts';
import { isOpen } from './incident.rules.ts';
import { findIncident, mergedIncidents } from './incident.store.ts';
import { membersOf } from './member.store.ts';
import { timeKinds } from './time.queries.ts';

/** The incident and those that were merged into it: what hangs on them counts as its own. */
async function partsOf(reading: Reading, incident: Incident): Promise<readonly string[]> {
  return [incident.id, ...(await mergedIncidents(reading, incident.id)).map((one) => one.id)];
}

async function closingGround(reading: Reading, incident: Incident): Promise<ClosingGround> {
  const ids = await partsOf(reading, incident);
  const times = await timesOf(reading, incident.id);
  const chosen = new Set((await chosenTimes(reading, incident.id)).values());
  return {
    incident,
    now: reading.now,
    neededTimes: timeKinds.filter((one) => one.isNeeded).map((one) => one.code),
    chosen: times.filter((time) => chosen.has(time.id)),
    openTasks: [],
    unanswered: await unansweredIn(reading, ids),
    openChildren: [],
    hasReview: null,
  };
}

async function unansweredIn(_reading: Reading, _ids: readonly string[]): Promise<ClosingGround['unanswered']> {
  return [];
}

/** What is missing before the incident can be closed with an outcome, as far as the actor sees it. */
export async function gapsOf(reading: Reading, incident: Incident, outcome: ClosableOutcome): Promise<readonly Gap[]> {
  return gapsFor(await closingGround(reading, incident), outcome);
}

/** Whether somebody may close although something is missing: a commander by role, or the one of this incident. */
export async function mayOverride(
  reading: Reading,
  actor: Pick<Actor, 'kind' | 'id' | 'roles' | 'permissions'>,
  incidentId: string,
): Promise<boolean> {
  if (!actor.permissions.has('incidents.close')) return false;
  if (actor.roles.includes('commander')) return true;
  const commanders = await membersOf(reading, [incidentId], { isNow: true, functions: ['commander'] });
  return commanders.some((member) => member.accountId === actor.id);
}

/** The answer of the closing check. */
export async function checkClosing(
  reading: Reading,
  ref: string,
  outcome: ClosableOutcome,
): Promise<ResponseOf<RouteWith<'incidents.closing-check'>>> {
  const subject = await findSubject(reading, ref, { kind: 'incident' });
  const incident = await findIncident(reading, subject.id);
  const gaps = isOpen(incident.phase) ? await gapsOf(reading, incident, outcome) : [];
  const canOverride = await mayOverride(reading, reading.actor, incident.id);
  const mayClose = isOpen(incident.phase) && reading.actor.permissions.has('incidents.close');
  return {
    outcome,
    gaps: gaps.map((gap) => ({
      code: gap.code,
      items: gap.items.map((item) => ({ ...item })),
      phases: [...gap.phases],
      times: gap.times.map((kind) => ({
        kind,
        name: timeKinds.find((one) => one.code === kind)?.name ?? { ja: kind, en: kind },
      })),
    })),
    canClose: mayClose && (gaps.length === 0 || canOverride),
    canOverride,
  };
}
