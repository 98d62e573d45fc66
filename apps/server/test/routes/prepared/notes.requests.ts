import type { RouteWorld } from '../../support/route-world.ts';
import { anyName, type HiddenRequests, type PreparedRequests } from './shapes.ts';

const neverId = '01900000-0000-7000-8000-000000000000';

/** A note with two versions; an id that never was where the record is none. */
async function noteOn(world: RouteWorld, subjectId: string): Promise<string> {
  const made = await world.insider.post('/api/v1/notes', { subjectId, title: anyName(), text: 'first' });
  if (made.status !== 201) return neverId;
  const id = String(made.body.id);
  await fetch(`${world.program.origin}/api/v1/notes/${id}`, {
    method: 'PATCH',
    headers: { ...world.insider.headers, 'content-type': 'application/json', 'if-match': '"1"' },
    body: JSON.stringify({ title: 'second', text: 'second' }),
  });
  return id;
}

export const notesRequests = {
  'notes.list': ({ incidents }) => ({ query: `?subjectId=${incidents.open}` }),
  'notes.add': ({ incidents }) => ({ body: { subjectId: incidents.open, title: anyName(), text: '# text' } }),
  'notes.write': async (world) => ({
    params: { id: await noteOn(world, world.incidents.open) },
    version: 2,
    body: { title: anyName(), text: '' },
  }),
  'notes.restore': async (world) => ({
    params: { id: await noteOn(world, world.incidents.open) },
    version: 2,
    body: { version: 1 },
  }),
  'notes.withdraw': async (world) => ({
    params: { id: await noteOn(world, world.incidents.open) },
    version: 2,
    body: { reason: 'wrong record' },
  }),
  'notes.versions': async (world) => ({ params: { id: await noteOn(world, world.incidents.open) } }),
  'notes.version': async (world) => ({ params: { id: await noteOn(world, world.incidents.open), version: '1' } }),
} satisfies PreparedRequests;

export const hiddenNotesRequests = {
  'notes.list': (_world, { incident }) => ({ query: `?subjectId=${incident}` }),
  'notes.add': (_world, { incident }) => ({ body: { subjectId: incident, title: 'x', text: 'x' } }),
  'notes.write': async (world, { incident }) => ({
    params: { id: await noteOn(world, incident) },
    version: 2,
    body: { title: 'x', text: 'x' },
  }),
  'notes.restore': async (world, { incident }) => ({
    params: { id: await noteOn(world, incident) },
    version: 2,
    body: { version: 1 },
  }),
  'notes.withdraw': async (world, { incident }) => ({
    params: { id: await noteOn(world, incident) },
    version: 2,
    body: { reason: 'x' },
  }),
  'notes.versions': async (world, { incident }) => ({ params: { id: await noteOn(world, incident) } }),
  'notes.version': async (world, { incident }) => ({ params: { id: await noteOn(world, incident), version: '1' } }),
} satisfies HiddenRequests;
