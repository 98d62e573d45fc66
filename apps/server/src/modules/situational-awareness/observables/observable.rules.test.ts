import { describe, expect, it } from 'vitest';
import { tellingKey } from './observable.rules.ts';

const base = {
  type: 'domain',
  state: 'current',
  role: 'unknown',
  elsewhere: 0,
  lastSeenAt: new Date('2026-05-01T00:00:00Z'),
} as const;

describe('the order by meaning', () => {
  it.each([
    ['what counts before what was left out', base, { ...base, state: 'dismissed', role: 'attacker' }],
    ["the attacker's before what nobody judged", { ...base, role: 'attacker', type: 'ipv4' }, base],
    ['what nobody judged before what is harmless', base, { ...base, role: 'benign', elsewhere: 2 }],
    ['what few others share before what stands here alone', { ...base, elsewhere: 5 }, base],
    ['what stands here alone before what is common', base, { ...base, elsewhere: 6 }],
    ['a digest before a name', { ...base, type: 'sha256' }, base],
    ['a name before an address', base, { ...base, type: 'ipv4' }],
    ['the newer before the older', { ...base, lastSeenAt: new Date('2026-05-02T00:00:00Z') }, base],
  ] as const)('puts %s', (_name, first, second) => {
    expect(tellingKey(first) < tellingKey(second)).toBe(true);
  });
});
