import { meetingStates } from '@matoi/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attendee, Line, Meeting } from './meeting.model.ts';
import {
  attend,
  attendanceOf,
  decideConfirm,
  decideSupersede,
  endStays,
  isThereAt,
  type MeetingAct,
  momentOf,
  moves,
  standingLines,
  stateAfter,
} from './meeting.rules.ts';

const at = (clock: string) => new Date(`2026-11-24T${clock}:00Z`);
const acts = Object.keys(moves) as MeetingAct[];

describe('the states of a meeting', () => {
  it.each([
    ['planned', 'begin', 'in-session'],
    ['planned', 'cancel', 'cancelled'],
    ['in-session', 'close', 'closed'],
    ['closed', 'confirm', 'confirmed'],
    ['confirmed', 'correct', 'closed'],
    ['planned', 'close', null],
    ['in-session', 'cancel', null],
    ['in-session', 'confirm', null],
    ['closed', 'begin', null],
    ['cancelled', 'begin', null],
    ['confirmed', 'confirm', null],
  ] as const)('leads from %s by %s to %s', (from, act, to) => {
    expect(stateAfter(from, act)).toBe(to);
  });

  it('whatever is tried in whatever order: minutes are confirmed only after a meeting was held and closed, and a cancelled one never begins', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...acts), { maxLength: 40 }), (tried) => {
        let state: Meeting['state'] = 'planned';
        const done: MeetingAct[] = [];
        for (const act of tried) {
          const next = stateAfter(state, act);
          if (next === null) continue;
          done.push(act);
          state = next;
          expect(meetingStates).toContain(state);
        }
        if (done.includes('confirm')) {
          expect(done.slice(0, 2)).toEqual(['begin', 'close']);
          expect(done.filter((act) => act === 'begin' || act === 'close')).toHaveLength(2);
        }
        if (done.includes('cancel')) expect(done).toEqual(['cancel']);
        // Each further confirmation follows a correction that was asked for.
        const confirmed = done.filter((act) => act === 'confirm').length;
        const corrected = done.filter((act) => act === 'correct').length;
        expect(confirmed - corrected).toBe(state === 'confirmed' ? 1 : 0);
      }),
    );
  });
});

const nobody = { stays: [], absence: null } as const;
const running = { beganAt: at('01:00'), endedAt: null };
const over = { beganAt: at('01:00'), endedAt: at('02:00') };
const stay = (cameAt: string, leftAt: string | null) => ({
  cameAt: at(cameAt).toISOString(),
  leftAt: leftAt === null ? null : at(leftAt).toISOString(),
});
const asked = (act: 'came' | 'left' | 'absent', clock: string) => ({ act, at: at(clock), reason: '出張' });

