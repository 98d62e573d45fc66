import type { QueryOf, ResponseOf, RouteWith } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { subjectLinks } from '../../../platform/subjects/index.ts';
import type { CalledPerson } from './call.model.ts';
import { idsOfWhole } from './call.queries.ts';
import { minutesOn } from './hours.rules.ts';
import { listOnDuty } from './person.store.ts';

type Query = QueryOf<RouteWith<'call-outs.hours'>>;

async function onDuty(reading: Reading, { subjectId }: Query): Promise<readonly CalledPerson[]> {
  const all = await listOnDuty(reading, subjectId === undefined ? undefined : await idsOfWhole(reading, subjectId));
  const kinds = await subjectLinks(
    reading,
    all.map((person) => person.subjectId),
  );
  // An exercise is no duty.
  return all.filter((person) => kinds.get(person.subjectId)?.kind !== 'call-drill');
}

/** The time on duty of each person, the longest first. Who is still on duty counts until now. */
export async function hoursOf(reading: Reading, query: Query): Promise<ResponseOf<RouteWith<'call-outs.hours'>>> {
  const sums = new Map<string, ResponseOf<RouteWith<'call-outs.hours'>>['items'][number]>();
  for (const person of await onDuty(reading, query)) {
    const before = sums.get(person.memberId);
    sums.set(person.memberId, {
      memberId: person.memberId,
      name: before?.name ?? person.name,
      minutes: (before?.minutes ?? 0) + minutesOn(person, reading.now),
      isRunning: before?.isRunning === true || person.releasedAt === null,
      times: (before?.times ?? 0) + 1,
    });
  }
  return { items: [...sums.values()].sort((a, b) => b.minutes - a.minutes || a.name.localeCompare(b.name, 'ja')) };
}

/** One row for each person and call: record, person, from, until, minutes. */
export async function hourRows(
  reading: Reading,
  query: Query,
): Promise<readonly (readonly [string, string, string, string, string, number])[]> {
  const people = await onDuty(reading, query);
  const links = await subjectLinks(
    reading,
    people.map(({ subjectId }) => subjectId),
  );
  return people.map((person) => [
    links.get(person.subjectId)?.number ?? '',
    person.number,
    person.name,
    person.arrivedAt?.toISOString() ?? '',
    person.releasedAt?.toISOString() ?? '',
    minutesOn(person, reading.now),
  ]);
}
