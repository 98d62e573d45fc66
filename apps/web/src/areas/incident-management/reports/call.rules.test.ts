import { describe, expect, it } from 'vitest';
import { emptyCall, momentOf, readCallDraft, writeCallDraft } from './call.rules.ts';

const now = new Date('2026-11-22T05:00:00Z');
const zone = 'Asia/Tokyo';

describe('when it happened', () => {
  it.each([
    ['unknown', '', null],
    ['at', 'not a time', null],
    ['at', '2026-11-22T13:30', { at: '2026-11-22T04:30:00.000Z', precision: 'minute' }],
    ['now', '', { at: '2026-11-22T05:00:00.000Z', precision: 'minute' }],
    ['15', '', { at: '2026-11-22T04:45:00.000Z', precision: 'minute' }],
    ['60', '', { at: '2026-11-22T04:00:00.000Z', precision: 'hour' }],
  ] as const)('%s %s means %j', (when, at, expected) => {
    expect(momentOf({ when, at }, { now, zone })).toEqual(expected);
  });
});

describe('the draft of a call', () => {
  it('comes back as it was', () => {
    const draft = { ...emptyCall, text: '赤い警告', when: 'at', at: '2026-11-22T13:30', isUrgent: true } as const;
    expect(readCallDraft(writeCallDraft(draft))).toEqual(draft);
  });

  it('of an untouched form is nothing', () => {
    expect(writeCallDraft(emptyCall)).toBe('');
  });

  it.each(['', 'x', 'null', '[]', '{"text":7,"when":"never"}'])('that is none is an empty form: %j', (text) => {
    expect(readCallDraft(text)).toEqual(emptyCall);
  });
});