describe('attendance', () => {
  it.each([
    ['leaving before coming', nobody, asked('left', '01:10'), running, 'meetings.attend.not-there'],
    [
      'coming twice',
      { stays: [stay('01:00', null)], absence: null },
      asked('came', '01:10'),
      running,
      'meetings.attend.there-already',
    ],
    ['coming before the meeting', nobody, asked('came', '00:50'), running, 'meetings.attend.before'],
    ['coming after its end', nobody, asked('came', '02:10'), over, 'meetings.attend.before'],
    [
      'leaving before they came',
      { stays: [stay('01:30', null)], absence: null },
      asked('left', '01:10'),
      running,
      'meetings.attend.before',
    ],
    [
      'coming back before they left',
      { stays: [stay('01:00', '01:30')], absence: null },
      asked('came', '01:20'),
      running,
      'meetings.attend.before',
    ],
    [
      'being absent after having been there',
      { stays: [stay('01:00', null)], absence: null },
      asked('absent', '01:10'),
      running,
      'meetings.attend.there-already',
    ],
    [
      'coming to what has not begun',
      nobody,
      asked('came', '01:10'),
      { beganAt: null, endedAt: null },
      'meetings.attend.not-in-session',
    ],
  ] as const)('refuses %s', (_name, attendee, what, meeting, code) => {
    expect(attend(attendee, what, meeting)).toMatchObject({ code });
  });

  it('keeps each stay: coming late, leaving, and coming back', () => {
    const came = attend(nobody, asked('came', '01:10'), running);
    if ('code' in came) throw new Error(came.code);
    const left = attend(came, asked('left', '01:20'), running);
    if ('code' in left) throw new Error(left.code);
    const back = attend(left, asked('came', '01:30'), running);
    expect(back).toEqual({ stays: [stay('01:10', '01:20'), stay('01:30', null)], absence: null });
    expect(isThereAt(left, at('01:15'))).toBe(true);
    expect(isThereAt(left, at('01:25'))).toBe(false);
  });

  it('knows who stayed until the end from who left before', () => {
    const stays = endStays([stay('01:00', null)], at('02:00'));
    expect(attendanceOf({ stays, absence: null }, at('02:00'))).toBe('present');
    expect(attendanceOf({ stays: [stay('01:00', '01:30')], absence: null }, at('02:00'))).toBe('left');
    expect(attendanceOf({ stays: [], absence: '' }, null)).toBe('absent');
    expect(attendanceOf(nobody, null)).toBe('invited');
  });

  it('puts right after the end that somebody had come, until the end', () => {
    expect(attend(nobody, asked('came', '01:40'), over)).toEqual({ stays: [stay('01:40', '02:00')], absence: null });
  });

  it('never has two stays at once, whatever is recorded', () => {
    const step = fc.record({ act: fc.constantFrom('came', 'left', 'absent'), minute: fc.integer({ min: 0, max: 59 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let attendee: Pick<Attendee, 'stays' | 'absence'> = nobody;
        for (const { act, minute } of steps) {
          const next = attend(attendee, asked(act as 'came', `01:${String(minute).padStart(2, '0')}`), running);
          if (!('code' in next)) attendee = next;
        }
        for (const [place, { cameAt, leftAt }] of attendee.stays.entries()) {
          const next = attendee.stays[place + 1];
          if (leftAt !== null) expect(cameAt <= leftAt).toBe(true);
          if (next !== undefined) expect(leftAt !== null && leftAt <= next.cameAt).toBe(true);
        }
      }),
    );
  });
});

const person = (id: string, accountId: string | null): Attendee => ({
  ...{ id, accountId, memberId: null, name: id, organisation: '', role: '', address: '', deputyFor: '' },
  stays: [stay('01:00', '02:00')],
  absence: null,
});
const hash = { asked: 'h', now: 'h' };
const account = (accountId: string) => ({ memberId: null, accountId, isCommander: accountId === 'a-commander' });
const absent = (id: string, accountId: string | null): Attendee => ({ ...person(id, accountId), stays: [] });

describe('confirming minutes', () => {
  const attendees = [person('chair', 'a-chair'), person('scribe', 'a-scribe'), person('third', 'a-third')];
  const meeting = { state: 'closed', chairId: 'chair', scribeId: 'scribe' } as const;
  const given = { meeting, attendees, writers: ['a-scribe'] };
  const outsiders = [person('scribe', null), person('chair', null), absent('third', 'a-third')];
  it.each([
    [
      'before the meeting was closed',
      { ...given, meeting: { ...meeting, state: 'in-session' as const } },
      'a-chair',
      hash,
      'meetings.confirm.not-closed',
    ],
    ['what is no longer so', given, 'a-chair', { asked: 'h', now: 'i' }, 'meetings.confirm.changed'],
    ['by the scribe', given, 'a-scribe', hash, 'meetings.confirm.scribe'],
    ['by somebody who noted lines', { ...given, writers: ['a-third'] }, 'a-third', hash, 'meetings.confirm.scribe'],
    [
      'by a chair who kept them himself',
      { ...given, meeting: { ...meeting, chairId: 'scribe' } },
      'a-scribe',
      hash,
      'meetings.confirm.scribe',
    ],
    ['by somebody of the team who was not there', given, 'a-other', hash, 'meetings.confirm.not-there'],
    ['by a commander who was not there', given, 'a-commander', hash, 'meetings.confirm.not-there'],
    [
      'by somebody who was invited and did not come',
      { ...given, attendees: [...attendees, absent('late', 'a-late')] },
      'a-late',
      hash,
      'meetings.confirm.not-there',
    ],
    [
      'by a reader, where nobody who was there has an account',
      { ...given, attendees: outsiders },
      'a-other',
      hash,
      'meetings.confirm.commander',
    ],
  ] as const)('is refused %s', (_name, ground, by, hashes, code) => {
    expect(decideConfirm(ground, account(by), hashes)).toMatchObject({ code });
  });

  it.each([
    ['the chair', given, 'a-chair'],
    ['the chair who also noted a line', { ...given, writers: ['a-scribe', 'a-chair'] }, 'a-chair'],
    ['somebody who was there and wrote nothing', given, 'a-third'],
    ['a commander, where nobody who was there has an account', { ...given, attendees: outsiders }, 'a-commander'],
    [
      'the scribe, where nobody else there has an account',
      { ...given, attendees: [person('scribe', 'a-scribe'), person('chair', null)] },
      'a-scribe',
    ],
  ] as const)('is open to %s', (_name, ground, by) => {
    expect(decideConfirm(ground, account(by), hash)).toBeNull();
  });
});

const line = (id: string, change: Partial<Line> = {}): Line => ({
  ...{ id, kind: 'note', text: id, at: at('01:00'), recordedAt: at('01:00'), itemId: null, attendeeId: null },
  ...{ decisionId: null, taskId: null, supersedesId: null, recordedBy: { kind: 'user', id: 'u', name: 'u' } },
  ...change,
});

describe('noted lines', () => {
  const lines = [
    line('a'),
    line('b', { supersedesId: 'a', at: at('00:30') }),
    line('c'),
    line('d', { kind: 'struck', supersedesId: 'c', text: '' }),
    line('e', { kind: 'decision', decisionId: 'x' }),
  ];
  it('count without what was corrected or taken back, in the order in which it happened', () => {
    expect(standingLines(lines).map(({ id }) => id)).toEqual(['b', 'e']);
  });
  it.each([
    ['one that is not there', 'z', 'meetings.note.line-unknown'],
    ['one that was corrected already', 'a', 'meetings.note.fixed'],
    ['one that was taken back', 'c', 'meetings.note.fixed'],
    ['a decision', 'e', 'meetings.note.fixed'],
  ])('refuse to correct %s', (_name, id, code) => {
    expect(decideSupersede(lines, id)).toMatchObject({ code });
  });
  it('keep the time of what they correct, and are not of the future', () => {
    const now = at('01:30');
    expect(momentOf({ at: null, corrected: line('a') }, running, now)).toEqual(at('01:00'));
    expect(momentOf({ at: null, corrected: null }, running, now)).toEqual(now);
    expect(momentOf({ at: null, corrected: null }, over, at('05:00'))).toEqual(at('02:00'));
    expect(momentOf({ at: at('01:31'), corrected: null }, running, now)).toEqual(now);
    expect(momentOf({ at: at('01:40'), corrected: null }, running, now)).toMatchObject({
      code: 'meetings.attend.in-the-future',
    });
  });
});
