import { messageStates } from '@matoi/contract';
import { describe, expect, it } from 'vitest';
import {
  afterAttempt,
  type Brake,
  decideAttachments,
  decideCancel,
  decideDigest,
  decideRetry,
  digestAfter,
  digestPause,
  type Leaving,
  limits,
  mostAttached,
  mostAttempts,
  mostRecipients,
  refusalOfLeaving,
  suppressionOf,
} from './message.rules.ts';

const free: Brake = {
  isSwitchedOff: false,
  isSilenced: false,
  hasRelay: true,
  hasSender: true,
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
    ['no address of the team', { hasSender: false }, 'no-sender'],
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

describe('taking back', () => {
  it.each(messageStates)('of a message that is %s is refused unless it waits', (state) => {
    expect(decideCancel(state)).toMatchObject(
      state === 'queued' ? { state: 'cancelled' } : { code: 'correspondence.cancel.not-queued' },
    );
  });

  it('while it was being handed over: what left counts as sent, what did not stays taken back', () => {
    expect(afterAttempt({ attempts: 1, isCancelled: true }, { isSent: true })).toMatchObject({ state: 'sent' });
    const busy = { isSent: false, isFinal: false, problem: 'busy' } as const;
    expect(afterAttempt({ attempts: 1, isCancelled: true }, busy)).toMatchObject({ state: 'cancelled' });
  });
});

describe('a mail that somebody wrote', () => {
  const to = (count: number) => Array.from({ length: count }, (_, at) => ({ name: null, address: `${at}@x.jp` }));
  const good: Leaving = {
    hasRelay: true,
    hasSender: true,
    isSilenced: false,
    overrideReason: null,
    tlp: null,
    variableLeft: null,
    to: to(1),
    cc: [],
  };

  it.each([
    ['nothing against it', {}, null],
    ['as many receivers as may be', { to: to(1), cc: to(mostRecipients - 1) }, null],
    ['TLP:RED for one', { tlp: 'red' as const }, null],
    ['withheld mail and a reason', { isSilenced: true, overrideReason: 'why' }, null],
    ['no relay', { hasRelay: false }, 'no-relay'],
    ['no address of the team', { hasSender: false }, 'no-sender'],
    ['withheld mail', { isSilenced: true }, 'silenced'],
    ['a variable that nobody filled', { variableLeft: 'number' }, 'variable-left'],
    ['nobody to go to', { to: [] }, 'no-address'],
    ['one receiver too many', { to: to(mostRecipients), cc: to(1) }, 'too-many'],
    ['TLP:RED for two', { tlp: 'red' as const, to: to(2) }, 'red-to-many'],
    ['TLP:RED with a copy', { tlp: 'red' as const, cc: to(1) }, 'red-to-many'],
  ])('with %s: %s', (_name, part, reason) => {
    const refused = refusalOfLeaving({ ...good, ...part });
    expect(refused?.code ?? null).toBe(reason === null ? null : `correspondence.send.${reason}`);
  });

  it('takes along files of the record up to what mail servers take', () => {
    const files = [
      { id: 'a', size: mostAttached - 1 },
      { id: 'b', size: 1 },
      { id: 'c', size: 1 },
    ];
    expect(decideAttachments(['a', 'b', 'a'], files)).toHaveLength(2);
    expect(decideAttachments(['a', 'b', 'c'], files)).toMatchObject({ code: 'correspondence.send.too-large' });
    expect(decideAttachments(['x'], files)).toMatchObject({ code: 'correspondence.send.foreign-file' });
  });
});

describe('the digest', () => {
  const first = new Date('2026-11-22T00:00:00Z');
  const after = (ms: number) => new Date(first.getTime() + ms);
  const none = { sentToSenderLastHour: 0, sentToSenderLastDay: 0, sentLastHour: 0 };
  const decide = (ms: number, counts: Partial<typeof none> = {}) =>
    decideDigest({ withheldAt: [first, after(5)], counts: { ...none, ...counts }, now: after(ms) });

  it('gathers for an hour, then is sent once', () => {
    expect(decide(digestAfter - 1)).toEqual({ act: 'wait', until: after(digestAfter) });
    expect(decide(digestAfter)).toEqual({ act: 'send' });
    expect(decideDigest({ withheldAt: [], counts: none, now: first })).toEqual({ act: 'nothing' });
  });

  it.each([
    ['sentToSenderLastHour', limits.perSenderHour],
    ['sentToSenderLastDay', limits.perSenderDay],
    ['sentLastHour', limits.globalHour],
  ] as const)('waits while %s is %i: the brake holds for it too', (count, value) => {
    expect(decide(digestAfter, { [count]: value })).toEqual({ act: 'wait', until: after(digestAfter + digestPause) });
    expect(decide(digestAfter, { [count]: value - 1 })).toEqual({ act: 'send' });
  });
});
