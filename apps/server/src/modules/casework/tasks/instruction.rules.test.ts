import { instructionAnswers, instructionStates } from '@matoi/contract';
import { describe, expect, it } from 'vitest';
import clockDefaults from './data/instruction.clock.v1.json' with { type: 'json' };
import type { RecipientTimes } from './instruction.model.ts';
import {
  bySilence,
  clockOf,
  countsOf,
  followUpOf,
  isSilent,
  mayAnswer,
  refusalOfSending,
  stateOf,
  timesAfter,
} from './instruction.rules.ts';

const sentAt = new Date('2026-11-24T00:00:00Z');
const at = (minutes: number) => new Date(sentAt.getTime() + minutes * 60_000);

const nothing: RecipientTimes = {
  queuedAt: sentAt,
  sentAt: null,
  withheldAt: null,
  bouncedAt: null,
  openedAt: null,
  acknowledgedAt: null,
  refusedAt: null,
  doneAt: null,
  withdrawnAt: null,
  remindedAt: null,
  dueRemindedAt: null,
  escalatedAt: null,
};

describe('an instruction', () => {
  it.each([
    [
      'whose time is over',
      { dueAt: at(-1), recipients: [{ address: 'a@example.jp' }] },
      'instructions.send.due-passed',
    ],
    [
      'that goes to one address twice',
      { dueAt: null, recipients: [{ address: 'a@example.jp' }, { address: 'A@example.jp' }] },
      'instructions.send.same-address',
    ],
  ])('%s is refused', (_name, given, code) => {
    expect(refusalOfSending({ ...given, now: sentAt })).toMatchObject({ code });
  });

  it('may go to several people without an address', () => {
    expect(
      refusalOfSending({ dueAt: at(1), recipients: [{ address: null }, { address: null }], now: sentAt }),
    ).toBeNull();
  });
});

describe('the state of a recipient', () => {
  it.each([
    ['queued', {}],
    ['sent', { sentAt: at(1) }],
    ['bounced', { sentAt: at(1), bouncedAt: at(2) }],
    ['withheld', { queuedAt: null, withheldAt: at(0) }],
    ['opened', { sentAt: at(1), openedAt: at(2) }],
    ['acknowledged', { openedAt: at(2), acknowledgedAt: at(3) }],
    ['refused', { acknowledgedAt: at(3), refusedAt: at(4) }],
    ['acknowledged', { refusedAt: at(3), acknowledgedAt: at(4) }],
    ['done', { refusedAt: at(3), doneAt: at(4) }],
    ['withdrawn', { acknowledgedAt: at(3), withdrawnAt: at(4) }],
  ] as const)('is %s', (state, times) => {
    expect(stateOf({ ...nothing, ...times })).toBe(state);
  });

  it('is silent as long as nothing was said: an opened link is no word', () => {
    expect(instructionStates.filter(isSilent)).toEqual(['queued', 'sent', 'withheld', 'bounced', 'opened']);
  });

  it('orders the silent ones first, those that nothing reached before all', () => {
    const shuffled = (['done', 'sent', 'acknowledged', 'bounced', 'refused', 'opened'] as const).map((state, rank) => ({
      state,
      rank,
    }));
    expect(bySilence(shuffled).map(({ state }) => state)).toEqual([
      'bounced',
      'sent',
      'opened',
      'refused',
      'acknowledged',
      'done',
    ]);
  });

  it('counts', () => {
    expect(countsOf(['bounced', 'opened', 'refused', 'done', 'acknowledged', 'withdrawn'])).toEqual({
      total: 6,
      silent: 2,
      refused: 1,
      undelivered: 1,
      done: 1,
      waiting: 3,
    });
  });

  it('takes answers only while they mean something', () => {
    const refusals = instructionStates.flatMap((state) =>
      instructionAnswers.flatMap((answer) => (mayAnswer(state, answer) ? [] : [`${state} ${answer}`])),
    );
    expect(refusals).toEqual([
      'acknowledged acknowledged',
      'refused refused',
      'done acknowledged',
      'done refused',
      'done done',
      'withdrawn acknowledged',
      'withdrawn refused',
      'withdrawn done',
      'withdrawn note',
    ]);
  });

  it('counts what is done as taken on', () => {
    expect(timesAfter(nothing, 'done', at(9))).toEqual({ doneAt: at(9), acknowledgedAt: at(9) });
    expect(timesAfter({ ...nothing, acknowledgedAt: at(2) }, 'done', at(9))).toEqual({ doneAt: at(9) });
    expect(timesAfter(nothing, 'note', at(9))).toEqual({});
  });
});

