import { describe, expect, it } from 'vitest';
import { lastDays, readPeriod } from './queries.ts';

const read = (text: string) => readPeriod(new URLSearchParams(text), '2026-11-22');
const usual = { from: '2026-10-24', until: '2026-11-22', by: 'day' };

describe('a period', () => {
  it.each([
    '',
    'from=2026-01-01',
    'from=x&until=y',
    'from=2026-02-01&until=2026-01-01',
    'from=2026-99-01&until=2026-99-02',
    'by=year',
  ])('of %j is the last thirty days', (text) => expect(read(text)).toEqual(usual));

  it('is what the address says', () => {
    expect(read('from=2026-01-01&until=2026-03-31&by=month')).toEqual({
      from: '2026-01-01',
      until: '2026-03-31',
      by: 'month',
    });
  });

  it('of one day begins and ends with it', () => {
    expect(lastDays('2026-03-01', 1)).toEqual({ from: '2026-03-01', until: '2026-03-01' });
    expect(lastDays('2026-03-01', 30).from).toBe('2026-01-31');
  });
});
