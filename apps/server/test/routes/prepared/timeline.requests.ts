import type { RouteWorld } from '../../support/route-world.ts';
import type { HiddenRequests, PreparedRequests } from './shapes.ts';

const words = { text: 'as it was', occurredAt: '2026-01-05T00:00:00Z' };

async function noteOn(world: RouteWorld, subjectId: string): Promise<string> {
  const made = await world.insider.post('/api/v1/journal-entries', { subjectId, ...words });
  return String(made.body.id);
}

export const timelineRequests = {
  'journal.correct': async (world) => ({ params: { id: await noteOn(world, world.incidents.open) }, body: words }),
  'journal.versions': async (world) => ({ params: { id: await noteOn(world, world.incidents.open) } }),
} satisfies PreparedRequests;

export const hiddenTimelineRequests = {
  'journal.correct': async (world, { incident }) => ({
    params: { id: incident === world.incidents.hidden ? await noteOn(world, incident) : incident },
    body: words,
  }),
  'journal.versions': async (world, { incident }) => ({
    params: { id: incident === world.incidents.hidden ? await noteOn(world, incident) : incident },
  }),
} satisfies HiddenRequests;
