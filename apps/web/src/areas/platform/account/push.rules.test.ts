import { describe, expect, it } from 'vitest';
import { keyBytes, type PushSurroundings, pushObstacle } from './push.rules.ts';

const good: PushSurroundings = {
  isSecure: true,
  hasWorkers: true,
  hasPush: true,
  permission: 'default',
  isApplePhone: false,
  isInstalled: false,
};

describe('a browser', () => {
  it.each([
    // Without https there are no workers either: the address is what can be mended.
    ['opened by http', { isSecure: false, hasWorkers: false, hasPush: false }, 'insecure'],
    ['on an iPhone, not installed', { isApplePhone: true, hasPush: false }, 'ios'],
    ['on an old iPhone, installed', { isApplePhone: true, isInstalled: true, hasPush: false }, 'unsupported'],
    ['without workers', { hasWorkers: false }, 'unsupported'],
    ['without push', { hasPush: false }, 'unsupported'],
    ['in which notifications were refused', { permission: 'denied' }, 'blocked'],
    ['on an iPhone, installed', { isApplePhone: true, isInstalled: true }, null],
    ['in which nobody was asked yet', {}, null],
    ['in which notifications were allowed', { permission: 'granted' }, null],
  ] as const)('%s', (_name, more, obstacle) => {
    expect(pushObstacle({ ...good, ...more })).toBe(obstacle);
  });

  it('is given the key as bytes', () => {
    expect([...keyBytes('BP_-')]).toEqual([4, 255, 254]);
  });
});
