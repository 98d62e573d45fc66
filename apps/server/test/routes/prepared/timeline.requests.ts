import { sql } from 'kysely';
import type { RouteWorld } from '../../support/route-world.ts';
import { type HiddenRequests, onReport, type PreparedRequests } from './shapes.ts';

const words = { text: 'as it was', occurredAt: '2026-01-05T00:00:00Z' };
const file = 'datetime,message\n2026-01-05T00:00:00Z,login';
const mapping = {
  at: ['datetime'],
  zoneColumn: null,
  zone: null,
  dayOrder: 'ymd',
  message: 'message',
  what: null,
  source: null,
  host: null,
  laneColumn: null,
  lane: 'systems',
};

async function noteOn(world: RouteWorld, subjectId: string): Promise<string> {
  const made = await world.insider.post('/api/v1/journal-entries', { subjectId, ...words });
  return String(made.body.id);
}

type Version = { readonly id: string; readonly version: number };

/** A file of events on a record, in a state. */
async function importOn(
  world: RouteWorld,
  subjectId: string,
  state: 'uploaded' | 'running' | 'done' = 'uploaded',
): Promise<Version> {
  const answer = await fetch(`${world.program.origin}/api/v1/timeline-imports?subjectId=${subjectId}&fileName=x.csv`, {
    method: 'POST',
    headers: { ...world.insider.headers, 'content-type': 'application/octet-stream' },
    body: file,
  });
  const { id } = (await answer.json()) as { id: string };
  await sql`update timeline.import set state = ${state}, events = 0, errors = 0 where id = ${id}::uuid`.execute(
    world.program.ground.databases.owner,
  );
  return { id, version: 1 };
}

/** An event on a record, as an import has it. */
async function eventOn(world: RouteWorld, subjectId: string): Promise<Version> {
  const { id: importId } = await importOn(world, subjectId, 'done');
  const { rows } = await sql<{ id: string }>`
    insert into timeline.event (id, subject_id, import_id, occurred_at, recorded_at, line, lane, source, what, host, message, norm, fields)
    values (gen_random_uuid(), ${subjectId}::uuid, ${importId}::uuid, now(), now(), 2, 'systems', '', '', '', 'x', 'x', '{}')
    returning id`.execute(world.program.ground.databases.owner);
  return { id: rows[0]?.id ?? '', version: 1 };
}

const mark = { isStarred: true, note: 'first sign', tags: ['vpn'] };

export const timelineRequests = {
  'journal.correct': async (world) => ({ params: { id: await noteOn(world, world.incidents.open) }, body: words }),
  'journal.versions': async (world) => ({ params: { id: await noteOn(world, world.incidents.open) } }),
  'timeline.picture': ({ incidents }) => ({ query: `?subjectId=${incidents.open}` }),
  'timeline.list': ({ incidents }) => ({ query: `?subjectId=${incidents.open}` }),
  'timeline.export': ({ incidents }) => ({ query: `?subjectId=${incidents.open}` }),
  'timeline.show-event': async (world) => ({ params: { id: (await eventOn(world, world.incidents.open)).id } }),
  'timeline.mark-event': async (world) => onReport(await eventOn(world, world.incidents.open), mark),
  'timeline-imports.list': ({ incidents }) => ({ query: `?subjectId=${incidents.open}` }),
  'timeline-imports.upload': ({ incidents }) => ({ query: `?subjectId=${incidents.open}&fileName=x.csv`, file }),
  'timeline-imports.show': async (world) => ({ params: { id: (await importOn(world, world.incidents.open)).id } }),
  'timeline-imports.preview': async (world) => ({
    params: { id: (await importOn(world, world.incidents.open)).id },
    body: mapping,
  }),
  'timeline-imports.run': async (world) => onReport(await importOn(world, world.incidents.open), mapping),
  'timeline-imports.cancel': async (world) => ({
    params: { id: (await importOn(world, world.incidents.open, 'running')).id },
    body: {},
  }),
  'timeline-imports.undo': async (world) => onReport(await importOn(world, world.incidents.open, 'done'), {}),
  'timeline-imports.errors': async (world) => ({ params: { id: (await importOn(world, world.incidents.open)).id } }),
} satisfies PreparedRequests;

const hidden = async (
  world: RouteWorld,
  incident: string,
  make: (world: RouteWorld, incident: string) => Promise<Version>,
) => (incident === world.incidents.hidden ? make(world, incident) : { id: incident, version: 1 });
const hiddenNote = (world: RouteWorld, incident: string) =>
  hidden(world, incident, async () => ({ id: await noteOn(world, incident), version: 1 }));
const hiddenImport = (world: RouteWorld, incident: string) => hidden(world, incident, importOn);
const hiddenEvent = (world: RouteWorld, incident: string) => hidden(world, incident, eventOn);

export const hiddenTimelineRequests = {
  'journal.correct': async (world, { incident }) => ({
    params: { id: (await hiddenNote(world, incident)).id },
    body: words,
  }),
  'journal.versions': async (world, { incident }) => ({ params: { id: (await hiddenNote(world, incident)).id } }),
  'timeline.picture': (_world, { incident }) => ({ query: `?subjectId=${incident}` }),
  'timeline.list': (_world, { incident }) => ({ query: `?subjectId=${incident}` }),
  'timeline.export': (_world, { incident }) => ({ query: `?subjectId=${incident}` }),
  'timeline.show-event': async (world, { incident }) => ({ params: { id: (await hiddenEvent(world, incident)).id } }),
  'timeline.mark-event': async (world, { incident }) => onReport(await hiddenEvent(world, incident), mark),
  'timeline-imports.list': (_world, { incident }) => ({ query: `?subjectId=${incident}` }),
  'timeline-imports.upload': (_world, { incident }) => ({ query: `?subjectId=${incident}&fileName=x.csv`, file }),
  'timeline-imports.show': async (world, { incident }) => ({
    params: { id: (await hiddenImport(world, incident)).id },
  }),
  'timeline-imports.preview': async (world, { incident }) => ({
    params: { id: (await hiddenImport(world, incident)).id },
    body: mapping,
  }),
  'timeline-imports.run': async (world, { incident }) => onReport(await hiddenImport(world, incident), mapping),
  'timeline-imports.cancel': async (world, { incident }) => ({
    params: { id: (await hiddenImport(world, incident)).id },
    body: {},
  }),
  'timeline-imports.undo': async (world, { incident }) => onReport(await hiddenImport(world, incident), {}),
  'timeline-imports.errors': async (world, { incident }) => ({
    params: { id: (await hiddenImport(world, incident)).id },
  }),
} satisfies HiddenRequests;
