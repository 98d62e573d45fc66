import type { BodyOf, RouteWith } from '@matoi/contract';
import { asId, isRefusal, type Refusal, refusal, type SubjectId } from '@matoi/kernel';
import { defineCommand, type Work } from '../../../platform/commands/index.ts';
import { accountNames } from '../../../platform/identity/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import {
  findSubject,
  mayAnnotate,
  nextNumber,
  registerSubject,
  retitleSubject,
  type Subject,
  setParent,
  wholeOf,
} from '../../../platform/subjects/index.ts';
import { membersOf } from '../../governance/team/index.ts';
import { decisionsNamed } from '../decisions/index.ts';
import { recordAct } from '../journal/index.ts';
import { tasksNamed } from '../tasks/index.ts';
import { meetingKinds, nameOf, titleOf } from './kind.map.ts';
import type { Meeting, Whole } from './meeting.model.ts';
import { findWhole, showMeeting, someoneOf } from './meeting.queries.ts';
import type { Someone } from './meeting.rules.ts';
import { findMeeting, insertMeeting, meetingsOf, updateMeeting } from './meeting.store.ts';
import { writeAttendees, writeItems } from './part.store.ts';
import {
  decideChange,
  decidePlan,
  type Plan,
  type PlanBody,
  type PlanGround,
  refusalOfOwnChair,
} from './plan.rules.ts';

/** Looks up whatever a plan names; what lies on another record is unknown here. */
async function groundOf(work: Work, subject: Subject, body: PlanBody): Promise<PlanGround> {
  const idsOf = (all: readonly (string | null)[]) => all.filter((id) => id !== null);
  const members = await membersOf(work.db, idsOf(body.attendees.map(({ memberId }) => memberId)));
  const { ids } = await wholeOf(work, subject);
  const isHere = ({ subjectId }: { readonly subjectId: string }) => ids.some((id) => id === subjectId);
  const decisions = await decisionsNamed(work, idsOf(body.agenda.map(({ decisionId }) => decisionId)));
  const tasks = await tasksNamed(work, idsOf(body.agenda.map(({ taskId }) => taskId)));
  return {
    kinds: new Set(meetingKinds.map(({ code }) => code)),
    members: new Map(
      [...members].map(([memberId, { accountId, name, department, title }]) => [
        memberId,
        { memberId, accountId, name, organisation: department, role: title },
      ]),
    ),
    accounts: await accountNames(work.db, idsOf(body.attendees.map(({ accountId }) => accountId))),
    decisionIds: new Set(decisions.filter(isHere).map(({ id }) => id)),
    taskIds: new Set(tasks.filter(isHere).map(({ id }) => id)),
  };
}

/** Writes people and agenda of a plan, and makes them findable. */
async function writePlan(work: Work, meeting: Meeting, plan: Plan): Promise<readonly string[]> {
  const ids = await writeAttendees(work, meeting, plan.attendees);
  await writeItems(work, meeting, plan.agenda);
  await indexText(work, {
    subjectId: asId<'Subject'>(meeting.id),
    part: 'main',
    texts: [
      meeting.number,
      nameOf({ ...meeting, ...plan }, 'ja'),
      nameOf({ ...meeting, ...plan }, 'en'),
      plan.place,
      ...plan.attendees.map(({ name }) => name),
      ...plan.agenda.flatMap(({ title, text }) => [title, text]),
    ],
  });
  return ids;
}

/** Tells the accounts of those who are on the list and were not before. */
function tellInvited(work: Work, meeting: Meeting, plan: Plan, before: readonly (string | null)[]): void {
  const accountIds = plan.attendees
    .map(({ accountId }) => accountId)
    .filter((id) => id !== null && !before.includes(id) && id !== work.actor.id)
    .filter((id) => id !== null);
  if (accountIds.length > 0)
    work.fact({ kind: 'meeting.invited', meetingId: meeting.id, accountIds }, asId<'Subject'>(meeting.id));
}

type PlanInput = { readonly params: { readonly id: string }; readonly body: BodyOf<RouteWith<'meetings.plan'>> };
type PlanLoaded = {
  readonly subject: Subject;
  readonly refused: Refusal | null;
  readonly ground: PlanGround;
  readonly meetings: readonly Meeting[];
};

