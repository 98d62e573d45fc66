import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import { namesOf } from './kind.map.ts';
import type { Attendee, DecisionRef, Delivery, Documents, Line, Meeting, Whole } from './meeting.model.ts';
import {
  attendanceOf,
  type Confirmer,
  decideConfirm,
  isChangeable,
  isNotable,
  isSame,
  type Someone,
  standingLines,
} from './meeting.rules.ts';
import type { Counts } from './meeting.store.ts';
import { isIntact } from './minutes.map.ts';

/** The minutes as they would be confirmed now. */
type Draft = {
  readonly edition: number;
  readonly reason: string;
  readonly documents: Documents;
  readonly contentHash: string;
};

export type MeetingGround = {
  readonly by: Confirmer;
  /** The record takes nothing more. */
  readonly isClosed: boolean;
  readonly may: (permission: string) => boolean;
};

const none: Counts = { invited: 0, present: 0, decisions: 0, tasks: 0 };
const iso = (at: Date | null) => at?.toISOString() ?? null;

/** A meeting in a list. */
export function summaryView(
  meeting: Meeting,
  given: {
    readonly subject: SubjectLink;
    readonly attendees: readonly Attendee[];
    readonly counts: Counts | undefined;
    readonly by: Someone;
  },
) {
  const { id, number, version, kind, ordinal, state, place, url, bridge } = meeting;
  return {
    ...{ id, number, version, kind, ordinal, state, place, url, bridge },
    subject: { ...given.subject },
    name: namesOf(meeting),
    plannedBeginAt: meeting.plannedBeginAt.toISOString(),
    plannedEndAt: iso(meeting.plannedEndAt),
    beganAt: iso(meeting.beganAt),
    endedAt: iso(meeting.endedAt),
    counts: given.counts ?? none,
    isMine: given.attendees.some((one) => isSame(one, given.by)),
  };
}

/** A meeting with everything that its page shows, and what its reader may do. */
export function wholeView(
  whole: Whole,
  given: {
    readonly ground: MeetingGround;
    readonly counts: Counts | undefined;
    readonly briefs: readonly DecisionRef[];
    readonly previous: Meeting | null;
    readonly next: Meeting | null;
    readonly draft: Draft | null;
    readonly deliveries: readonly Delivery[];
    readonly reached: ReadonlySet<string>;
  },
) {
  const { meeting, subject, attendees, items, lines, outcome, editions } = whole;
  const { ground, counts, previous, next, draft } = given;
  const standing = standingLines(lines);
  const { id, kind, number, title } = subject;
  return {
    ...summaryView(meeting, { subject: { id, kind, number, title }, attendees, counts, by: ground.by }),
    title: meeting.title,
    summary: meeting.summary,
    cancelReason: meeting.cancelReason,
    attendees: attendees.map((one) => ({
      id: one.id,
      memberId: one.memberId,
      accountId: one.accountId,
      name: one.name,
      organisation: one.organisation,
      role: one.role,
      hasAddress: given.reached.has(one.id),
      address: one.address,
      deputyFor: one.deputyFor,
      state: attendanceOf(one, meeting.endedAt),
      stays: [...one.stays],
      absence: one.absence ?? '',
      isChair: one.id === meeting.chairId,
      isScribe: one.id === meeting.scribeId,
    })),
    agenda: items.map((item) => ({ ...item, isTouched: standing.some(({ itemId }) => itemId === item.id) })),
    lines: standing.map((line) => lineView(line, lines)),
    decisions: outcome.decisions.map(refView),
    tasks: [...outcome.tasks],
    briefs: given.briefs.map(refView),
    previous: previous === null ? null : { id: previous.id, number: previous.number },
    next:
      next === null ? null : { id: next.id, number: next.number, plannedBeginAt: next.plannedBeginAt.toISOString() },
    draft: draft === null ? null : { edition: draft.edition, reason: draft.reason, contentHash: draft.contentHash },
    documents: viewDocuments(draft?.documents ?? editions[0]?.documents ?? null),
    editions: editions.map((one) => ({
      edition: one.edition,
      reason: one.reason,
      confirmedAt: one.confirmedAt.toISOString(),
      confirmedBy: one.confirmedBy,
      sha256: one.sha256.toString('hex'),
      isIntact: isIntact(one),
      files: one.files.map(({ fileId: _kept, ...file }) => file),
    })),
    deliveries: given.deliveries.map(({ what, edition, to, at, by }) => ({
      ...{ what, edition, by },
      to: [...to],
      at: at.toISOString(),
    })),
    can: canOf(whole, { ground, draft }),
  };
}

type Shown = ResponseOf<RouteWith<'meetings.show'>>;

/** The contract's type is the same, but may be written to. */
const viewDocuments = (documents: Documents | null) => structuredClone(documents) as unknown as Shown['documents'];

const refView = (decision: DecisionRef) => ({ ...decision, options: [...decision.options] });

function lineView(line: Line, all: readonly Line[]) {
  const { id, kind, text, itemId, attendeeId, decisionId, taskId, supersedesId } = line;
  return {
    ...{ id, kind, text, itemId, attendeeId, decisionId, taskId },
    at: line.at.toISOString(),
    recordedAt: line.recordedAt.toISOString(),
    by: line.recordedBy.name,
    corrects: all.find((one) => one.id === supersedesId)?.text ?? null,
  };
}

/** The accounts that wrote something of the minutes: a line, or the summary. */
export function writersOf({ meeting, lines }: Pick<Whole, 'meeting' | 'lines'>): readonly string[] {
  const noted = lines.flatMap(({ recordedBy }) => (recordedBy.kind === 'user' ? [recordedBy.id] : []));
  return [...new Set([...meeting.summaryBy, ...noted])];
}

function canOf(
  { meeting, attendees, lines, editions }: Whole,
  { ground, draft }: { readonly ground: MeetingGround; readonly draft: Draft | null },
) {
  const { state } = meeting;
  const { may, isClosed } = ground;
  const on = (permission: string, holds: boolean) => !isClosed && may(permission) && holds;
  const hash = draft?.contentHash ?? '';
  const refused =
    state === 'closed'
      ? decideConfirm({ meeting, attendees, writers: writersOf({ meeting, lines }) }, ground.by, {
          asked: hash,
          now: hash,
        })
      : null;
  return {
    change: on('meetings.change', isChangeable(state)),
    begin: on('meetings.move', state === 'planned'),
    note: on('meetings.note', isNotable(state)),
    decide: on('meetings.decide', state === 'in-session'),
    close: on('meetings.move', state === 'in-session'),
    cancel: on('meetings.move', state === 'planned'),
    confirm: may('meetings.confirm') && state === 'closed' && refused === null,
    confirmWhyNot: refused?.code ?? null,
    correct: on('meetings.move', state === 'confirmed'),
    invite: may('meetings.send') && (state === 'planned' || state === 'in-session'),
    send: may('meetings.send') && editions.length > 0,
  };
}
