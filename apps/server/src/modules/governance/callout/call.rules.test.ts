import { describe, expect, it } from 'vitest';
import type { CalledPerson, CallOut, Step } from './call.model.ts';
import { figuresOf, isUnreached, mayAnswer, nextStep, placeAfter, shortened, toCall, waysFor } from './call.rules.ts';

const t0 = new Date('2026-11-20T17:14:00Z');
const at = (minutes: number) => new Date(t0.getTime() + minutes * 60_000);
const wait5 = (): Step => ({ target: { kind: 'everyone' }, ways: [], waitMinutes: 5 });

type Chain = Pick<CallOut, 'state' | 'needs' | 'steps' | 'repeat' | 'progress'>;
const chain = (more: Partial<Chain> = {}): Chain => ({
  state: 'running',
  needs: 'one',
  steps: [wait5(), wait5()],
  repeat: 0,
  progress: { round: 0, step: 0, at: t0 },
  ...more,
});
type Asked = Pick<CalledPerson, 'round' | 'step' | 'answer' | 'isUnreached'>;
const asked = (more: Partial<Asked> = {}): Asked => ({ round: 0, step: 0, answer: null, isUnreached: false, ...more });
const last = { round: 0, step: 1, at: t0 };

describe('the next step of a call', () => {
  it.each([
    ['a call that has ended', chain({ state: 'stopped' }), [asked()], 9, { act: 'nothing' }],
    ['before the first step', chain({ progress: null }), [], 0, { act: 'call', round: 0, step: 0 }],
    ['while somebody may still answer', chain(), [asked()], 4.99, { act: 'wait', until: at(5) }],
    ['at the exact moment', chain(), [asked()], 5, { act: 'call', round: 0, step: 1 }],
    ['when the only one refuses', chain(), [asked({ answer: 'refused' })], 1, { act: 'call', round: 0, step: 1 }],
    ['when nobody could be reached', chain(), [asked({ isUnreached: true })], 1, { act: 'call', round: 0, step: 1 }],
    ['when nobody is on duty', chain(), [], 0, { act: 'call', round: 0, step: 1 }],
    [
      'while one of two may still answer',
      chain(),
      [asked({ answer: 'refused' }), asked()],
      1,
      { act: 'wait', until: at(5) },
    ],
    ['when one takes it', chain(), [asked({ answer: 'acknowledged' }), asked()], 1, { act: 'answered' }],
    ['after the last step', chain({ progress: last }), [asked({ step: 1 })], 5, { act: 'silent' }],
    [
      'after the last step with another round',
      chain({ progress: last, repeat: 1 }),
      [asked({ step: 1 })],
      5,
      { act: 'call', round: 1, step: 0 },
    ],
    [
      'needing all, with one who came',
      chain({ needs: 'all' }),
      [asked({ answer: 'acknowledged' }), asked()],
      1,
      { act: 'wait', until: at(5) },
    ],
    [
      'needing all, at the end with one who came',
      chain({ needs: 'all', progress: last }),
      [asked({ answer: 'acknowledged' }), asked({ step: 1 })],
      5,
      { act: 'answered' },
    ],
    [
      'needing all, everybody answered: no further round',
      chain({ needs: 'all', progress: last, repeat: 3 }),
      [asked({ answer: 'acknowledged' }), asked({ step: 1, answer: 'refused' })],
      1,
      { act: 'answered' },
    ],
  ] as const)('%s', (_name, given, people, minutes, expected) => {
    expect(nextStep(given, people, at(minutes))).toEqual(expected);
  });

  /** Plays a call to its end; `answers` says after how many minutes each person answers, if at all. */
  function play(given: {
    steps: readonly (readonly string[])[];
    repeat: number;
    answers: Record<string, number | null>;
  }) {
    const steps = given.steps.map(wait5);
    const people = new Map<
      string,
      { memberId: string; answer: CalledPerson['answer']; calledAt: Date; isUnreached: boolean } & Asked
    >();
    const calls: { name: string; at: number }[] = [];
    let progress: Chain['progress'] = null;
    let minute = 0;
    for (let turn = 0; turn < 10_000; turn += 1) {
      for (const person of people.values()) {
        const after = given.answers[person.memberId];
        const first = calls.find(({ name }) => name === person.memberId)?.at ?? 0;
        if (after != null && minute >= first + after) person.answer = 'acknowledged';
      }
      const next = nextStep(
        { state: 'running', needs: 'one', steps, repeat: given.repeat, progress },
        [...people.values()],
        at(minute),
      );
      if (next.act === 'answered' || next.act === 'silent') return { end: next.act, calls, minute };
      if (next.act === 'nothing') throw new Error('a running call has always something to do');
      if (next.act === 'wait') {
        expect(next.until.getTime()).toBeGreaterThan(at(minute).getTime());
        minute += 1;
        continue;
      }
      const named = (given.steps[next.step] ?? []).map((name) => ({
        memberId: name,
        accountId: null,
        name,
        locale: 'ja' as const,
        ways: [],
      }));
      for (const { memberId } of toCall(named, [...people.values()], at(minute))) {
        calls.push({ name: memberId, at: minute });
        people.set(memberId, {
          memberId,
          answer: null,
          calledAt: at(minute),
          isUnreached: false,
          round: next.round,
          step: next.step,
        });
      }
      progress = { round: next.round, step: next.step, at: at(minute) };
    }
    throw new Error('a call never ended');
  }

  it('ends, leaves nobody out whom the chain names, and calls nobody twice at once, whoever stays silent', () => {
    const names = ['a', 'b', 'c', 'd'];
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    for (let run = 0; run < 300; run += 1) {
      const steps = Array.from({ length: 1 + random(4) }, () => names.filter(() => random(2) === 0));
      const repeat = random(3);
      const answers = Object.fromEntries(names.map((name) => [name, random(3) === 0 ? random(8) : null]));
      const { end, calls } = play({ steps, repeat, answers });
      for (const name of names) {
        const own = calls.filter((one) => one.name === name).map((one) => one.at);
        expect(new Set(own).size).toBe(own.length);
        // Who is never called was named by a step that never came, because somebody took it before.
        if (end === 'silent' && steps.flat().includes(name)) expect(own.length).toBeGreaterThan(0);
      }
      const called = new Set(calls.map(({ name }) => name));
      if (end === 'answered') expect([...called].some((name) => answers[name] !== null)).toBe(true);
      else if ([...called].some((name) => answers[name] != null && (answers[name] ?? 9) < 5))
        throw new Error('somebody answered in time and the call stayed silent');
    }
  });
});

