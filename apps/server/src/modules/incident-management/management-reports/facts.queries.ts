import { type SentenceKey, sentence } from '@matoi/catalogues';
import type { JournalAct, JournalLane, Locale, ResponseOf, RouteWith } from '@matoi/contract';
import { asId } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { accountNames } from '../../../platform/identity/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { scopeOn } from '../../casework/scope/index.ts';
import { instructionsOn, tasksOn } from '../../casework/tasks/index.ts';
import { sayAct, type TimelineItem, timelineOn } from '../../casework/timeline/index.ts';
import { isOverdue, measuresOn, reviewOf } from '../../knowledge-transfer/lessons/index.ts';
import { incidentOf } from '../incidents/index.ts';
import { classLinks } from '../triage/index.ts';
import type { RecordFacts, TimeFact, TimelineFact } from './facts.model.ts';
import { dayIn } from './moment.rules.ts';

type Incident = ResponseOf<RouteWith<'incidents.show'>>;

/** Most entries of a timeline that are looked through for one report. */
const mostEntries = 3_000;

/** Acts that belong into the story of an incident; the others are about its administration. */
const toldActs = new Set<JournalAct>(['incident.opened', 'incident.closed', 'incident.reopened', 'instruction.sent']);

/** Everything that a report on an incident is composed from, as far as its author sees it. `language` is that of the acts. */
export async function factsOf(reading: Reading, subjectId: string, language: Locale): Promise<RecordFacts> {
  const id = asId<'Subject'>(subjectId);
  const incident = await incidentOf(reading, subjectId);
  const settings = await readSettings(reading.db);
  const classes = await classLinks(reading, incident.classCode === null ? [] : [incident.classCode]);
  const times = incident.times.map((time) => timeFact(time));
  const entries = await timelineOn(reading, subjectId, { limit: mostEntries });
  const acts = entries.flatMap(({ act }) => (act === null ? [] : [act.code]));
  return {
    team: { name: settings.teamName, zone: settings.zone },
    number: incident.number,
    title: incident.title,
    phase: incident.phase,
    activePhases: incident.phaseStates.filter(({ state }) => state === 'active').map(({ phase }) => phase),
    severity: incident.severity,
    className: incident.classCode === null ? null : (classes.get(incident.classCode)?.name ?? null),
    tlp: incident.tlp,
    openedAt: new Date(incident.openedAt),
    closing:
      incident.closing === null
        ? null
        : {
            outcome: incident.closing.outcome,
            reason: incident.closing.reason,
            closedAt: new Date(incident.closing.closedAt),
          },
    monitoringUntil: incident.monitoringUntil === null ? null : new Date(incident.monitoringUntil),
    commander: incident.commander?.name ?? null,
    plain: incident.summary?.plain ?? '',
    technical: incident.summary?.technical ?? '',
    known: incident.summary?.known ?? [],
    unknown: incident.summary?.unknown ?? [],
    assumed: incident.summary?.assumed ?? [],
    times,
    timeline: [
      ...entries.flatMap((item) => timelineFact(item, language)),
      ...times.flatMap((time) => timeEntry(time, language)),
    ],
    scope: await scopeFacts(reading, subjectId),
    tasks: await taskFacts(reading, id),
    instructions: (await instructionsOn(reading, id))
      .filter(({ withdrawn }) => withdrawn === null)
      .map(({ number, title, sentAt, dueAt, counts }) => ({ number, title, sentAt, dueAt, ...counts })),
    review: await reviewFacts(reading, subjectId),
    measures: await measureFacts(reading, subjectId, dayIn(settings.zone, reading.now)),
    messages: {
      received: acts.filter((code) => code === 'message.received').length,
      sent: acts.filter((code) => code === 'message.sent').length,
    },
  };
}

function timeFact(time: Incident['times'][number]): TimeFact {
  const chosen = time.assertions.find(({ id }) => id === time.chosenId) ?? null;
  const kind = chosen?.source.kind ?? 'other';
  const inWords = (language: Locale) => sentence(language, `management-reports.source.${kind}` as SentenceKey);
  const text = chosen?.source.text ?? '';
  return {
    code: time.kind,
    name: time.name,
    at: chosen === null || chosen.at === null ? null : new Date(chosen.at),
    precision: chosen?.precision ?? 'minute',
    zone: chosen?.zone ?? 'UTC',
    isEstimate: kind === 'estimate',
    source: chosen === null ? null : text === '' ? { ja: inWords('ja'), en: inWords('en') } : { ja: text, en: text },
    note: chosen?.note ?? null,
    assertedBy: chosen?.assertedBy.name ?? null,
    isNeeded: time.isNeeded,
  };
}

const laneOfTime: Readonly<Record<string, JournalLane>> = {
  occurred: 'attacker',
  detected: 'systems',
  reported: 'communication',
};

/** An asserted time as an entry of the story. */
function timeEntry(time: TimeFact, language: Locale): readonly TimelineFact[] {
  if (time.at === null) return [];
  const lane = laneOfTime[time.code] ?? 'us';
  return [{ at: time.at, until: null, lane, text: time.name[language], isAssumed: time.isEstimate }];
}

function timelineFact(item: TimelineItem, language: Locale): readonly TimelineFact[] {
  if (item.act !== null && !toldActs.has(item.act.code)) return [];
  const text = item.act === null ? (item.note ?? item.text ?? '') : sayAct(item.act, language);
  return [{ at: item.at, until: item.until, lane: item.lane, text, isAssumed: item.isAssumed }];
}

async function scopeFacts(reading: Reading, subjectId: string): Promise<RecordFacts['scope']> {
  const { items, numbers, persons } = await scopeOn(reading, subjectId);
  return {
    items: items.map(({ kind, name, state, certainty }) => ({ kind, name, state, isAssumed: certainty === 'assumed' })),
    persons,
    hasNumbers: numbers.some(({ unit }) => unit === 'persons'),
  };
}

async function taskFacts(reading: Reading, subjectId: Parameters<typeof tasksOn>[1]): Promise<RecordFacts['tasks']> {
  const tasks = await tasksOn(reading, subjectId);
  const names = await accountNames(
    reading.db,
    tasks.flatMap(({ assigneeId }) => assigneeId ?? []),
  );
  return tasks.flatMap(({ state, title, assigneeId, dueAt, endedAt }) => {
    if (state === 'cancelled' || state === 'not-applicable') return [];
    const assignee = assigneeId === null ? null : (names.get(assigneeId) ?? null);
    return [{ title, state: state === 'done' ? ('done' as const) : ('open' as const), assignee, dueAt, endedAt }];
  });
}

async function reviewFacts(reading: Reading, subjectId: string): Promise<RecordFacts['review']> {
  const review = await reviewOf(reading, subjectId);
  return review === null ? null : { isFinished: review.state !== 'draft', ...review.texts };
}

async function measureFacts(reading: Reading, subjectId: string, today: string): Promise<RecordFacts['measures']> {
  return (await measuresOn(reading, subjectId)).map((one) => ({
    title: one.title,
    isPermanent: one.kind === 'permanent',
    owner: one.ownerName,
    dueOn: one.dueOn,
    state: one.state,
    isOverdue: isOverdue(one, today),
  }));
}
