import { incidentTimeKinds, timeSourceKinds } from '@matoi/contract';
import { isRefusal } from '@matoi/kernel';
import { describe, expect, it } from 'vitest';
import type { AssertedTime } from './incident.model.ts';
import { timeKinds, timeSources } from './time.queries.ts';
import { chosenTime, decideChoice, decideTime, isIanaZone, type TimeInput } from './time.rules.ts';

const now = new Date('2026-11-24T08:12:00+09:00');
const by = { kind: 'user', id: 'a', name: '佐伯' } as const;
const input: TimeInput = {
  kind: 'detected',
  at: new Date('2026-11-24T05:31:00+09:00'),
  precision: 'minute',
  zone: 'Asia/Tokyo',
  source: { kind: 'monitoring', text: 'EDR' },
  note: null,
  supersedes: null,
  reason: null,
  isChosen: false,
};
const known = (id: string, more: Partial<AssertedTime> = {}): AssertedTime => ({
  ...input,
  id,
  recordedAt: now,
  assertedBy: by,
  ...more,
});
const decide = (more: Partial<TimeInput>, times: readonly AssertedTime[] = [], chosen = new Map()) =>
  decideTime({ times, chosen, now }, { ...input, ...more });
const codeOf = (answer: unknown) => (isRefusal(answer) ? answer.code : null);

describe('an asserted time is refused', () => {
  it.each([
    ['in the future', { at: new Date(now.getTime() + 6 * 60_000) }, 'incidents.assert-time.in-the-future'],
    ['before 1970', { at: new Date('0024-11-24T00:00:00Z') }, 'incidents.assert-time.too-long-ago'],
    ['in a zone that is none', { zone: 'Asia/Atlantis' }, 'incidents.assert-time.zone-unknown'],
    ['in an offset instead of a zone', { zone: '+09:00' }, 'incidents.assert-time.zone-unknown'],
    ['in an abbreviation', { zone: 'JST' }, 'incidents.assert-time.zone-unknown'],
    ['when it is unknown and nobody says why', { at: null }, 'incidents.assert-time.needs-note'],
    ['when it corrects one that is not there', { supersedes: 'x', reason: 'y' }, 'record.find.not-found'],
  ] as const)('%s', (_why, more, code) => {
    expect(codeOf(decide(more))).toBe(code);
  });

  it('as a correction: without a reason, of another kind, of one that was corrected', () => {
    const times = [known('t1'), known('t2', { supersedes: 't1' })];
    expect(codeOf(decide({ supersedes: 't2' }, times))).toBe('incidents.assert-time.needs-reason');
    expect(codeOf(decide({ supersedes: 't2', kind: 'known', reason: 'x' }, times))).toBe(
      'incidents.assert-time.other-kind',
    );
    expect(codeOf(decide({ supersedes: 't1', reason: 'x' }, times))).toBe('incidents.assert-time.superseded');
  });
});

describe('which of several times counts', () => {
  it('is the first, until somebody chooses another', () => {
    expect(decide({})).toMatchObject({ isChosen: true });
    const chosen = new Map([['detected', 't1']]);
    expect(decide({}, [known('t1')], chosen)).toMatchObject({ isChosen: false });
    expect(decide({ isChosen: true }, [known('t1')], chosen)).toMatchObject({ isChosen: true });
  });

  it('is the correction of the one that counted, and not the correction of another', () => {
    const times = [known('t1'), known('t2')];
    const chosen = new Map([['detected', 't1']]);
    expect(decide({ supersedes: 't1', reason: '誤記' }, times, chosen)).toMatchObject({ isChosen: true });
    expect(decide({ supersedes: 't2', reason: '誤記' }, times, chosen)).toMatchObject({ isChosen: false });
  });

  it('may be said to be unknown', () => {
    expect(decide({ at: null, note: 'ログが残っていない' })).toMatchObject({ time: { at: null }, isChosen: true });
  });

  it('is never one that was corrected, nor one of another incident', () => {
    const times = [known('t1'), known('t2', { supersedes: 't1' })];
    expect(codeOf(decideChoice(times, 't1'))).toBe('incidents.choose-time.superseded');
    expect(codeOf(decideChoice(times, 'elsewhere'))).toBe('record.find.not-found');
    expect(decideChoice(times, 't2')).toMatchObject({ id: 't2' });
    expect(chosenTime(times, new Map([['detected', 't2'] as const]), 'detected')?.id).toBe('t2');
    expect(chosenTime(times, new Map(), 'known')).toBeNull();
  });
});

describe('zones', () => {
  it.each(['Asia/Tokyo', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+9'])('%s is one', (zone) => {
    expect(isIanaZone(zone)).toBe(true);
  });
});

describe('the words of times', () => {
  it('are there for every kind and every source, once', () => {
    expect(timeKinds.map((one) => one.code)).toEqual([...incidentTimeKinds]);
    expect(timeSources.map((one) => one.code)).toEqual([...timeSourceKinds]);
    for (const { name } of [...timeKinds, ...timeSources])
      expect([name.ja, name.en].every((word) => word !== '')).toBe(true);
  });
});
