import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DutyChange, Rotation } from './duty.model.ts';
import { type DutyGiven, dutyOf, isCovered, isPresent, mergeDuty, nextShift, shiftsOf } from './duty.rules.ts';
import { isJapaneseHoliday } from './holiday.queries.ts';

const at = (text: string) => new Date(text);
const jst = (text: string) => at(`${text}:00+09:00`);

const always = { kind: 'always', days: [], from: '09:00', until: '17:30', hasHolidays: false } as const;
const office = { kind: 'within', days: [1, 2, 3, 4, 5], from: '09:00', until: '17:30', hasHolidays: true } as const;

/** Hand-over on Mondays at nine; level 1 is 田中, 佐藤, 鈴木 in turn, level 2 one further. */
const weekly: Rotation = {
  ...{ id: 'r1', version: 1, name: '夜間・休日', position: 1, isActive: true, zone: 'Asia/Tokyo' },
  ...{ startsOn: '2026-11-02', handoverAt: '09:00', everyDays: 7, cover: always },
  levels: [{ memberIds: ['tanaka', 'sato', 'suzuki'] }, { memberIds: ['sato', 'suzuki', 'tanaka'] }],
};

const member = (...deputyIds: string[]) => ({ isActive: true, deputyIds });
const team = new Map([
  ['tanaka', member('mori')],
  ['sato', member()],
  ['suzuki', member()],
  ['mori', member()],
]);

function given(more: Partial<DutyGiven> = {}): DutyGiven {
  return { rotation: weekly, members: team, absences: [], changes: [], isHoliday: isJapaneseHoliday, ...more };
}

const change = (more: Partial<DutyChange>): DutyChange => ({
  ...{ id: 'c1', rotationId: 'r1', level: 1, kind: 'swap', reason: '', state: 'agreed', onMemberId: 'mori' },
  ...{ from: jst('2026-11-24T18:00'), until: jst('2026-11-25T09:00'), askedAt: jst('2026-11-01T09:00') },
  askedBy: { kind: 'user', id: 'a', name: 'a' },
  ...more,
});

const names = (duty: DutyGiven, when: Date) => dutyOf(duty, when).map(({ memberId }) => memberId);

describe('who is on duty', () => {
  it.each([
    ['nobody before the first hand-over', '2026-11-02T08:59', []],
    ['the first from the first hand-over on', '2026-11-02T09:00', ['tanaka', 'sato']],
    ['the same until a minute before the next', '2026-11-09T08:59', ['tanaka', 'sato']],
    ['the next from the hand-over on', '2026-11-09T09:00', ['sato', 'suzuki']],
    ['the first again when all had their turn', '2026-11-23T09:00', ['tanaka', 'sato']],
  ])('is %s', (_name, when, expected) => {
    expect(names(given(), jst(when))).toEqual(expected);
  });

  it('is nobody while the rotation is paused', () => {
    expect(dutyOf(given({ rotation: { ...weekly, isActive: false } }), jst('2026-11-03T09:00'))).toEqual([]);
  });

  it.each([
    ['the one who agreed to a swap', {}, '2026-11-24T18:00', ['mori', 'sato']],
    ['the rotation again when the swap ends', {}, '2026-11-25T09:00', ['tanaka', 'sato']],
    ['the rotation while a swap was only asked', { state: 'asked' as const }, '2026-11-24T20:00', ['tanaka', 'sato']],
    ['the rotation after a swap was declined', { state: 'declined' as const }, '2026-11-24T20:00', ['tanaka', 'sato']],
    ['the rotation where another one was changed', { rotationId: 'r2' }, '2026-11-24T20:00', ['tanaka', 'sato']],
  ])('is %s', (_name, more, when, expected) => {
    expect(names(given({ changes: [change(more)] }), jst(when))).toEqual(expected);
  });

  it('is the one of the change that was made last', () => {
    const later = change({ id: 'c0', kind: 'override', onMemberId: 'suzuki', askedAt: jst('2026-11-02T09:00') });
    expect(dutyOf(given({ changes: [later, change({})] }), jst('2026-11-24T20:00'))[0]).toEqual({
      ...{ level: 1, memberId: 'suzuki', reason: 'override', insteadOf: 'tanaka' },
    });
  });

  const away = (memberId: string, deputyId: string | null = null) => ({
    ...{ memberId, deputyId, from: jst('2026-11-24T00:00'), until: jst('2026-11-26T00:00') },
  });
  it.each([
    ['the deputy whom the absence names', [away('tanaka', 'suzuki')], ['suzuki', 'sato'], 'deputy'],
    ['the own deputy where it names nobody', [away('tanaka')], ['mori', 'sato'], 'deputy'],
    [
      'the next in line where the deputy is away too',
      [away('tanaka'), away('mori')],
      ['sato', 'suzuki'],
      'next-in-line',
    ],
    ['nobody twice', [away('tanaka', 'sato')], ['sato', 'suzuki'], 'deputy'],
  ])('is, for who is absent, %s', (_name, absences, expected, reason) => {
    const duty = given({ absences });
    expect(names(duty, jst('2026-11-24T12:00'))).toEqual(expected);
    expect(dutyOf(duty, jst('2026-11-24T12:00'))[0]).toMatchObject({ reason, insteadOf: 'tanaka' });
    expect(names(duty, jst('2026-11-26T00:00'))).toEqual(['tanaka', 'sato']);
  });

  it('is never who has left', () => {
    const members = new Map([...team, ['tanaka', { isActive: false, deputyIds: [] }]]);
    expect(names(given({ members }), jst('2026-11-24T12:00'))).toEqual(['sato', 'suzuki']);
  });

  it('is each person once over several rotations, the first rotation first', () => {
    const first = [{ memberId: 'tanaka' }, { memberId: 'sato' }];
    expect(mergeDuty([first, [{ memberId: 'sato' }, { memberId: 'mori' }]])).toEqual([...first, { memberId: 'mori' }]);
  });
});

