import type { BodyOf, RouteWith } from '@matoi/contract';
import { isRefusal, orRefuse, type Refusal, refusal } from '@matoi/kernel';
import { defineCommand, type Work } from '../../../platform/commands/index.ts';
import { accountsThatSee } from '../../../platform/identity/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import {
  auditOfOral,
  type Decision,
  decideOral,
  enterOral,
  findOpenBrief,
  loadOral,
  type OralBody,
  type OralChange,
  type OralGround,
  refusalOfRequester,
} from '../decisions/index.ts';
import { addTask } from '../tasks/index.ts';
import { nameOf, sayIn } from './kind.map.ts';
import type { Attendee } from './meeting.model.ts';
import { showMeeting } from './meeting.queries.ts';
import { decideSupersede, isThereAt, momentOf } from './meeting.rules.ts';
import { updateMeeting } from './meeting.store.ts';
import { insertLine } from './part.store.ts';
import { indexLine, type Loaded, loadMeeting, type On, recorded, refusalOfPlace } from './session.commands.ts';

type DecideBody = BodyOf<RouteWith<'meetings.decide'>>;
type Decide = On<DecideBody> & { readonly links: { readonly key: Buffer; readonly hasRelay: boolean } };

/** A decision in the making: what the meeting says of it, and what the module of decisions does. */
type Spoken = Loaded & {
  readonly spoken:
    | Refusal
    | { readonly body: OralBody; readonly oral: OralGround; readonly brief: Decision | null; readonly at: Date };
};

/** Who decided: on the list, a member of the team, and there when it was said. */
export function decideSpeaker(
  { attendees }: Pick<Loaded, 'attendees'>,
  asked: { readonly attendeeId: string; readonly at: Date },
): (Attendee & { readonly memberId: string }) | Refusal {
  const attendee = attendees.find(({ id }) => id === asked.attendeeId);
  if (attendee === undefined) return refusal('meetings.plan.person-unknown');
  const { memberId, name } = attendee;
  if (memberId === null) return refusal('meetings.decide.not-a-member', { name });
  // The moment of the request is later than the last coming by less than anybody could say a sentence in.
  return isThereAt(attendee, asked.at) ? { ...attendee, memberId } : refusal('meetings.decide.not-present', { name });
}

async function loadSpoken(work: Work, input: Decide): Promise<Spoken> {
  const loaded = await loadMeeting(work, input);
  const { meeting, subject } = loaded;
  const { body } = input;
  const refused = (spoken: Refusal): Spoken => ({ ...loaded, spoken });
  if (meeting.state !== 'in-session') return refused(refusal('meetings.decide.not-in-session'));
  const at = momentOf({ at: body.saidAt === null ? null : new Date(body.saidAt), corrected: null }, meeting, work.now);
  if (isRefusal(at)) return refused(at);
  const speaker = decideSpeaker(loaded, { attendeeId: body.attendeeId, at });
  if ('code' in speaker) return refused(speaker);
  const { locale } = await readSettings(work.db);
  const heard = {
    memberId: speaker.memberId,
    saidAt: at.toISOString(),
    reason: body.reason,
    means: sayIn(locale)('meetings.decide.means', { number: meeting.number, name: nameOf(meeting, locale) }).slice(
      0,
      200,
    ),
    supersedesId: null,
  };
  const withGround = async (oralBody: OralBody, brief: Decision | null): Promise<Spoken> => ({
    ...loaded,
    spoken: { body: oralBody, oral: await loadOral(work, subject.id, oralBody), brief, at },
  });
  if (body.what === 'new') {
    const { question, answer, isOrder, actionKind, target, evidenceLost } = body;
    return withGround({ ...heard, question, answer, isOrder, actionKind, target, evidenceLost }, null);
  }
  const { brief, option } = await findOpenBrief(work, { id: body.decisionId, option: body.option });
  if (brief.subjectId !== subject.id) return refused(refusal('meetings.plan.decision-unknown'));
  const { question, actionKind, target, evidenceLost } = brief;
  const { title: answer, isOrder } = option;
  return withGround({ ...heard, question, answer, isOrder, actionKind, target, evidenceLost }, brief);
}

