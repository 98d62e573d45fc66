import { expect, it } from 'vitest';
import { headClock } from './duty.rules.ts';

type Shown = Parameters<typeof headClock>[0][number];
const due = { at: '2026-12-28T14:59:59.999Z', on: '2026-12-28' };
const law: Shown = { force: 'law', state: 'running', due };
const contract: Shown = { force: 'contract', state: 'due-soon', due };
const guideline: Shown = { force: 'guideline', state: 'due-soon', due };
const noAnchor: Shown = { force: 'law', state: 'anchor-missing', due: null };
const prompt: Shown = { force: 'law', state: 'without-delay', due: null };

it('shows in the head the next date that binds, before a guideline that ends earlier', () => {
  expect(headClock([])).toBeNull();
  expect(headClock([prompt])).toBeNull();
  expect(headClock([guideline, contract, law])).toBe(contract);
  expect(headClock([guideline, noAnchor, law])).toBe(law);
});

it('never shows nothing while a law waits for its anchor', () => {
  expect(headClock([noAnchor])).toBe(noAnchor);
  expect(headClock([guideline, noAnchor])).toBe(noAnchor);
  expect(headClock([guideline, { ...noAnchor, force: 'company-rule' }])).toBe(guideline);
  expect(headClock([{ ...noAnchor, force: 'guideline' }])).toMatchObject({ state: 'anchor-missing' });
});
