import { describe, expect, it } from 'vitest';
import { callTitle, judgeTimes } from './call.rules.ts';

const now = new Date('2026-11-22T05:00:00Z');

describe('the times of a call', () => {
  it.each([
    ['came in an hour ahead', { receivedAt: '2026-11-22T06:00:00Z' }, 'body.receivedAt'],
    ['happened ahead', { occurredAt: '2026-11-23T05:00:00Z' }, 'body.occurredAt'],
  ])('are refused when it %s', (_name, times, path) => {
    expect(judgeTimes(times, now)).toMatchObject({ code: 'reports.take-call.in-future', fields: [{ path }] });
  });

  it.each([
    {},
    { receivedAt: null, occurredAt: undefined },
    { receivedAt: '2026-11-22T05:05:00Z' },
    { receivedAt: '2026-11-22T14:00:00+09:00', occurredAt: '2020-01-01T00:00:00Z' },
  ])('are taken as %j', (times) => {
    expect(judgeTimes(times, now)).toBeNull();
  });
});

describe('the title of a call', () => {
  it.each([
    ['経理の田中さん\n画面に赤い警告', '経理の田中さん'],
    ['  a \t b ', 'a b'],
    ['𠮷'.repeat(100), `${'𠮷'.repeat(80)}…`],
  ])('of %j is its first line', (text, title) => {
    expect(callTitle(text)).toBe(title);
  });
});