describe('the clock of a recipient', () => {
  it('has the defaults, shrunk to the time until it is due', () => {
    expect(clockOf({}, { sentAt, dueAt: null }, clockDefaults)).toEqual({
      remindAfter: 120,
      remindBefore: null,
      escalateAfter: 240,
    });
    expect(clockOf({}, { sentAt, dueAt: at(60) }, clockDefaults)).toEqual({
      remindAfter: 24,
      remindBefore: 12,
      escalateAfter: 42,
    });
  });

  it('takes what was given, and never where that was said', () => {
    const given = { remindAfter: null, remindBefore: 30, escalateAfter: 15 };
    expect(clockOf(given, { sentAt, dueAt: at(600) }, clockDefaults)).toEqual(given);
  });

  const clock = { remindAfter: 30, remindBefore: 20, escalateAfter: 60 };
  const base = { sentAt, dueAt: at(120), clock, state: 'sent' as const, times: nothing };
  it.each([
    ['waits for the reminder', {}, 10, { act: 'wait', until: at(30) }],
    ['reminds of silence', {}, 30, { act: 'remind' }],
    ['then waits for the superior', { times: { ...nothing, remindedAt: at(30) } }, 31, { act: 'wait', until: at(60) }],
    ['tells the superior', { times: { ...nothing, remindedAt: at(30) } }, 60, { act: 'escalate' }],
    ['tells the superior first when both were missed', {}, 90, { act: 'escalate' }],
    [
      'does not remind of silence after that',
      { times: { ...nothing, escalatedAt: at(60) } },
      61,
      { act: 'wait', until: at(100) },
    ],
    [
      'reminds before it is due',
      { times: { ...nothing, remindedAt: at(30), escalatedAt: at(60) } },
      100,
      { act: 'remind-due' },
    ],
    [
      'is still when all was said once',
      { times: { ...nothing, remindedAt: at(30), escalatedAt: at(60), dueRemindedAt: at(100) } },
      200,
      { act: 'nothing' },
    ],
    [
      'does not speak of silence to somebody who has answered',
      { state: 'acknowledged' as const },
      90,
      { act: 'wait', until: at(100) },
    ],
    ['but reminds them of the due time', { state: 'acknowledged' as const }, 100, { act: 'remind-due' }],
    [
      'waits until it is due for whoever took it on',
      { state: 'acknowledged' as const, times: { ...nothing, dueRemindedAt: at(100) } },
      101,
      { act: 'wait', until: at(120) },
    ],
    [
      'tells the superior of whoever took it on and is late',
      { state: 'acknowledged' as const, times: { ...nothing, dueRemindedAt: at(100) } },
      120,
      { act: 'escalate' },
    ],
    [
      'tells the superior once',
      { state: 'acknowledged' as const, times: { ...nothing, dueRemindedAt: at(100), escalatedAt: at(60) } },
      120,
      { act: 'nothing' },
    ],
    [
      'tells no superior where that was switched off',
      {
        clock: { ...clock, escalateAfter: null },
        state: 'acknowledged' as const,
        times: { ...nothing, dueRemindedAt: at(100) },
      },
      120,
      { act: 'nothing' },
    ],
    [
      'tells the superior at the due time, where silence would have lasted longer',
      { dueAt: at(40), times: { ...nothing, remindedAt: at(30), dueRemindedAt: at(20) } },
      40,
      { act: 'escalate' },
    ],
    ['leaves those alone who refused', { state: 'refused' as const }, 90, { act: 'nothing' }],
    ['leaves those alone who are done', { state: 'done' as const }, 90, { act: 'nothing' }],
    ['goes on when the link was only opened', { state: 'opened' as const }, 60, { act: 'escalate' }],
  ])('%s', (_name, change, minutes, expected) => {
    expect(followUpOf({ ...base, ...change, now: at(minutes) })).toEqual(expected);
  });
});