describe('the hours of a rotation', () => {
  const outside = { ...office, kind: 'outside' as const };
  it.each([
    ['Monday before nine', '2026-11-16T08:59', false],
    ['Monday at nine', '2026-11-16T09:00', true],
    ['Monday at half past five', '2026-11-16T17:30', false],
    ['Saturday', '2026-11-21T12:00', false],
    ['Labour Thanksgiving Day, a Monday', '2026-11-23T12:00', false],
    ['the day after it', '2026-11-24T12:00', true],
  ])('%s', (_name, when, isInside) => {
    expect(isCovered({ ...weekly, cover: office }, jst(when), isJapaneseHoliday)).toBe(isInside);
    expect(isCovered({ ...weekly, cover: outside }, jst(when), isJapaneseHoliday)).toBe(!isInside);
  });

  it('do not observe holidays that nobody chose', () => {
    const rotation = { ...weekly, cover: { ...office, hasHolidays: false } };
    expect(isCovered(rotation, jst('2026-11-23T12:00'), isJapaneseHoliday)).toBe(true);
  });
});

describe('a change of clocks', () => {
  const rotation = (zone: string, more: Partial<Rotation>): Rotation => ({ ...weekly, zone, everyDays: 1, ...more });
  it('hands over once where the hour comes twice', () => {
    const duty = given({ rotation: rotation('Europe/Berlin', { startsOn: '2026-10-24', handoverAt: '02:30' }) });
    expect(names(duty, at('2026-10-25T00:29:00Z'))[0]).toBe('tanaka');
    expect(names(duty, at('2026-10-25T00:30:00Z'))[0]).toBe('sato');
    expect(names(duty, at('2026-10-25T01:15:00Z'))[0]).toBe('sato');
  });

  it('hands over at the change where the hour is skipped', () => {
    const duty = given({ rotation: rotation('America/New_York', { startsOn: '2026-03-07', handoverAt: '02:30' }) });
    expect(names(duty, at('2026-03-08T06:59:00Z'))[0]).toBe('tanaka');
    expect(names(duty, at('2026-03-08T07:00:00Z'))[0]).toBe('sato');
  });
});

