import { expect, it } from 'vitest';
import { firstResponse } from './response.rules.ts';

const report = {
  state: 'new',
  receivedAt: '2026-11-27T09:00:00Z',
  dueAt: '2026-11-27T13:00:00Z',
  answeredAt: null,
};
const at = (time: string) => new Date(`2026-11-27T${time}:00Z`);

it.each([
  ['08:59', 'running', 0],
  ['09:00', 'running', 0],
  ['10:00', 'running', 0.25],
  ['12:00', 'soon', 0.75],
  ['12:59', 'soon', 239 / 240],
  ['13:00', 'over', 1],
  ['20:00', 'over', 1],
])('at %s the time is %s', (time, state, share) => {
  expect(firstResponse(report, at(time))).toEqual({ state, share, dueAt: report.dueAt });
});

it('stops with the first answer, also a late one', () => {
  expect(firstResponse({ ...report, answeredAt: '2026-11-27T15:00:00Z' }, at('20:00'))).toEqual({ state: 'met' });
});

it('does not run for what is done or has no target', () => {
  expect(firstResponse({ ...report, state: 'closed' }, at('20:00'))).toEqual({ state: 'none' });
  expect(firstResponse({ ...report, dueAt: null }, at('20:00'))).toEqual({ state: 'none' });
});

it('bears a target that lies before the arrival', () => {
  expect(firstResponse({ ...report, dueAt: report.receivedAt }, at('08:00'))).toMatchObject({ share: 1 });
});
