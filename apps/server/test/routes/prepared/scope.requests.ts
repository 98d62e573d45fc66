import type { RouteWorld } from '../../support/route-world.ts';
import { anyName, type HiddenRequests, type PreparedRequests } from './shapes.ts';

const neverId = '01900000-0000-7000-8000-000000000000';

/** An item of its own on a record; an id that never was where the record is none. */
async function itemOn(world: RouteWorld, subjectId: string): Promise<string> {
  const name = anyName();
  await world.insider.post('/api/v1/scope-items', { subjectId, items: [{ kind: 'system', name }] });
  const { body } = await world.insider.get(`/api/v1/scope-items?subjectId=${subjectId}`);
  return ((body.items ?? []) as { id: string; name: string }[]).find((one) => one.name === name)?.id ?? neverId;
}

const changed = () => ({ name: anyName(), kind: 'system', details: {}, certainty: 'known', tags: [], note: '' });
const number = (subjectId: string, previousId: string | null) => ({
  subjectId,
  category: 'customers',
  known: 41,
  maximum: 1_200,
  source: 'sales',
  previousId,
});

async function newestNumber(world: RouteWorld, subjectId: string): Promise<string | null> {
  const { body } = await world.insider.get(`/api/v1/scope-numbers?subjectId=${subjectId}`);
  return ((body.items ?? []) as { id: string }[])[0]?.id ?? null;
}

export const scopeRequests = {
  'scope.list': ({ incidents }) => ({ query: `?subjectId=${incidents.open}` }),
  'scope.summary': ({ incidents }) => ({ query: `?subjectId=${incidents.open}` }),
  'scope.numbers': ({ incidents }) => ({ query: `?subjectId=${incidents.open}` }),
  'scope.export': ({ incidents }) => ({ query: `?subjectId=${incidents.open}` }),
  'scope.preview': ({ incidents }) => ({ body: { subjectId: incidents.open, text: 'FS-01\n10.0.0.0/24' } }),
  'scope.add': ({ incidents }) => ({
    body: { subjectId: incidents.open, items: [{ kind: 'system', name: anyName() }] },
  }),
  'scope.show': async (world) => ({ params: { id: await itemOn(world, world.incidents.open) } }),
  'scope.change': async (world) => ({
    params: { id: await itemOn(world, world.incidents.open) },
    version: 1,
    body: changed(),
  }),
  'scope.move': async (world) => ({
    params: { id: await itemOn(world, world.incidents.open) },
    version: 1,
    body: { state: 'confirmed' },
  }),
  'scope.move-many': async (world) => ({
    body: {
      subjectId: world.incidents.open,
      items: [{ id: await itemOn(world, world.incidents.open), version: 1 }],
      state: 'confirmed',
    },
  }),
  'scope.set-measure': async (world) => ({
    body: {
      subjectId: world.incidents.open,
      ids: [await itemOn(world, world.incidents.open)],
      measure: 'isolate',
      state: 'done',
    },
  }),
  'scope.withdraw': async (world) => ({
    body: { subjectId: world.incidents.open, ids: [await itemOn(world, world.incidents.open)], reason: 'a typo' },
  }),
  'scope.record-number': async (world) => ({
    body: number(world.incidents.open, await newestNumber(world, world.incidents.open)),
  }),
} satisfies PreparedRequests;

export const hiddenScopeRequests = {
  'scope.list': (_world, { incident }) => ({ query: `?subjectId=${incident}` }),
  'scope.summary': (_world, { incident }) => ({ query: `?subjectId=${incident}` }),
  'scope.numbers': (_world, { incident }) => ({ query: `?subjectId=${incident}` }),
  'scope.export': (_world, { incident }) => ({ query: `?subjectId=${incident}` }),
  'scope.preview': (_world, { incident }) => ({ body: { subjectId: incident, text: 'FS-01' } }),
  'scope.add': (_world, { incident }) => ({
    body: { subjectId: incident, items: [{ kind: 'system', name: anyName() }] },
  }),
  'scope.show': async (world, { incident }) => ({ params: { id: await itemOn(world, incident) } }),
  'scope.change': async (world, { incident }) => ({
    params: { id: await itemOn(world, incident) },
    version: 1,
    body: changed(),
  }),
  'scope.move': async (world, { incident }) => ({
    params: { id: await itemOn(world, incident) },
    version: 1,
    body: { state: 'confirmed' },
  }),
  'scope.move-many': async (world, { incident }) => ({
    body: { subjectId: incident, items: [{ id: await itemOn(world, incident), version: 1 }], state: 'confirmed' },
  }),
  'scope.set-measure': async (world, { incident }) => ({
    body: { subjectId: incident, ids: [await itemOn(world, incident)], measure: 'isolate', state: 'done' },
  }),
  'scope.withdraw': async (world, { incident }) => ({
    body: { subjectId: incident, ids: [await itemOn(world, incident)], reason: 'a typo' },
  }),
  'scope.record-number': async (world, { incident }) => ({
    body: number(incident, await newestNumber(world, incident)),
  }),
} satisfies HiddenRequests;