/** Plans a meeting on an incident. It is numbered in its kind, and everybody with an account hears of it. */
export const planMeeting = defineCommand({
  id: 'meetings.plan',
  async load(work: Work, { params, body }: PlanInput): Promise<PlanLoaded> {
    const subject = await findSubject(work, params.id, { forUpdate: true });
    return {
      subject,
      refused: await mayAnnotate(work, subject),
      ground: await groundOf(work, subject, body),
      meetings: await meetingsOf(work, [subject.id]),
    };
  },
  permit: (_actor, { refused }) => refused,
  decide({ subject, ground, meetings }, { body }): Plan | Refusal {
    if (subject.kind !== 'incident') return refusal('meetings.plan.not-an-incident');
    if (body.previousId !== null && !meetings.some(({ id }) => id === body.previousId))
      return refusal('meetings.plan.place-unknown');
    return decidePlan(body, ground);
  },
  async record(work, { loaded: { subject, meetings }, change: plan, input: { body } }) {
    const ofKind = meetings.filter(({ kind }) => kind === plan.kind).map(({ ordinal }) => ordinal);
    const ordinal = Math.max(0, ...ofKind) + 1;
    const number = await nextNumber(work, 'MTG');
    const { locale } = await readSettings(work.db);
    const { compartmentId } = subject;
    const title = nameOf({ ...plan, ordinal }, locale);
    const id = await registerSubject(work, { kind: 'meeting', number, title, compartmentId });
    await setParent(work, id, subject.id);
    const { previousId } = body;
    await insertMeeting(work, { ...plan, id, number, ordinal, previousId, subjectId: subject.id });
    const meeting = await findMeeting(work, id);
    const ids = await writePlan(work, meeting, plan);
    await updateMeeting(work, id, placesOf(plan, ids));
    await recordAct(work, subject.id, { code: 'meeting.planned', lane: 'us', params: titleOf(meeting) });
    tellInvited(work, meeting, plan, []);
    return {
      subjectId: subject.id as SubjectId,
      audit: { meetingId: id, number, ...auditOf(plan) },
      facts: [{ kind: 'meeting.changed' as const, meetingId: id }],
      result: id,
    };
  },
  show: (work, id) => showMeeting(work, id),
});

const placesOf = ({ chair, scribe }: Plan, ids: readonly string[]) => ({
  chairId: chair === null ? null : (ids[chair] ?? null),
  scribeId: scribe === null ? null : (ids[scribe] ?? null),
});

const auditOf = ({ attendees, agenda, ...plan }: Plan) => ({
  ...plan,
  attendees: attendees.map(({ memberId, accountId, name }) => memberId ?? accountId ?? name),
  agenda: agenda.map(({ title }) => title),
});

type ChangeInput = { readonly params: { readonly id: string }; readonly body: BodyOf<RouteWith<'meetings.change'>> };
type ChangeLoaded = Whole & { readonly refused: Refusal | null; readonly ground: PlanGround; readonly by: Someone };

/** Changes plan, people, agenda and summary. */
export const changeMeeting = defineCommand({
  id: 'meetings.change',
  async load(work: Work, { params, body }: ChangeInput): Promise<ChangeLoaded> {
    const whole = await findWhole(work, params.id, { forUpdate: true });
    return {
      ...whole,
      refused: await mayAnnotate(work, whole.subject),
      ground: await groundOf(work, whole.subject, body),
      by: await someoneOf(work),
    };
  },
  versioned: {
    of: ({ meeting }: ChangeLoaded) => meeting.version,
    show: (work: Work, { meeting }: ChangeLoaded) => showMeeting(work, meeting.id),
  },
  permit: (_actor, { refused }) => refused,
  decide({ meeting, attendees, items, lines, ground, by }, { body }): Plan | Refusal {
    const plan = decidePlan(body, ground);
    if (isRefusal(plan)) return plan;
    const refused = decideChange(meeting, { attendees, items, lines }, plan);
    return refused ?? refusalOfOwnChair({ meeting, attendees }, plan, by) ?? plan;
  },
  async record(work, { loaded: { meeting, subject, attendees }, change: plan, input: { body } }) {
    const ids = await writePlan(work, meeting, plan);
    const { title, place, url, bridge, plannedBeginAt, plannedEndAt } = plan;
    const change = { title, place, url, bridge, plannedBeginAt, plannedEndAt, summary: body.summary };
    const isWriter = work.actor.kind === 'user' && body.summary !== meeting.summary;
    const summaryBy = isWriter ? [...new Set([...meeting.summaryBy, work.actor.id])] : meeting.summaryBy;
    await updateMeeting(work, meeting.id, { ...change, summaryBy, ...placesOf(plan, ids) });
    const { locale } = await readSettings(work.db);
    await retitleSubject(work, asId<'Subject'>(meeting.id), nameOf({ ...meeting, title }, locale));
    if (meeting.state === 'planned')
      tellInvited(
        work,
        meeting,
        plan,
        attendees.map(({ accountId }) => accountId),
      );
    return {
      subjectId: subject.id as SubjectId,
      audit: {
        meetingId: meeting.id,
        before: { plannedBeginAt: meeting.plannedBeginAt, attendees: attendees.map(({ name }) => name) },
        after: { ...auditOf(plan), summary: body.summary },
      },
      facts: [{ kind: 'meeting.changed' as const, meetingId: meeting.id }],
      result: meeting.id,
    };
  },
  show: (work, id) => showMeeting(work, id),
});
