import { instantOf, localInput } from '../../../shared/moments.format.ts';
import type { Meeting, MeetingList, PlanBody } from './queries.ts';

/** A plan while it is typed: times as the browser's field has them, chair and scribe by the key of a person. */
export type PlanDraft = {
  readonly kind: string;
  readonly title: string;
  readonly place: string;
  readonly url: string;
  readonly bridge: string;
  readonly begin: string;
  readonly end: string;
  readonly people: readonly DraftPerson[];
  readonly chair: string;
  readonly scribe: string;
  readonly agenda: readonly DraftItem[];
  readonly summary: string;
};
export type DraftPerson = PlanBody['attendees'][number] & {
  /** Stays the same while the list is edited. */
  readonly key: string;
};
export type DraftItem = {
  readonly key: string;
  readonly id: string | null;
  readonly title: string;
  readonly text: string;
  readonly decisionId: string | null;
  readonly taskId: string | null;
};
type Choosable = MeetingList['people'][number];

const hour = 3_600_000;
const blank = { id: null, organisation: '', role: '', address: '', deputyFor: '' };

export const keyOf = (person: Pick<Choosable, 'memberId' | 'accountId' | 'name'>) =>
  person.memberId ?? person.accountId ?? person.name;

/** Somebody of the team as an entry of the list. */
export const personOf = (person: Choosable): DraftPerson => ({ ...blank, ...person, key: keyOf(person) });

/** Somebody outside; their name is typed. */
export const outsider = (key: string): DraftPerson => ({ ...blank, key, memberId: null, accountId: null, name: '' });

/** A new meeting at the next full hour; one that goes on from another has its people and place. */
export function newPlan(given: {
  readonly now: Date;
  readonly zone: string;
  readonly last: Meeting | null;
}): PlanDraft {
  const { now, zone, last } = given;
  const begin = new Date((Math.floor(now.getTime() / hour) + 1) * hour);
  const before = last === null ? null : planOf(last, zone);
  return {
    kind: before?.kind ?? 'headquarters',
    title: '',
    place: before?.place ?? '',
    url: before?.url ?? '',
    bridge: before?.bridge ?? '',
    begin: localInput(begin, zone),
    end: localInput(new Date(begin.getTime() + hour), zone),
    people: (before?.people ?? []).map((person) => ({ ...person, id: null })),
    chair: before?.chair ?? '',
    scribe: before?.scribe ?? '',
    agenda: [],
    summary: '',
  };
}

/** A meeting as it is, for its form. */
export function planOf(meeting: Meeting, zone: string): PlanDraft {
  const { kind, title, place, url, bridge, plannedBeginAt, plannedEndAt, attendees, agenda, summary } = meeting;
  const placeOf = (found: Meeting['attendees'][number] | undefined) => found?.id ?? '';
  return {
    ...{ kind, title, place, url, bridge, summary },
    begin: localInput(new Date(plannedBeginAt), zone),
    end: plannedEndAt === null ? '' : localInput(new Date(plannedEndAt), zone),
    people: attendees.map(({ id, memberId, accountId, name, organisation, role, address, deputyFor }) => ({
      ...{ id, memberId, accountId, name, organisation, role, address, deputyFor },
      key: id,
    })),
    chair: placeOf(attendees.find(({ isChair }) => isChair)),
    scribe: placeOf(attendees.find(({ isScribe }) => isScribe)),
    agenda: agenda.map(({ isTouched: _shown, ...item }) => ({ ...item, key: item.id })),
  };
}

/** The body of the request; null while a time is missing. Items without a title are left out. */
export function planBody(draft: PlanDraft, zone: string): PlanBody | null {
  const begin = instantOf(draft.begin, zone);
  const end = draft.end === '' ? null : instantOf(draft.end, zone);
  if (begin === null || (draft.end !== '' && end === null)) return null;
  const { kind, people, chair, scribe, agenda } = draft;
  const placeOf = (key: string) => {
    const at = people.findIndex((person) => person.key === key);
    return at === -1 ? null : at;
  };
  return {
    kind,
    title: draft.title.trim(),
    place: draft.place.trim(),
    url: draft.url.trim(),
    bridge: draft.bridge.trim(),
    plannedBeginAt: begin.toISOString(),
    plannedEndAt: end?.toISOString() ?? null,
    attendees: people.map(({ key: _key, ...person }) => ({ ...person, name: person.name.trim() })),
    chair: placeOf(chair),
    scribe: placeOf(scribe),
    agenda: agenda
      .filter(({ title }) => title.trim() !== '')
      .map(({ key: _key, ...item }) => ({ ...item, title: item.title.trim(), text: item.text.trim() })),
  };
}
