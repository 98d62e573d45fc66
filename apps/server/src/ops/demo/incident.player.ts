import { stepsOfDocuments } from './document.player.ts';
import type { Calendar, Step } from './plan.ts';
import { type Place, type Playing, versionOf } from './playing.ts';
import type { ReportIds } from './report.player.ts';
import type { DemoIncident } from './story.model.ts';
import { stepsOfTasks } from './task.player.ts';

/** The steps of one incident. `places` are all incidents, for relations: those that are opened earlier have ids. */
export function stepsOfIncident(
  story: DemoIncident,
  given: {
    readonly calendar: Calendar;
    readonly reports: ReportIds;
    readonly place: Place;
    readonly places: readonly Place[];
  },
): readonly Step[] {
  const { calendar, reports, place, places } = given;
  const steps: Step[] = [];
  const playing: Playing = {
    story,
    place,
    calendar,
    add(when, by, act) {
      steps.push({
        at: calendar.at(when),
        async act(desk) {
          await act(desk, by);
        },
      });
    },
  };
  addOpening(playing, reports);
  addHandling(playing);
  addScope(playing);
  stepsOfTasks(playing);
  addWritings(playing);
  for (const { at, by, kind, to, note } of story.related ?? []) {
    playing.add(at, by, (desk) => {
      const other = places[to];
      if (other === undefined) throw new TypeError(`there is no incident ${to}`);
      const body = { kind, fromId: place.id, toId: other.id, note };
      return desk.call(by, 'POST /api/v1/relations', { body });
    });
  }
  stepsOfDocuments(playing);
  return steps;
}

function addOpening({ story, place, calendar, add }: Playing, reports: ReportIds): void {
  const { opened, title, restricted, classCode, tlp, team, nextReviewHours } = story;
  add(opened.at, opened.by, async (desk, by) => {
    const reportIds = story.reports.map((key) => {
      const id = reports.get(key);
      if (id === undefined) throw new TypeError(`the report ${key} is not there yet`);
      return id;
    });
    const body = reportIds.length === 0 ? { title } : { title, reportIds };
    const incident = await desk.call(by, 'POST /api/v1/incidents', { body });
    place.id = incident.id;
    const nextReviewAt = nextReviewHours === undefined ? null : calendar.later(nextReviewHours * 60);
    await desk.call(by, 'PATCH /api/v1/incidents/{id}', {
      params: { id: place.id },
      body: { classCode, tlp, ...(nextReviewAt === null ? {} : { nextReviewAt }) },
      version: incident.version,
    });
  });
  if (restricted !== undefined)
    add(restricted.at, restricted.by, async (desk, by) => {
      const memberIds = restricted.members.map((one) => desk.idOf(one));
      const compartment = await desk.call(by, 'POST /api/v1/compartments', {
        body: { name: restricted.name, memberIds },
      });
      await desk.call(by, 'POST /api/v1/subjects/{id}/restrict', {
        params: { id: place.id },
        body: { compartmentId: compartment.id },
      });
    });
  add((restricted ?? opened).at, (restricted ?? opened).by, async (desk, by) => {
    const { functions } = await desk.call(by, 'GET /api/v1/incidents/{id}', { params: { id: place.id } });
    for (const [person, role] of team) {
      // Whoever opens an incident has a function already.
      const accountId = desk.idOf(person);
      if (functions.some((one) => one.account.id === accountId && one.function === role)) continue;
      await desk.call(by, 'POST /api/v1/incidents/{id}/functions', {
        params: { id: place.id },
        body: { accountId, function: role },
      });
    }
  });
}

