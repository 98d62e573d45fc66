import type { IncidentTimeKind, Precision } from '@matoi/contract';
import { isRefusal, type SubjectId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../../platform/commands/index.ts';
import { recordAct } from '../../../casework/journal/index.ts';
import { offerAnchors } from '../../obligations/index.ts';
import type { HandledReport } from '../../reports/index.ts';
import { chosenTimes, insertChoice, insertTime, timesOf } from '../handling.store.ts';
import type { AssertedTime, ChosenTimes, Incident } from '../incident.model.ts';
import { updateIncident } from '../incident.store.ts';
import { timeKinds } from '../time.queries.ts';
import { chosenTime, decideChoice, decideTime, type TimeDecision, type TimeInput } from '../time.rules.ts';
import { inBoth, localMoment } from '../words.map.ts';
import { loadIncident, type OnIncident, refusedWhenClosed, show, subjectIdOf } from './load.ts';

type Loaded = { readonly incident: Incident; readonly times: readonly AssertedTime[]; readonly chosen: ChosenTimes };

async function loadTimes(work: Work, input: OnIncident): Promise<Loaded> {
  const incident = await loadIncident(work, input);
  return {
    incident,
    times: await timesOf(work, incident.id),
    chosen: await chosenTimes(work, incident.id),
  };
}

/** Lets an assertion count; the time at which the team knew is kept with the incident for lists. */
async function choose(work: Work, incidentId: string, time: Pick<AssertedTime, 'id' | 'kind' | 'at'>): Promise<void> {
  await insertChoice(work, incidentId, { kind: time.kind, timeId: time.id });
  if (time.kind === 'known') await updateIncident(work, incidentId, { knownAt: time.at }, { isVersioned: false });
}

async function write(work: Work, incidentId: string, { time, isChosen }: TimeDecision): Promise<string> {
  const id = await insertTime(work, incidentId, time);
  if (isChosen) await choose(work, incidentId, { ...time, id });
  return id;
}

/** Moments from which laws and contracts count: they become candidates for anchors of clocks. */
const isCounted = (kind: IncidentTimeKind): kind is 'occurred' | 'detected' | 'known' =>
  kind === 'occurred' || kind === 'detected' || kind === 'known';

/** What of a time stands in the journal. */
function timeWords({ kind, at, zone, precision }: Pick<AssertedTime, 'kind' | 'at' | 'zone' | 'precision'>) {
  const name = timeKinds.find((one) => one.code === kind)?.name ?? { ja: kind, en: kind };
  const moment = at === null ? inBoth('at', 'incidents.time.unknown-at') : null;
  const text = at === null ? '' : localMoment(at, zone, precision);
  return { nameJa: name.ja, nameEn: name.en, ...(moment ?? { atJa: text, atEn: text }) };
}

/** Asserts when something happened. Nothing of what was said before is lost. */
export const assertTime = defineCommand({
  id: 'incidents.assert-time',
  load: (work: Work, input: OnIncident & { readonly body: TimeInput }) => loadTimes(work, input),
  permit: permitAll,
  decide: ({ incident, times, chosen }, { body }, { now }) =>
    refusedWhenClosed(incident) ?? decideTime({ times, chosen, now }, body),
  async record(work, { loaded: { incident }, change }) {
    const id = await write(work, incident.id, change);
    const { time, isChosen } = change;
    const isCorrection = time.supersedes !== null;
    const { kind, at, zone, precision } = time;
    if (at !== null && isCounted(kind))
      await offerAnchors(work, subjectIdOf(incident), [
        {
          ...{ kind, at, zone, precision },
          who: time.source.text === '' ? work.actor.name : time.source.text,
          evidence: time.note ?? '',
          originId: id,
        },
      ]);
    await recordAct(work, subjectIdOf(incident), {
      code: isCorrection ? 'incident.time-corrected' : 'incident.time-asserted',
      params: timeWords(time),
    });
    return {
      subjectId: subjectIdOf(incident),
      audit: { timeId: id, ...time, isChosen },
      facts: [{ kind: 'incident.time-asserted' as const, timeKind: time.kind }],
      result: incident.id,
    };
  },
  show,
});

/** Says which of several assertions counts. */
export const chooseTime = defineCommand({
  id: 'incidents.choose-time',
  load: (work: Work, input: OnIncident & { readonly body: { readonly timeId: string } }) => loadTimes(work, input),
  permit: permitAll,
  decide({ incident, times }, { body }) {
    const time = refusedWhenClosed(incident) ?? decideChoice(times, body.timeId);
    return isRefusal(time) ? time : { time };
  },
  async record(work, { loaded: { incident, times, chosen }, change: { time } }) {
    await choose(work, incident.id, time);
    await recordAct(work, subjectIdOf(incident), {
      code: 'incident.time-chosen',
      params: timeWords(time),
    });
    return {
      subjectId: subjectIdOf(incident),
      audit: { kind: time.kind, before: chosenTime(times, chosen, time.kind)?.id ?? null, after: time.id },
      facts: [{ kind: 'incident.time-asserted' as const, timeKind: time.kind }],
      result: incident.id,
    };
  },
  show,
});

type Said = { readonly at: Date; readonly precision: Precision; readonly number: string };

/** What the reports that an incident is made of say of its times: the earliest of each kind. */
export async function assertFromReports(
  work: Work,
  incidentId: SubjectId,
  { reports, zone }: { readonly reports: readonly HandledReport[]; readonly zone: string },
): Promise<void> {
  const earliest = (of: (report: HandledReport) => Omit<Said, 'number'> | null): Said | null =>
    reports
      .flatMap((report) => {
        const said = of(report);
        return said === null || said.at > work.now ? [] : [{ ...said, number: report.number }];
      })
      .toSorted((one, other) => one.at.getTime() - other.at.getTime())[0] ?? null;
  const received = earliest(({ receivedAt }) => ({ at: receivedAt, precision: 'instant' }));
  const times: Readonly<Partial<Record<IncidentTimeKind, Said | null>>> = {
    occurred: earliest(({ occurredAt, occurredPrecision }) =>
      occurredAt === null ? null : { at: occurredAt, precision: occurredPrecision ?? 'minute' },
    ),
    detected: earliest(({ detectedAt }) => (detectedAt === null ? null : { at: detectedAt, precision: 'minute' })),
    reported: received,
    known: received,
  };
  const offered: Parameters<typeof offerAnchors>[2][number][] = [];
  for (const [key, said] of Object.entries(times)) {
    if (said === null || said === undefined) continue;
    const kind = key as IncidentTimeKind;
    const originId = await write(work, incidentId, {
      isChosen: true,
      time: {
        kind,
        at: said.at,
        precision: said.precision,
        zone,
        source: { kind: 'report', text: said.number },
        note: null,
        reason: null,
        supersedes: null,
      },
    });
    const { at, precision, number } = said;
    if (isCounted(kind)) offered.push({ kind, at, precision, zone, who: number, evidence: '', originId });
  }
  await offerAnchors(work, incidentId, offered);
}
