import { sentence } from '@matoi/catalogues';
import { type CalendarEntry, writeCalendar } from '@matoi/formats/ical';
import { ownerOfFeed } from '../../../platform/calendar-feeds/index.ts';
import type { Reading } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { shiftsOf } from './duty.rules.ts';
import { isSelf } from './member.views.ts';
import { gatherDuty } from './reach.queries.ts';

const dayMs = 86_400_000;
const daysBefore = 7;
const daysAhead = 90;

/**
 * The duties behind a secret address: those of its owner from a week ago to three months ahead, as the roster stands now.
 * Refuses with `guest-links.find.not-found`.
 */
export async function dutyCalendarOf(reading: Reading, given: { readonly file: string; readonly publicUrl: string }) {
  const owner = await ownerOfFeed(reading, { file: given.file, purpose: 'duty', permission: 'duty.plan' });
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
