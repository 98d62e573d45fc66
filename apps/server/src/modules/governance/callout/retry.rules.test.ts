import { describe, expect, it } from 'vitest';
import { nextTry } from './retry.rules.ts';

const now = new Date('2026-11-22T17:14:00Z');
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
const five = inSeconds(300);

describe('a word that could not be taken', () => {
  it.each([
    ['after the first try soon', { tries: 0, afterMs: null, until: five }, 10],
    ['then with longer pauses', { tries: 3, afterMs: null, until: five }, 80],
    ['when the service says so, not before', { tries: 0, afterMs: 60_000, until: five }, 60],
    ['not before its own pause, whatever the service says', { tries: 2, afterMs: 1_000, until: five }, 40],
  ])('is handed over again %s', (_name, given, seconds) => {
    expect(nextTry({ ...given, now })).toEqual(inSeconds(seconds));
  });

  it.each([
    ['its step is over by then', { tries: 0, afterMs: null, until: inSeconds(10) }],
    ['the service wants longer than the step lasts', { tries: 0, afterMs: 600_000, until: five }],
    ['it was tried often enough', { tries: 5, afterMs: null, until: inSeconds(86_400) }],
    ['the call has ended', { tries: 0, afterMs: null, until: null }],
  ])('is given up when %s', (_name, given) => {
    expect(nextTry({ ...given, now })).toBeNull();
  });
});
