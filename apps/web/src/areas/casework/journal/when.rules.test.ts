import { expect, test } from 'vitest';
import { firstLine, occurredAt } from './when.rules.ts';

const now = new Date('2026-11-23T23:12:00Z');

test('now is left to the clock of the server', () => {
  expect(occurredAt({ kind: 'now' }, now, 'Asia/Tokyo')).toBeUndefined();
});

test('some minutes ago counts from this moment', () => {
  expect(occurredAt({ kind: 'ago', minutes: 15 }, now, 'Asia/Tokyo')).toBe('2026-11-23T22:57:00.000Z');
});

test('a time is on the clock of the team', () => {
  expect(occurredAt({ kind: 'at', local: '2026-11-24T05:40' }, now, 'Asia/Tokyo')).toBe('2026-11-23T20:40:00.000Z');
  expect(occurredAt({ kind: 'at', local: '' }, now, 'Asia/Tokyo')).toBeNull();
});

test('the picture shows the first line', () => {
  expect(firstLine('\n工場から電話\n詳しくは…')).toBe('工場から電話');
});