function addHandling({ story, place, calendar, add }: Playing): void {
  const { severity, phases, monitoring, opened } = story;
  if (severity !== undefined)
    add(severity.at, severity.by, async (desk, by) => {
      const ticks = Object.entries(severity.ticks).map(([criterion, level]) => ({ criterion, level }));
      const { level, reason } = severity;
      await desk.call(by, 'POST /api/v1/incidents/{id}/severity', {
        params: { id: place.id },
        body: { ticks, severity: level, ...(reason === undefined ? {} : { reason }) },
        version: await versionOf(desk, by, place.id),
      });
    });
  for (const [kind, when, source, text] of story.times) {
    // Said as soon as it was so, and not before the incident was there.
    const isLater = calendar.at(when) > calendar.at((severity ?? opened).at);
    add(isLater ? when : (severity ?? opened).at, (severity ?? opened).by, (desk, by) =>
      desk.call(by, 'POST /api/v1/incidents/{id}/times', {
        params: { id: place.id },
        body: { kind, at: calendar.iso(when), zone: 'Asia/Tokyo', source: { kind: source, text } },
      }),
    );
  }
  for (const { at, by, phase, move = 'advance', keeps = [], reason } of phases)
    add(at, by, async (desk) => {
      await desk.call(by, 'POST /api/v1/incidents/{id}/phase-moves', {
        params: { id: place.id },
        body: { phase, move, keeps: [...keeps], ...(reason === undefined ? {} : { reason }) },
        version: await versionOf(desk, by, place.id),
      });
    });
  if (monitoring !== undefined)
    add(monitoring.at, monitoring.by, async (desk, by) => {
      await desk.call(by, 'POST /api/v1/incidents/{id}/monitoring', {
        params: { id: place.id },
        body: { until: calendar.later(monitoring.hours * 60), note: monitoring.note },
        version: await versionOf(desk, by, place.id),
      });
    });
}

function addScope({ story, place, add }: Playing): void {
  for (const { at, by, moveTo, ...body } of story.scope ?? []) {
    const names = new Set(body.items.map(({ name }) => name));
    add(at, by, (desk) => desk.call(by, 'POST /api/v1/scope-items', { body: { subjectId: place.id, ...body } }));
    if (moveTo === undefined) continue;
    add(moveTo.at, by, async (desk) => {
      const { items } = await desk.call(by, 'GET /api/v1/scope-items', { query: { subjectId: place.id } });
      const moved = items.filter(({ name }) => names.has(name)).slice(0, moveTo.count);
      const { state, reason = '' } = moveTo;
      await desk.call(by, 'POST /api/v1/scope-items/move', {
        body: { subjectId: place.id, items: moved.map(({ id, version }) => ({ id, version })), state, reason },
      });
      for (const measure of body.measures ?? [])
        await desk.call(by, 'POST /api/v1/scope-items/measures', {
          body: { subjectId: place.id, ids: moved.map(({ id }) => id), measure, state: 'done' },
        });
    });
  }
  for (const { at, by, ...body } of story.numbers ?? [])
    add(at, by, async (desk) => {
      const { items } = await desk.call(by, 'GET /api/v1/scope-numbers', { query: { subjectId: place.id } });
      const unit = body.unit ?? 'persons';
      const current = items.find((one) => one.isCurrent && one.category === body.category && one.unit === unit);
      await desk.call(by, 'POST /api/v1/scope-numbers', {
        body: { subjectId: place.id, ...body, previousId: current?.id ?? null },
      });
    });
}

function addWritings({ story, place, add }: Playing): void {
  for (const [at, by, lane, text] of story.journal)
    add(at, by, (desk) => desk.call(by, 'POST /api/v1/journal-entries', { body: { subjectId: place.id, text, lane } }));
  for (const { at, by, title, text } of story.notes ?? [])
    add(at, by, (desk) => desk.call(by, 'POST /api/v1/notes', { body: { subjectId: place.id, title, text } }));
  for (const [index, { at, by, ...texts }] of (story.summaries ?? []).entries())
    add(at, by, (desk) =>
      desk.call(by, 'POST /api/v1/incidents/{id}/summaries', {
        params: { id: place.id },
        body: { ...texts, known: [...texts.known], unknown: [...texts.unknown], assumed: [...texts.assumed] },
        version: index,
      }),
    );
  const { observables } = story;
  if (observables !== undefined) {
    const { at, by, ...body } = observables;
    add(at, by, (desk) => desk.call(by, 'POST /api/v1/observables', { body: { subjectId: place.id, ...body } }));
  }
}