describe('the plan of a period', () => {
  it('has the stretches in which the same people are on duty, cut where a change begins and ends', () => {
    const shifts = shiftsOf(given({ changes: [change({})] }), jst('2026-11-23T00:00'), jst('2026-11-30T12:00'));
    expect(shifts.map(({ from, people }) => [from.toISOString(), people[0]?.memberId])).toEqual([
      ['2026-11-22T15:00:00.000Z', 'suzuki'],
      ['2026-11-23T00:00:00.000Z', 'tanaka'],
      ['2026-11-24T09:00:00.000Z', 'mori'],
      ['2026-11-25T00:00:00.000Z', 'tanaka'],
      ['2026-11-30T00:00:00.000Z', 'sato'],
    ]);
  });

  it('says who comes next, and nothing where nothing changes', () => {
    expect(nextShift(given(), jst('2026-11-24T12:00'))).toMatchObject({ from: jst('2026-11-30T09:00') });
    const alone = { ...weekly, levels: [{ memberIds: ['sato'] }] };
    expect(nextShift(given({ rotation: alone }), jst('2026-11-24T12:00'))).toBeNull();
  });
});

const people = ['a', 'b', 'c', 'd', 'e'];
const moment = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) });
const stretch = fc.tuple(moment, fc.integer({ min: 60_000, max: 40 * 86_400_000 }));
const zone = fc.constantFrom('Asia/Tokyo', 'Europe/Berlin', 'America/New_York', 'Australia/Sydney', 'UTC');
const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([hour, minute]) => {
  const two = (figure: number) => String(figure).padStart(2, '0');
  return `${two(hour)}:${two(minute)}`;
});
const line = fc.shuffledSubarray(people, { minLength: 1 }).map((memberIds) => ({ memberIds }));

const anything = fc
  .record({
    zone,
    handoverAt: time,
    everyDays: fc.integer({ min: 1, max: 14 }),
    levels: fc.array(line, { minLength: 1, maxLength: 3 }),
    absences: fc.array(fc.tuple(fc.constantFrom(...people), stretch, fc.constantFrom(null, ...people)), {
      maxLength: 6,
    }),
    changes: fc.array(fc.tuple(fc.constantFrom(...people), stretch, fc.integer({ min: 1, max: 3 })), { maxLength: 5 }),
    cover: fc.constantFrom(always, office, { ...office, kind: 'outside' as const }),
  })
  .map(
    ({ absences, changes, ...rest }): DutyGiven => ({
      rotation: { ...weekly, ...rest, startsOn: '2025-12-29' },
      members: new Map(people.map((id, index) => [id, member(people[(index + 1) % people.length] ?? 'a')])),
      isHoliday: isJapaneseHoliday,
      absences: absences.map(([memberId, [from, length], deputyId]) => ({
        ...{ memberId, deputyId: deputyId === memberId ? null : deputyId },
        ...{ from: new Date(from), until: new Date(from + length) },
      })),
      changes: changes.map(([onMemberId, [from, length], level], index) =>
        change({ id: `c${index}`, onMemberId, level, from: new Date(from), until: new Date(from + length) }),
      ),
    }),
  );

describe('whatever the roster is', () => {
  it('has exactly one first person at each covered moment at which anybody of the line is there, and nobody twice', () => {
    fc.assert(
      fc.property(anything, moment, (duty, when) => {
        const found = dutyOf(duty, new Date(when));
        const isOn = isCovered(duty.rotation, new Date(when), isJapaneseHoliday);
        const isAnybody = duty.rotation.levels.some(({ memberIds }) =>
          memberIds.some((id) => isPresent(duty, id, new Date(when))),
        );
        if (!isOn) expect(found).toEqual([]);
        else if (isAnybody) expect(found.length).toBeGreaterThan(0);
        expect(new Set(found.map(({ memberId }) => memberId)).size).toBe(found.length);
        for (const { memberId } of found) expect(isPresent(duty, memberId, new Date(when))).toBe(true);
      }),
    );
  });

  it('plans stretches that say at each moment what is asked at that moment', () => {
    fc.assert(
      fc.property(anything, moment, fc.integer({ min: 0, max: 10 * 86_400_000 - 1 }), (duty, begin, offset) => {
        const from = new Date(begin);
        const when = new Date(begin + offset);
        const shift = shiftsOf(duty, from, new Date(begin + 10 * 86_400_000)).find(
          (one) => one.from <= when && when < one.until,
        );
        expect((shift?.people ?? []).map(({ memberId }) => memberId)).toEqual(names(duty, when));
      }),
      { numRuns: 60 },
    );
  });
});
