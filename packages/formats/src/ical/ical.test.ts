import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCalendar, writeCalendar } from './index.ts';

const entry = {
  uid: 'task-1@matoi',
  start: new Date('2026-11-24T22:00:00Z'),
  stamp: new Date('2026-11-24T10:00:00Z'),
  summary: '端末の切り離し',
  description: '',
  address: 'https://csirt.example.jp/incidents/INC-2026-0001',
};

describe('a calendar', () => {
  it('is read back as it was written', () => {
    const text = writeCalendar({ name: 'もえぎ堂 CSIRT', entries: [entry] });
    const { properties, events } = readCalendar(text);
    expect(properties).toMatchObject({ VERSION: '2.0', 'X-WR-CALNAME': 'もえぎ堂 CSIRT' });
    expect(events).toEqual([
      {
        UID: 'task-1@matoi',
        DTSTAMP: '20261124T100000Z',
        DTSTART: '20261124T220000Z',
        SUMMARY: '端末の切り離し',
        URL: entry.address,
        TRANSP: 'TRANSPARENT',
      },
    ]);
  });

  it.each([
    ['a second property', 'x\r\nATTENDEE:mailto:a@example.jp'],
    ['the end of the event', 'x\nEND:VEVENT\nBEGIN:VEVENT'],
    ['escapes of its own', 'a\\nb; c, d \\'],
    ['control characters', 'a\u0000b\u0007c'],
  ])('cannot be broken by a title with %s', (_name, summary) => {
    const { events } = readCalendar(writeCalendar({ name: 'x', entries: [{ ...entry, summary }] }));
    expect(events).toHaveLength(1);
    expect(Object.keys(events[0] ?? {}).sort()).toEqual(['DTSTAMP', 'DTSTART', 'SUMMARY', 'TRANSP', 'UID', 'URL']);
  });

  it('has no line of more than 75 octets, and says any text again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (given) => {
        const summary = given.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, '');
        const text = writeCalendar({ name: summary, entries: [{ ...entry, summary, description: summary }] });
        for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
        expect(readCalendar(text).events[0]?.SUMMARY).toBe(summary);
      }),
    );
  });
});
