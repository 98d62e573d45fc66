import { expect, test } from 'vitest';
import { phaseStates } from './phases.rules.ts';

const states = (current: 'triage' | 'closed') => phaseStates(['triage', 'closed'], current).map(({ state }) => state);

test('what is before is done, what is after lies ahead', () => {
  expect(states('triage')).toEqual(['current', 'ahead']);
});

test('a closed incident has nothing current left', () => {
  expect(states('closed')).toEqual(['done', 'done']);
});
