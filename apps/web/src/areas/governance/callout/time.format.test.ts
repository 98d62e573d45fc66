import { describe, expect, it } from 'vitest';
import { clockText, spanText } from './time.format.ts';

describe('how long a call takes', () => {
  it.each([
    [0, '0:00', '0秒', '0 s'],
    [45, '0:45', '45秒', '45 s'],
    [300, '5:00', '5分', '5 min'],
    [361, '6:01', '6分1秒', '6 min 1 s'],
    [3_900, '65:00', '1時間05分', '1 h 05 min'],
  ] as const)('%s seconds', (seconds, clock, ja, en) => {
    expect(clockText(seconds)).toBe(clock);
    expect(spanText(seconds, 'ja')).toBe(ja);
    expect(spanText(seconds, 'en')).toBe(en);
  });
});
