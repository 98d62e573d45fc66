import { asId } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { accountsThatSee } from '../../../platform/identity/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { findSubject, mayAnnotate, type Subject, subjectLinks, wholeOf } from '../../../platform/subjects/index.ts';
import { chooseMember, memberOfUser, reachOf } from '../../governance/team/index.ts';
import { type Decision, decisionsNamed, decisionsOn, waitsFor } from '../decisions/index.ts';
import { openTasksOn, tasksNamed } from '../tasks/index.ts';
import { meetingKinds } from './kind.map.ts';
import type { Attendee, DecisionRef, Meeting, Outcome, TaskRef, Whole } from './meeting.model.ts';
import { type Confirmer, type Someone, standingLines } from './meeting.rules.ts';
import { countsOf, findMeeting, meetingsOf, meetingsToday, nextOf } from './meeting.store.ts';
import { type MeetingGround, summaryView, wholeView } from './meeting.views.ts';
import { draftOf } from './minutes.queries.ts';
import { deliveriesOf, minutesOf } from './minutes.store.ts';
import { attendeesOf, itemsOf, linesOf } from './part.store.ts';

/** Finds a meeting by id or number with everything that belongs to it; refuses with `record.find.not-found`. */
export async function findWhole(
  reading: Reading,
  ref: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<Whole> {
  const { id } = await findSubject(reading, ref, { kind: 'meeting' });
  const meeting = await findMeeting(reading, id, options);
  const subject = await findSubject(reading, meeting.subjectId);
  const attendees = await attendeesOf(reading, id);
  const items = await itemsOf(reading, id);
  const lines = await linesOf(reading, id);
  const outcome = await outcomeOf(reading, { attendees, items, lines });
  return { meeting, subject, attendees, items, lines, outcome, editions: await minutesOf(reading, id) };
}

/** A decision as a meeting shows it. */
export function decisionRef(decision: Decision): DecisionRef {
  const { id, number, kind, state, question, options, decision: made } = decision;
  return {
    ...{ id, number, kind, state, question },
    waitsFor: waitsFor(decision),
    outcome: options.find(({ key }) => key === made?.option)?.title ?? '',
    by: made?.by.name ?? '',
    rule: made?.authority.rule ?? '',
    saidAt: made?.at ?? null,
    recordedAt: made?.recordedAt ?? null,
    options: options.map(({ key, title }) => ({ key, title })),
  };
}

/** Decisions and tasks of a meeting: made or given in it, or on its agenda. Each stays the record that it is. */
async function outcomeOf(
  reading: Reading,
  { attendees, items, lines }: Pick<Whole, 'attendees' | 'items' | 'lines'>,
): Promise<Outcome> {
  const standing = standingLines(lines);
  const idsIn = (key: 'decisionId' | 'taskId') =>
    [...new Set([...standing, ...items].map((one) => one[key]))].filter((id) => id !== null);
  const decisionIds = idsIn('decisionId');
  const decisions = new Map((await decisionsNamed(reading, decisionIds)).map((one) => [one.id, one]));
  const taskIds = idsIn('taskId');
  const tasks = new Map((await tasksNamed(reading, taskIds)).map((one) => [one.id, one]));
  // Whoever got it in the meeting is named as on its list, as long as nobody else has it.
  const assigneeOf = (task: { readonly id: string; readonly assigneeId: string | null }, name: string | null) => {
    const attendeeId = standing.find(({ taskId }) => taskId === task.id)?.attendeeId;
    const given = attendees.find(({ id }) => id === attendeeId);
    const isTheirs = task.assigneeId === null || task.assigneeId === given?.accountId;
    return (isTheirs ? given?.name : null) ?? name ?? '';
  };
  return {
    decisions: decisionIds.flatMap((id) => {
      const decision = decisions.get(id);
      // A brief that was decided by word of mouth stands here as that decision.
      const isReplaced = decision?.state === 'withdrawn' && decisionIds.some((one) => one === decision.supersededById);
      return decision === undefined || isReplaced ? [] : [decisionRef(decision)];
    }),
    tasks: taskIds.flatMap((id): readonly TaskRef[] => {
      const task = tasks.get(id);
      if (task === undefined) return [];
      const { title, state, assigneeName, dueAt } = task;
      return [{ id, title, state, assignee: assigneeOf(task, assigneeName), dueAt: dueAt?.toISOString() ?? null }];
    }),
  };
}

/** Who acts, as an account and as the member that it belongs to. */
export async function someoneOf({ db, actor }: Reading): Promise<Confirmer> {
  if (actor.kind !== 'user') return { memberId: null, accountId: null, isCommander: false };
  const member = await memberOfUser(db, actor.id);
  return {
    memberId: member?.memberId ?? null,
    accountId: actor.id,
    isCommander: actor.roles.includes('commander'),
  };
}

async function groundFor(reading: Reading, subject: Subject): Promise<MeetingGround> {
  return {
    by: await someoneOf(reading),
    isClosed: (await mayAnnotate(reading, subject)) !== null,
    may: (permission) => reading.actor.permissions.has(permission),
  };
}

/** A meeting as its page shows it. */
export async function showMeeting(reading: Reading, ref: string) {
  const whole = await findWhole(reading, ref);
  const { meeting, subject, attendees } = whole;
  const isRunning = meeting.state === 'planned' || meeting.state === 'in-session';
  const all = isRunning ? await decisionsOn(reading, subject.id) : [];
  // What was said and waits for its decider is decided again only where its decider denied it.
  const isSaid = (id: string) => all.some((one) => one.supersedesId === id && one.confirmed?.isRight !== false);
  const briefs = all.filter(({ id, kind, state }) => kind === 'brief' && state === 'open' && !isSaid(id));
  const previous = meeting.previousId === null ? null : await findMeeting(reading, meeting.previousId);
  // How people are reached is asked only where something can be sent.
  const reached = new Set<string>();
  if (meeting.state !== 'in-session')
    for (const one of attendees) if ((await addressOf(reading, one)) !== null) reached.add(one.id);
  return wholeView(whole, {
    ground: await groundFor(reading, subject),
    counts: (await countsOf(reading, [meeting.id])).get(meeting.id),
    briefs: briefs.map(decisionRef),
    previous,
    next: await nextOf(reading, meeting.id),
    draft: await draftOf(reading, whole),
    deliveries: await deliveriesOf(reading, meeting.id),
    reached,
  });
}

/** Where mail reaches somebody: what was typed for somebody outside, else the first mail address of the member. */
export async function addressOf(reading: Reading, attendee: Attendee): Promise<string | null> {
  if (attendee.memberId === null) return attendee.address === '' ? null : attendee.address;
  const mail = (await reachOf(reading.db, attendee.memberId)).find(({ kind }) => kind === 'mail');
  return mail?.address ?? null;
}

/** The meetings of a record and of what was merged into it, with what is needed to plan the next. */
export async function showMeetings(reading: Reading, ref: string) {
  const subject = await findSubject(reading, ref);
  const { ids } = await wholeOf(reading, subject);
  const meetings = await meetingsOf(reading, ids);
  const ground = await groundFor(reading, subject);
  const canPlan = !ground.isClosed && subject.kind === 'incident' && ground.may('meetings.plan');
  return {
    items: await summariesOf(reading, meetings, ground.by),
    kinds: [...meetingKinds],
    people: canPlan ? await peopleFor(reading, subject) : [],
    carry: canPlan ? await carryFor(reading, subject, meetings) : [],
    can: { plan: canPlan },
  };
}

async function summariesOf(reading: Reading, meetings: readonly Meeting[], by: Someone) {
  const counts = await countsOf(
    reading,
    meetings.map(({ id }) => id),
  );
  const links = await subjectLinks(
    reading,
    meetings.map(({ subjectId }) => subjectId),
  );
  const items = [];
  for (const meeting of meetings) {
    const subject = links.get(meeting.subjectId);
    if (subject === undefined) continue;
    const attendees = await attendeesOf(reading, meeting.id);
    items.push(summaryView(meeting, { subject, attendees, counts: counts.get(meeting.id), by }));
  }
  return items;
}

/** The meetings of today to which the actor is invited. */
export async function showToday(reading: Reading) {
  const by = await someoneOf(reading);
  const { zone } = await readSettings(reading.db);
  return { items: await summariesOf(reading, await meetingsToday(reading, { zone, memberId: by.memberId }), by) };
}

/** Who can be invited by name: the team, and accounts that see the record and belong to nobody of the team. */
async function peopleFor(reading: Reading, subject: Subject) {
  const members = await chooseMember(reading.db);
  const { compartmentId } = subject;
  const accounts = await accountsThatSee(reading.db, {
    compartmentId,
    roles: ['commander', 'handler', 'reader', 'administrator', 'auditor'],
  });
  const known = new Set(members.map(({ accountId }) => accountId));
  return [
    ...members.map(({ memberId, accountId, name, department, title }) => ({
      ...{ memberId, accountId, name },
      organisation: department,
      role: title,
    })),
    ...accounts
      .filter(({ id }) => !known.has(id))
      .map(({ id, name }) => ({ memberId: null, accountId: id, name, organisation: '', role: '' })),
  ];
}

/** What the next agenda begins with: decisions that wait, tasks of the last meeting that are open, and what it left out. */
async function carryFor(reading: Reading, subject: Subject, meetings: readonly Meeting[]) {
  const waiting = (await decisionsOn(reading, subject.id)).filter((one) => waitsFor(one) !== null);
  const last = meetings.find(({ state }) => state === 'closed' || state === 'confirmed');
  const carried = waiting.map(({ id, number, question }) => ({
    title: `${number} ${question}`.slice(0, 200),
    decisionId: id as string | null,
    taskId: null as string | null,
  }));
  if (last === undefined) return carried;
  const lines = standingLines(await linesOf(reading, last.id));
  const items = await itemsOf(reading, last.id);
  const taskIds = new Set([...lines, ...items].flatMap(({ taskId }) => (taskId === null ? [] : [taskId])));
  const open = (await openTasksOn(reading, asId<'Subject'>(subject.id))).filter(({ id }) => taskIds.has(id));
  const left = items.filter(
    ({ id, decisionId, taskId }) =>
      decisionId === null && taskId === null && !lines.some(({ itemId }) => itemId === id),
  );
  return [
    ...carried,
    ...open.map(({ id, title }) => ({ title: title.slice(0, 200), decisionId: null, taskId: id })),
    ...left.map(({ title }) => ({ title, decisionId: null, taskId: null })),
  ];
}
