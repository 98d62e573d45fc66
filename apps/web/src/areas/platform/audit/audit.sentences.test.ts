import { expect, test } from 'vitest';
import { auditParams, detailText, nextDay } from './audit.sentences.ts';

test('a sentence can name the record, the actor and plain details', () => {
  const params = auditParams({
    actor: { name: '佐伯 美緒' },
    subject: { number: 'INC-2026-0001', title: 'ランサムウェア' },
    detail: { outcome: 'resolved', from: { id: 1 } },
  });
  expect(params).toEqual({ actor: '佐伯 美緒', subject: 'INC-2026-0001', outcome: 'resolved', from: '{"id":1}' });
});

test('a record without a number is named by its title, a missing one by nothing', () => {
  const actor = { name: 'a' };
  expect(auditParams({ actor, subject: { number: null, title: '窓口' }, detail: null }).subject).toBe('窓口');
  expect(auditParams({ actor, subject: null, detail: null }).subject).toBe('');
});

test('a missing value reads as a dash', () => {
  expect(detailText(null)).toBe('—');
  expect(detailText(false)).toBe('false');
});

test('the day after the last of a month is the first of the next', () => {
  expect(nextDay('2026-11-30')).toBe('2026-12-01');
  expect(nextDay('2026-12-31')).toBe('2027-01-01');
});
