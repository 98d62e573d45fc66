import type { RouteWorld } from '../../support/route-world.ts';
import { ask } from '../../support/sessions.ts';
import type { Aim, HiddenRequests, PreparedRequests } from './shapes.ts';

const neverId = '01900000-0000-7000-8000-000000000000';
const someHash = '0'.repeat(64);
const plan = {
  ...{ kind: 'headquarters', title: '', place: 'room', url: '', bridge: '', chair: null, scribe: null },
  ...{ plannedBeginAt: '2026-01-05T01:00:00Z', plannedEndAt: null, previousId: null },
  attendees: [
    {
      ...{ id: null, memberId: null, accountId: null, name: 'one', organisation: '', role: '' },
      ...{ address: 'one@example.jp', deputyFor: '' },
    },
  ],
  agenda: [],
};
const { previousId: _previous, ...planFields } = plan;
const change = { ...planFields, attendees: [], summary: '' };
const note = { text: 'x', at: null, itemId: null, attendeeId: null, supersedesId: null };
const placed = { itemId: null, lineId: null };
const decision = {
  ...{ what: 'new', ...placed, saidAt: null, reason: '', question: 'x', answer: 'x', isOrder: true },
  ...{ actionKind: 'stop-service', target: { system: '', site: '', tag: '' }, evidenceLost: '' },
};
const task = { ...placed, title: 'x', text: '', attendeeId: null, dueAt: null };
const mail = { what: 'invitation', text: 'x', language: 'en', formats: [] };

type Made = { readonly id: string; readonly version: number; readonly attendeeId: string; readonly hash: string };
type Shown = {
  readonly id: string;
  readonly version: number;
  readonly attendees: readonly { readonly id: string }[];
  readonly draft: { readonly contentHash: string } | null;
};

const made = (body: unknown): Made => {
  const { id, version, attendees, draft } = body as Shown;
  return { id, version, attendeeId: attendees[0]?.id ?? neverId, hash: draft?.contentHash ?? someHash };
};

async function planned(world: RouteWorld, accountId: string | null = null): Promise<Made> {
  const { id } = await world.incident();
  const attendees = plan.attendees.map((one) => ({ ...one, accountId }));
  return made((await world.insider.post(`/api/v1/subjects/${id}/meetings`, { ...plan, attendees })).body);
}

async function move(world: RouteWorld, { id, version }: Made, body: object): Promise<Made> {
  const moved = await ask(world.program, 'POST', `/api/v1/meetings/${id}/move`, {
    body,
    headers: { ...world.insider.headers, 'if-match': `"${version}"` },
  });
  return made(moved.body);
}

async function begun(world: RouteWorld, accountId: string | null = null): Promise<Made> {
  const meeting = await planned(world, accountId);
  return move(world, meeting, { act: 'begin', presentIds: [meeting.attendeeId] });
}
/** A meeting that is over, at which one account was: who confirms its minutes must have been there. */
const closed = async (world: RouteWorld, accountId: string | null) =>
  move(world, await begun(world, accountId), { act: 'close' });

export const meetingRequests = {
  'meetings.list': ({ incidents }) => ({ params: { id: incidents.open } }),
  'meetings.today': () => ({}),
  'meetings.plan': async (world) => ({ params: { id: (await world.incident()).id }, body: plan }),
  'meetings.show': async (world) => ({ params: { id: (await planned(world)).id } }),
  'meetings.change': async (world) => {
    const { id, version } = await planned(world);
    return { params: { id }, version, body: change };
  },
  'meetings.move': async (world) => {
    const { id, version } = await planned(world);
    return { params: { id }, version, body: { act: 'cancel', reason: 'x' } };
  },
  'meetings.attend': async (world) => {
    const { id, attendeeId } = await planned(world);
    return { params: { id }, body: { attendeeId, act: 'absent', at: null, reason: '' } };
  },
  'meetings.note': async (world) => ({ params: { id: (await begun(world)).id }, body: note }),
  'meetings.decide': async (world) => {
    const { id, attendeeId } = await begun(world);
    return {
      params: { id },
      body: { ...decision, attendeeId },
      otherwise: { status: 422, because: 'who is present is no member of the team' },
    };
  },
  'meetings.give': async (world) => ({ params: { id: (await begun(world)).id }, body: task }),
  'meetings.confirm': async (world, caller) => {
    const { id, version, hash } = await closed(world, caller.kind === 'session' ? caller.id : null);
    return { params: { id }, version, body: { contentHash: hash } };
  },
  'meetings.send': async (world) => {
    const { id, attendeeId } = await planned(world);
    return {
      params: { id },
      body: { ...mail, attendeeIds: [attendeeId] },
      otherwise: { status: 409, because: 'this program has no relay' },
    };
  },
  'meetings.file': async (world) => ({
    params: { id: (await planned(world)).id },
    query: '?format=csv&language=ja',
  }),
} satisfies PreparedRequests;

/** A meeting behind the wall, where the aim is at what is hidden; otherwise one that never was. */
async function hidden(world: RouteWorld, { incident }: Aim): Promise<string> {
  if (incident !== world.incidents.hidden) return neverId;
  await world.insider.post(`/api/v1/subjects/${incident}/meetings`, plan);
  const { items } = (await world.insider.get(`/api/v1/subjects/${incident}/meetings`)).body as {
    items: { id: string }[];
  };
  return items[0]?.id ?? neverId;
}

const at = async (world: RouteWorld, aim: Aim) => ({ params: { id: await hidden(world, aim) } });

export const hiddenMeetingRequests = {
  'meetings.list': (_world, { incident }) => ({ params: { id: incident } }),
  'meetings.plan': (_world, { incident }) => ({ params: { id: incident }, body: plan }),
  'meetings.show': at,
  'meetings.change': async (world, aim) => ({ ...(await at(world, aim)), version: 1, body: change }),
  'meetings.move': async (world, aim) => ({
    ...(await at(world, aim)),
    version: 1,
    body: { act: 'cancel', reason: 'x' },
  }),
  'meetings.attend': async (world, aim) => ({
    ...(await at(world, aim)),
    body: { attendeeId: neverId, act: 'absent', at: null, reason: '' },
  }),
  'meetings.note': async (world, aim) => ({ ...(await at(world, aim)), body: note }),
  'meetings.decide': async (world, aim) => ({ ...(await at(world, aim)), body: { ...decision, attendeeId: neverId } }),
  'meetings.give': async (world, aim) => ({ ...(await at(world, aim)), body: task }),
  'meetings.confirm': async (world, aim) => ({
    ...(await at(world, aim)),
    version: 1,
    body: { contentHash: someHash },
  }),
  'meetings.send': async (world, aim) => ({ ...(await at(world, aim)), body: { ...mail, attendeeIds: [neverId] } }),
  'meetings.file': async (world, aim) => ({ ...(await at(world, aim)), query: '?format=ics&language=en' }),
} satisfies HiddenRequests;
