import type { ClosableOutcome, ResponseOf, RouteWith } from '@matoi/contract';
import { asId } from '@matoi/kernel';
import type { Actor } from '../../../platform/access/index.ts';
import type { Reading } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';
import { answersOn } from '../../casework/correspondence/index.ts';
import { relatedBy } from '../../casework/relations/index.ts';
import { openInstructionsOn, openTasksOn } from '../../casework/tasks/index.ts';
import { reviewOf } from '../../knowledge-transfer/lessons/index.ts';
import { unfinishedOn } from '../obligations/index.ts';
import { answerableReports } from '../reports/index.ts';
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
    openTasks: await openWork(reading, incident.id),
    unanswered: await unansweredIn(reading, ids),
    openChildren: await openChildren(reading, incident.id),
    openFilings: await openFilings(reading, incident.id),
    hasReview: (await reviewOf(reading, incident.id))?.state === 'finished',
  };
}

/** What law or contract wants filed, named in the language of the team. */
async function openFilings(reading: Reading, id: string): Promise<ClosingGround['openFilings']> {
  const { locale } = await readSettings(reading.db);
  const unfinished = await unfinishedOn(reading, id);
  return unfinished.map(({ name }) => ({ kind: 'obligation', id, number: null, title: name[locale] }));
}

/** Tasks of the team and instructions to others that are not done, also on what was merged into the incident. */
async function openWork(reading: Reading, id: string): Promise<ClosingGround['openTasks']> {
  const subjectId = asId<'Subject'>(id);
  const tasks = await openTasksOn(reading, subjectId);
  // What rolls a measure out to other sites lives on after closing, as the measure does.
  const instructions = (await openInstructionsOn(reading, subjectId)).filter(({ source }) => source.kind !== 'measure');
  return [
    ...tasks.map((task) => ({ kind: 'task', id: task.id, number: null, title: task.title })),
    ...instructions.map((one) => ({ kind: 'instruction', id: one.id, number: one.number, title: one.title })),
  ];
}

/** Reports of people whom nobody of the team has written to: about the report, or about the incident. */
async function unansweredIn(reading: Reading, ids: readonly string[]): Promise<ClosingGround['unanswered']> {
  const reports = await answerableReports(reading, ids);
  const answers = await answersOn(reading, [...ids, ...reports.map((report) => report.id)]);
  const isAnswered = (report: (typeof reports)[number]) =>
    answers.some((answer) => answer.subjectId === report.id || answer.address === report.reporterAddress);
  return reports
    .filter((report) => !isAnswered(report))
    .map(({ id, number, title }) => ({ kind: 'report', id, number, title }));
}

/** Children that are still worked on. */
async function openChildren(reading: Reading, id: string): Promise<ClosingGround['openChildren']> {
  const children = await relatedBy(reading, asId<'Subject'>(id), 'parent-of');
  const incidents = children.filter((child) => child.kind === 'incident');
  const open = [];
  for (const child of incidents) if (isOpen((await findIncident(reading, child.id)).phase)) open.push(child);
  return open;
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