/** Records what somebody present decided; it becomes an oral decision of the record, judged as every other. */
export const decideMeeting = defineCommand({
  id: 'meetings.decide',
  load: (work: Work, input: Decide) => loadSpoken(work, input),
  permit: (_actor, { refused }) => refused,
  decide(loaded, { body }, { now }): OralChange | Refusal {
    const { spoken } = loaded;
    if ('code' in spoken) return spoken;
    const line = decideSupersede(loaded.lines, body.lineId);
    if ('code' in line) return line;
    const misplaced = refusalOfPlace(loaded, body);
    if (misplaced !== null) return misplaced;
    const own = spoken.brief === null ? null : refusalOfRequester(spoken.brief, spoken.oral);
    return own ?? decideOral(spoken.oral, spoken.body, now);
  },
  async record(work, { loaded, change, input: { body, links } }) {
    const { spoken } = loaded;
    if ('code' in spoken) throw new TypeError('a refused decision is not recorded');
    const { brief } = spoken;
    const decision = await enterOral(work, spoken.oral, { change, body: spoken.body, links, brief });
    const { itemId, lineId, attendeeId } = body;
    const text = `${spoken.body.question} → ${spoken.body.answer}`;
    const id = await insertLine(work, loaded.meeting, {
      ...{ kind: 'decision', text, at: spoken.at, itemId, attendeeId },
      decisionId: decision.id,
      supersedesId: lineId,
    });
    await indexLine(work, loaded, { id, text, supersedesId: lineId });
    await updateMeeting(work, loaded.meeting.id, {});
    return recorded(loaded, { ...auditOfOral(decision, change), briefId: spoken.brief?.id ?? null });
  },
  show: (work, id) => showMeeting(work, id),
});

type Give = BodyOf<RouteWith<'meetings.give'>>;
type Given = Loaded & { readonly ableIds: ReadonlySet<string> };

/** Gives a task in the meeting; it becomes a task of the record. Whoever cannot work there is named in its text. */
export const giveMeeting = defineCommand({
  id: 'meetings.give',
  async load(work: Work, input: On<Give>): Promise<Given> {
    const loaded = await loadMeeting(work, input);
    const { compartmentId } = loaded.subject;
    const able = await accountsThatSee(work.db, { compartmentId, roles: ['commander', 'handler'] });
    return { ...loaded, ableIds: new Set(able.map(({ id }) => id)) };
  },
  permit: (_actor, { refused }) => refused,
  decide(loaded, { body }): { readonly attendee: Attendee | null; readonly isAssigned: boolean } | Refusal {
    if (loaded.meeting.state !== 'in-session') return refusal('meetings.decide.not-in-session');
    const line = decideSupersede(loaded.lines, body.lineId);
    if ('code' in line) return line;
    const misplaced = refusalOfPlace(loaded, body);
    if (misplaced !== null) return misplaced;
    const attendee = loaded.attendees.find(({ id }) => id === body.attendeeId) ?? null;
    return { attendee, isAssigned: attendee?.accountId != null && loaded.ableIds.has(attendee.accountId) };
  },
  async record(work, { loaded, change: { attendee, isAssigned }, input: { body } }) {
    const { meeting, subject } = loaded;
    const { locale } = await readSettings(work.db);
    const whose =
      attendee === null || isAssigned ? '' : sayIn(locale)('meetings.task.assignee', { name: attendee.name });
    const { id: taskId } = await addTask(work, subject.id, {
      title: body.title,
      text: [body.text, whose].filter(Boolean).join('\n'),
      dueAt: body.dueAt === null ? null : new Date(body.dueAt),
      assigneeId: isAssigned ? (attendee?.accountId ?? null) : null,
      source: { kind: 'meeting', label: meeting.number, id: meeting.id },
    });
    const { itemId, lineId, attendeeId } = body;
    const at = orRefuse(momentOf({ at: null, corrected: null }, meeting, work.now));
    const id = await insertLine(work, meeting, {
      ...{ kind: 'task', text: body.title, at, itemId, attendeeId, taskId },
      supersedesId: lineId,
    });
    await indexLine(work, loaded, { id, text: body.title, supersedesId: lineId });
    await updateMeeting(work, meeting.id, {});
    return recorded(loaded, { taskId, assignee: attendee?.name ?? null });
  },
  show: (work, id) => showMeeting(work, id),
});
