import { messageStates } from '@matoi/contract';
import { describe, expect, it } from 'vitest';
import { afterAttempt, type Brake, decideRetry, limits, mostAttempts, suppressionOf } from './message.rules.ts';

const free: Brake = {
  isSwitchedOff: false,
  isSilenced: false,
  hasRelay: true,
  recipient: 'a@example.jp',
  automaticSign: null,
  sentToSenderLastHour: 0,
  sentToSenderLastDay: 0,
  sentLastHour: 0,
};

describe('the brake on automatic mail', () => {
  it.each([
    ['nothing against it', {}, null],
    ['one below every limit', { sentToSenderLastHour: 4, sentToSenderLastDay: 19, sentLastHour: 299 }, null],
    ['five to the sender in an hour', { sentToSenderLastHour: limits.perSenderHour }, 'sender-limit'],
    ['twenty to the sender in a day', { sentToSenderLastDay: limits.perSenderDay }, 'sender-limit'],
    ['three hundred in an hour', { sentLastHour: limits.globalHour }, 'global-limit'],
    ['no address', { recipient: null }, 'no-address'],
    ['an automatic sender', { automaticSign: 'automatic-sender' as const }, 'automatic-sender'],
    ['our own mail', { automaticSign: 'own-mail' as const }, 'own-mail'],
    ['no relay', { hasRelay: false }, 'no-relay'],
    ['mail withheld from the record', { isSilenced: true }, 'silenced'],
    ['switched off', { isSwitchedOff: true }, 'switched-off'],
  ])('with %s says %s', (_name, part, expected) => {
    expect(suppressionOf({ ...free, ...part })).toBe(expected);
  });

  it('names what the team can change first: the switch before the relay before the sender', () => {
    const all: Brake = { ...free, isSwitchedOff: true, hasRelay: false, recipient: null, automaticSign: 'own-mail' };
    expect(suppressionOf(all)).toBe('switched-off');
    expect(suppressionOf({ ...all, isSwitchedOff: false })).toBe('no-relay');
    expect(suppressionOf({ ...all, isSwitchedOff: false, hasRelay: true })).toBe('own-mail');
  });

  it('keeps the limits that were decided: five an hour and twenty a day for one sender', () => {
    expect(limits).toMatchObject({ perSenderHour: 5, perSenderDay: 20 });
  });
});

describe('after a try to send', () => {
  const failed = { isSent: false, isFinal: false, problem: 'busy' } as const;

  it('a message is sent, waits for the next try, or has failed', () => {
    expect(afterAttempt({ attempts: 1, isCancelled: false }, { isSent: true })).toEqual({
      state: 'sent',
      problem: null,
    });
    expect(afterAttempt({ attempts: 1, isCancelled: false }, failed)).toEqual({ state: 'queued', problem: 'busy' });
    expect(afterAttempt({ attempts: mostAttempts - 1, isCancelled: false }, failed).state).toBe('queued');
    expect(afterAttempt({ attempts: mostAttempts, isCancelled: false }, failed)).toEqual({
      state: 'failed',
      problem: 'busy',
    });
    expect(afterAttempt({ attempts: 1, isCancelled: false }, { ...failed, isFinal: true })).toEqual({
      state: 'failed',
      problem: 'busy',
    });
  });
});

describe('sending again', () => {
  it.each(messageStates)('of a message that is %s is refused unless it failed', (state) => {
    expect(decideRetry(state)).toMatchObject(
      state === 'failed' ? { state: 'queued' } : { code: 'correspondence.retry.not-failed' },
    );
  });
});
