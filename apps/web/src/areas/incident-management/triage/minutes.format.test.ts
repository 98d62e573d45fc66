import { expect, it } from 'vitest';
import { spokenHours, spokenMinutes } from './minutes.format.ts';

it.each([
  [15, '15分', '15 min'],
  [60, '1時間', '1 h'],
  [90, '1時間30分', '1 h 30 min'],
  [1440, '1日', '1 d'],
  [2945, '2日1時間5分', '2 d 1 h 5 min'],
])('%s minutes are %s or %s', (minutes, ja, en) => {
  expect([spokenMinutes(minutes, 'ja'), spokenMinutes(minutes, 'en')]).toEqual([ja, en]);
});

it('counts business time in hours, since its days have no length of their own', () => {
  expect([spokenHours(1440, 'ja'), spokenHours(1440, 'en'), spokenHours(45, 'ja')]).toEqual(['24時間', '24 h', '45分']);
});
