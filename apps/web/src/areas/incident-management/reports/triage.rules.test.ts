import { expect, it } from 'vitest';
import { otherProposal, shownTriage } from './triage.rules.ts';

const table = {
  high: { high: 1, medium: 2, low: 3 },
  medium: { high: 2, medium: 3, low: 4 },
  low: { high: 3, medium: 4, low: 4 },
} as const;
const proposal = {
  rulesVersion: 8,
  classCode: 'own:mis-sent',
  impact: 'high',
  urgency: 'high',
  priority: 1,
  reasons: [],
} as const;
const plain = { classCode: null, impact: null, urgency: null, priority: null, proposal: null, triagedAt: null };

it('nothing is said where nobody and no rule said anything', () => {
  expect(shownTriage(plain, table)).toEqual({ classCode: null, impact: null, urgency: null, priority: null });
});

it('a proposal is shown until somebody confirms', () => {
  expect(shownTriage({ ...plain, proposal: { ...proposal, reasons: [] } }, table)).toEqual({
    classCode: 'own:mis-sent',
    impact: 'high',
    urgency: 'high',
    priority: 1,
  });
  const confirmed = { ...plain, proposal: { ...proposal, reasons: [] }, triagedAt: '2026-11-27T10:00:00Z' };
  expect(shownTriage(confirmed, table).classCode).toBeNull();
});

it('what a person said goes before what was proposed, and the priority follows', () => {
  const changed = { ...plain, proposal: { ...proposal, reasons: [] }, impact: 'low' as const };
  expect(shownTriage(changed, table)).toMatchObject({ impact: 'low', urgency: 'high', priority: 3 });
});

it('the priority of the record counts where it was set by itself', () => {
  expect(shownTriage({ ...plain, priority: 2 }, table).priority).toBe(2);
});

it('a proposal is named as another one where a person decided otherwise', () => {
  const made = { ...proposal, reasons: [] };
  const agreed = { classCode: 'own:mis-sent', impact: 'high', urgency: 'high', priority: 1 } as const;
  expect(otherProposal(agreed, null)).toEqual({ classCode: null, priority: null });
  expect(otherProposal(agreed, made)).toEqual({ classCode: null, priority: null });
  expect(otherProposal({ ...agreed, classCode: 'rsit:fraud:phishing' }, made)).toEqual({
    classCode: 'own:mis-sent',
    priority: null,
  });
  expect(otherProposal({ ...agreed, urgency: 'low', priority: 3 }, made)).toEqual({ classCode: null, priority: 1 });
});
