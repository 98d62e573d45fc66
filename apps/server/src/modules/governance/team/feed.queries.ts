import { sentence } from '@matoi/catalogues';
import { type CalendarEntry, writeCalendar } from '@matoi/formats/ical';
import { refuse } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { hashSecret, readingOfAccount } from '../../../platform/identity/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { shiftsOf } from './duty.rules.ts';
import { accountOfFeed, feedMadeAt } from './feed.store.ts';
import { isSelf } from './member.views.ts';
import { gatherDuty } from './reach.queries.ts';

const dayMs = 86_400_000;
const daysBefore = 7;
const daysAhead = 90;

/** Whether the duties of the one who asks have an address; never the address. */
export async function dutyFeedOf(reading: Reading) {
  const createdAt = await feedMadeAt(reading, reading.actor.id);
  return { createdAt: createdAt?.toISOString() ?? null };
}

/**
 * The duties behind a secret address: those of its owner from a week ago to three months ahead, as the roster stands now.
 * Refuses with `guest-links.find.not-found`.
 */
export async function dutyCalendarOf(reading: Reading, given: { readonly file: string; readonly publicUrl: string }) {
  const secret = /^([A-Za-z0-9_-]{43})\.ics$/.exec(given.file)?.[1];
  const accountId = secret === undefined ? null : await accountOfFeed(reading, hashSecret(secret));
  const owner = accountId === null ? null : await readingOfAccount(reading, accountId);
  if (owner === null || !owner.reading.actor.permissions.has('duty.plan')) return refuse('guest-links.find.not-found');
  const { locale } = owner;
  const { now } = reading;
  const from = new Date(now.getTime() - daysBefore * dayMs);
  const gathered = await gatherDuty(owner.reading, from);
  const own = gathered.members.find((member) => isSelf(owner.reading.actor, member));
  const { teamName } = await readSettings(reading.db);
  const until = new Date(now.getTime() + daysAhead * dayMs);
  const entries = gathered.rotations
    .filter(({ isActive }) => own !== undefined && isActive)
    .flatMap((rotation): readonly CalendarEntry[] =>
      shiftsOf(gathered.givenFor(rotation), from, until).flatMap((shift) => {
        const duty = shift.people.find(({ memberId }) => memberId === own?.id);
        if (duty === undefined) return [];
        return [
          {
            uid: `duty-${rotation.id}-${shift.from.getTime()}@matoi`,
            start: shift.from,
            end: shift.until,
            stamp: now,
            summary: sentence(locale, 'duty.feed.entry', { rotation: rotation.name, level: duty.level }),
            description: '',
            address: `${given.publicUrl}/governance/roster`,
          },
        ];
      }),
    );
  return writeCalendar({ name: sentence(locale, 'duty.feed.name', { team: teamName }), entries });
}
