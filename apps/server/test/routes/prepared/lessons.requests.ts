import type { RouteWorld } from '../../support/route-world.ts';
import { ask } from '../../support/sessions.ts';
import type { Aim, HiddenRequests, PreparedRequests } from './shapes.ts';

const texts = {
  heldOn: '2026-11-20',
  participants: ['山田'],
  happened: 'a mail was opened',
  whys: [],
  rootCause: 'a macro',
  wentWell: ['it was reported at once'],
  wentBadly: [],
};

const words = {
  kind: 'permanent',
  title: 'a measure',
  detail: null,
  ownerId: null,
  ownerName: '情報システム部',
  dueOn: '2026-12-24',
};

/** Told to other sites. */
const rollOut = {
  kind: 'request',
  title: 'マクロを止めてください',
  what: '全ての端末で設定を変える',
  recipients: [{ name: '第二工場 高橋', address: null, locale: 'ja' }],
};

type Made = { readonly id: string; readonly version: number };

/** A change of a record as it was made. */
function at(
  world: RouteWorld,
  { method, path, body }: { readonly method: string; readonly path: string; readonly body: object },
) {
  return ask(world.program, method, path, { body, headers: { ...world.insider.headers, 'if-match': '"1"' } });
}

/** A review in a new incident that could be finished. */
async function review(world: RouteWorld): Promise<Made> {
  const incident = await world.incident();
  const { id } = (await world.insider.post(`/api/v1/subjects/${incident.id}/review`, {})).body as Made;
  await at(world, { method: 'PATCH', path: `/api/v1/reviews/${id}`, body: texts });
  return { id, version: 2 };
}

async function measure(world: RouteWorld, subjectId?: string): Promise<Made> {
  const on = subjectId ?? (await world.incident()).id;
  return (await world.insider.post('/api/v1/measures', { subjectId: on, ...words })).body as Made;
}

export const lessonsRequests = {
  'reviews.show': ({ incidents }) => ({ params: { id: incidents.open } }),
  'reviews.start': async (world) => ({ params: { id: (await world.incident()).id }, body: {} }),
  'reviews.change': async (world) => {
    const { id, version } = await review(world);
    return { params: { id }, version, body: texts };
  },
  'reviews.finish': async (world) => {
    const { id, version } = await review(world);
    return { params: { id }, version, body: {} };
  },
  'measures.list': () => ({}),
  'measures.add': ({ incidents }) => ({ body: { subjectId: incidents.open, ...words } }),
  'measures.change': async (world) => {
    const { id, version } = await measure(world);
    return { params: { id }, version, body: words };
  },
  'measures.close': async (world) => {
    const { id, version } = await measure(world);
    return { params: { id }, version, body: { state: 'done', reason: 'tried in the test system' } };
  },
  'measures.reopen': async (world) => {
    const { id } = await measure(world);
    await at(world, { method: 'POST', path: `/api/v1/measures/${id}/close`, body: { state: 'done', reason: 'done' } });
    return { params: { id }, version: 2, body: { reason: 'it does not hold' } };
  },
  'instructions.roll-out': async (world) => ({ params: { id: (await measure(world)).id }, body: rollOut }),
} satisfies PreparedRequests;

/** What a record that never was is asked for. */
const neverId = '01900000-0000-7000-8000-000000000000';

/** A review behind the wall, where the aim is at what is hidden; otherwise one that never was. */
async function hiddenReview(world: RouteWorld, { incident }: Aim): Promise<string> {
  if (incident !== world.incidents.hidden) return neverId;
  await world.insider.post(`/api/v1/subjects/${incident}/review`, {});
  const { reviews } = (await world.insider.get(`/api/v1/subjects/${incident}/review`)).body as { reviews: Made[] };
  return reviews[0]?.id ?? neverId;
}

async function hiddenMeasure(world: RouteWorld, { incident }: Aim): Promise<string> {
  return incident === world.incidents.hidden ? (await measure(world, incident)).id : neverId;
}

export const hiddenLessonsRequests = {
  'reviews.show': (_world, { incident }) => ({ params: { id: incident } }),
  'reviews.start': (_world, { incident }) => ({ params: { id: incident }, body: {} }),
  'reviews.change': async (world, aim) => ({ params: { id: await hiddenReview(world, aim) }, version: 1, body: texts }),
  'reviews.finish': async (world, aim) => ({ params: { id: await hiddenReview(world, aim) }, version: 1, body: {} }),
  'measures.add': (_world, { incident }) => ({ body: { subjectId: incident, ...words } }),
  'measures.change': async (world, aim) => ({
    params: { id: await hiddenMeasure(world, aim) },
    version: 1,
    body: words,
  }),
  'measures.close': async (world, aim) => ({
    params: { id: await hiddenMeasure(world, aim) },
    version: 1,
    body: { state: 'done', reason: 'x' },
  }),
  'measures.reopen': async (world, aim) => ({
    params: { id: await hiddenMeasure(world, aim) },
    version: 1,
    body: { reason: 'x' },
  }),
  'instructions.roll-out': async (world, aim) => ({ params: { id: await hiddenMeasure(world, aim) }, body: rollOut }),
} satisfies HiddenRequests;
