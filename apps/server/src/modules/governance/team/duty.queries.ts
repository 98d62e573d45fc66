import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { readMailCompromise, readSettings } from '../../../platform/settings/index.ts';
import { stalenessOf } from './directory.rules.ts';
import { listEntries } from './directory.store.ts';
import { shiftsOf } from './duty.rules.ts';
import { viewChange, viewRotation, viewShift } from './duty.views.ts';
import { holidayNameOf } from './holiday.queries.ts';
import { dateOfDay, dayIn, dayOfDate, momentOf } from './local-day.rules.ts';
import { channelsOf } from './member.rules.ts';
import { isSelf, viewChannels } from './member.views.ts';
import { dutyOfAll, gatherDuty, nextOfAll } from './reach.queries.ts';

const dayMs = 86_400_000;

/** Who is on duty now and who comes next, for the board and the head of the roster. */
export async function showDutyNow(reading: Reading): Promise<ResponseOf<RouteWith<'duty.now'>>> {
  const { actor, now } = reading;
  const gathered = await gatherDuty(reading, now);
  const isMailCompromised = (await readMailCompromise(reading.db)) !== null;
  const { zone } = await readSettings(reading.db);
  const today = dateOfDay(dayIn(zone, now));
  const entries = (await listEntries(reading)).filter(({ isActive }) => isActive);
  return {
    people: dutyOfAll(gathered, now).flatMap((person) => {
      const member = gathered.byId.get(person.memberId);
      if (member === undefined) return [];
      const { rank, memberId, name, department, rotationId, rotationName, level, reason } = person;
      const channels = channelsOf(member, { isMailCompromised });
      return [
        {
          ...{ rank, memberId, name, department, rotationId, rotationName, level, reason },
          isSelf: isSelf(actor, member),
          channels: viewChannels(channels, actor, member),
        },
      ];
    }),
    next: nextOfAll(gathered, now).map(({ rotation, shift }) => ({
      rotationId: rotation.id,
      rotationName: rotation.name,
      from: shift.from.toISOString(),
      people: shift.people.map(({ level, memberId }) => ({
        level,
        memberId,
        name: gathered.byId.get(memberId)?.name ?? '',
      })),
    })),
    hasRotation: gathered.rotations.some(({ isActive }) => isActive),
    staleEntries: entries.filter((entry) => ['stale', 'expired'].includes(stalenessOf(entry, { now, today }))).length,
  };
}

/**
 * Who is on duty in the coming days, stretch by stretch, the first to call first, with telephone numbers. Never answer this
 * to somebody without `contact-list.download`.
 */
export async function dutyShifts(
  reading: Reading,
  days: number,
): Promise<
  readonly {
    readonly from: Date;
    readonly until: Date;
    readonly rotation: string;
    readonly people: readonly { readonly name: string; readonly telephones: readonly string[] }[];
  }[]
> {
  const { now } = reading;
  const gathered = await gatherDuty(reading, now);
  const until = new Date(now.getTime() + days * dayMs);
  return gathered.rotations
    .filter(({ isActive }) => isActive)
    .flatMap((rotation) =>
      shiftsOf(gathered.givenFor(rotation), now, until).map((shift) => ({
        from: shift.from,
        until: shift.until,
        rotation: rotation.name,
        people: shift.people.flatMap(({ memberId }) => {
          const member = gathered.byId.get(memberId);
          if (member === undefined) return [];
          const telephones = member.channels.filter(({ kind }) => kind === 'voice' || kind === 'sms');
          return [{ name: member.name, telephones: [...new Set(telephones.map(({ address }) => address))] }];
        }),
      })),
    )
    .toSorted((one, other) => one.from.getTime() - other.from.getTime());
}

/** The roster of a period: days of the team, each rotation with its stretches. */
export async function showDutyPlan(
  reading: Reading,
  query: { readonly from: string; readonly days: number },
): Promise<ResponseOf<RouteWith<'duty.plan'>>> {
  const { actor, now } = reading;
  const { zone } = await readSettings(reading.db);
  const first = dayOfDate(query.from);
  const from = momentOf(zone, first, 0);
  const until = momentOf(zone, first + query.days, 0);
  const gathered = await gatherDuty(reading, new Date(Math.min(from.getTime(), now.getTime() - dayMs)));
  const days = Array.from({ length: query.days }, (_, index) => dateOfDay(first + index));
  return {
    from: from.toISOString(),
    until: until.toISOString(),
    rotations: gathered.rotations.map((rotation) => ({
      rotation: viewRotation(rotation),
      shifts: rotation.isActive ? shiftsOf(gathered.givenFor(rotation), from, until).map(viewShift) : [],
    })),
    changes: gathered.changes
      .filter((change) => change.from < until || change.until > now)
      .map((change) => viewChange(change, { actor, now, members: gathered.byId })),
    members: gathered.members.map(({ id, name, isActive }) => ({ id, name, isActive })),
    holidays: days.flatMap((on) => {
      const name = holidayNameOf(on);
      return name === null ? [] : [{ on, name }];
    }),
    ownMemberId: gathered.members.find((member) => isSelf(actor, member))?.id ?? null,
  };
}