describe('whom a step calls', () => {
  const callee = (memberId: string) => ({ memberId, accountId: null, name: memberId, locale: 'ja' as const, ways: [] });
  const before = (memberId: string, more: object = {}) => ({
    memberId,
    answer: null,
    calledAt: t0,
    isUnreached: false,
    ...more,
  });

  it.each([
    ['each once', ['a', 'a', 'b'], [], ['a', 'b']],
    ['nobody who refused', ['a', 'b'], [before('a', { answer: 'refused' })], ['b']],
    ['nobody who has taken it', ['a'], [before('a', { answer: 'acknowledged' })], []],
    ['the silent ones again', ['a'], [before('a')], ['a']],
    ['nobody who was called a moment ago', ['a', 'b'], [before('a', { calledAt: at(4.9) })], ['b']],
  ] as const)('%s', (_name, named, people, expected) => {
    expect(toCall(named.map(callee), people, at(5)).map(({ memberId }) => memberId)).toEqual(expected);
  });

  it('uses the ways of the step in its order or else that of the person, each address and each device once', () => {
    const ways = [
      { way: 'sms', address: '1', deviceId: null },
      { way: 'mail', address: 'a@b', deviceId: null },
      { way: 'sms', address: '1', deviceId: null },
      { way: 'push', address: 'phone', deviceId: 'd1' },
      { way: 'push', address: 'phone', deviceId: 'd2' },
    ] as const;
    expect(waysFor({ ways: [] }, ways)).toEqual([ways[0], ways[1], ways[3], ways[4]]);
    expect(waysFor({ ways: ['mail', 'voice'] }, ways)).toEqual([ways[1]]);
    expect(waysFor({ ways: ['push', 'mail', 'sms'] }, ways)).toEqual([ways[3], ways[4], ways[1], ways[0]]);
  });

  it('waits for nobody whom no word could reach', () => {
    expect(isUnreached([])).toBe(true);
    expect(isUnreached(['failed', 'withheld'])).toBe(true);
    expect(isUnreached(['failed', 'queued'])).toBe(false);
    expect(isUnreached(['sent'])).toBe(false);
  });
});

describe('places, answers, figures', () => {
  it('goes through the chain as often as it is to be repeated', () => {
    const steps = [wait5(), wait5()];
    expect(placeAfter({ steps, repeat: 1 }, { round: 0, step: 1 })).toEqual({ round: 1, step: 0 });
    expect(placeAfter({ steps, repeat: 1 }, { round: 1, step: 1 })).toBeNull();
  });

  it.each([
    ['a late one may still take a silent call', 'silent', null, null, 'acknowledged', true],
    ['nobody answers a call that was stopped', 'stopped', null, null, 'acknowledged', false],
    ['a refusal can be taken back', 'running', 'refused', null, 'acknowledged', true],
    ['the same is not said twice', 'running', 'refused', null, 'refused', false],
    ['only who came is released', 'answered', null, null, 'released', false],
    ['who came is released also after a stop', 'stopped', 'acknowledged', null, 'released', true],
    ['who was released says nothing more', 'answered', 'acknowledged', t0, 'refused', false],
  ] as const)('%s', (_name, state, answer, releasedAt, act, expected) => {
    expect(mayAnswer({ state, cause: 'hand' }, { answer, releasedAt }, act)).toBe(expected);
  });

  it('nobody is released of an exercise', () => {
    const person = { answer: 'acknowledged', releasedAt: null } as const;
    expect(mayAnswer({ state: 'answered', cause: 'drill' }, person, 'released')).toBe(false);
  });

  it('counts whom a call reached and how fast', () => {
    const one = (answer: 'acknowledged' | 'refused' | null, minutes: number | null) => ({
      answer,
      answeredAt: minutes === null ? null : at(minutes),
    });
    const people = [one('acknowledged', 4), one('acknowledged', 1), one('refused', 2), one(null, null)];
    expect(figuresOf(people, { startedAt: t0 })).toEqual({
      called: 4,
      reached: 3,
      acknowledged: 2,
      firstAfterSeconds: 60,
      medianSeconds: 150,
    });
    expect(figuresOf([one(null, null)], { startedAt: t0 })).toMatchObject({ reached: 0, medianSeconds: null });
  });

  it('shows of an address no more than tells which one it is', () => {
    expect(shortened('takahashi@example.jp')).toBe('ta…@example.jp');
    expect(shortened('+819012345678')).toBe('…5678');
    expect(shortened('')).toBe('');
  });
});
