import { describe, expect, it } from 'vitest';
import proposed from './data/call-policies.v1.json' with { type: 'json' };
import type { Policy, Signal } from './policy.model.ts';
import { decidePolicies, isMeant, policiesFor, tryPolicies } from './policy.rules.ts';

const policy = (more: Partial<Policy> = {}): Policy => ({
  id: 'a',
  name: 'a',
  isOn: true,
  priorities: [1],
  severities: [],
  classCodes: [],
  sources: [],
  mailboxIds: [],
  onlyOffHours: false,
  steps: [],
  repeat: 0,
  ...more,
});
const report = (more: Partial<Signal> = {}): Signal => ({
  subjectId: 'r',
  kind: 'report',
  at: new Date('2026-11-20T17:14:00Z'),
  priority: 1,
  severity: null,
  classCode: null,
  source: null,
  mailboxId: null,
  isOffHours: true,
  isOpen: true,
  ...more,
});
const incident = (more: Partial<Signal> = {}) =>
  report({ kind: 'incident', priority: null, severity: 'critical', ...more });

describe('which records a rule is about', () => {
  it.each([
    ['not a report without a priority', policy(), report({ priority: null }), false],
    ['not one of another priority', policy(), report({ priority: 2 }), false],
    ['not one that is dealt with', policy(), report({ isOpen: false }), false],
    ['not by day, when it is for nights', policy({ onlyOffHours: true }), report({ isOffHours: false }), false],
    ['not of another source', policy({ sources: ['SIEM'] }), report({ source: 'EDR' }), false],
    ['not without a source, when one is asked for', policy({ sources: ['SIEM'] }), report(), false],
    ['not an incident by the priority of reports', policy(), incident(), false],
    ['a report of the priority', policy(), report(), true],
    ['one of the mailbox of the SOC', policy({ mailboxIds: ['m'] }), report({ mailboxId: 'm' }), true],
    ['one of the class', policy({ classCodes: ['c', 'd'] }), report({ classCode: 'd' }), true],
    ['an incident by its severity', policy({ severities: ['critical'] }), incident(), true],
    ['not an incident of another severity', policy({ severities: ['critical'] }), incident({ severity: 'low' }), false],
  ] as const)('%s', (_name, rule, signal, expected) => {
    expect(isMeant(rule, signal)).toBe(expected);
  });

  it('is nothing while the rule is off', () => {
    expect(policiesFor([policy({ isOn: false })], report(), report().at)).toEqual([]);
    expect(policiesFor([policy()], report(), report().at)).toHaveLength(1);
  });

  it('calls nobody for a report that has lain there for more than a day', () => {
    const later = new Date(report().at.getTime() + 24 * 3_600_000 + 1);
    expect(policiesFor([policy()], report(), later)).toEqual([]);
    expect(policiesFor([policy({ severities: ['critical'] })], incident(), later)).toHaveLength(1);
  });

  it('counts in a dry run also what has been dealt with since, and rules that are off', () => {
    const old = report({ subjectId: 'old', isOpen: false, at: new Date('2026-10-01T00:00:00Z') });
    const [tried] = tryPolicies([policy({ isOn: false })], [old, report(), report({ priority: 3 })]);
    expect(tried?.found.map(({ subjectId }) => subjectId)).toEqual(['r', 'old']);
  });
});

describe('setting rules', () => {
  it.each([
    ['over an edition that was not read', [policy()], 1, 'call-policies.set.superseded'],
    ['with one of them twice', [policy(), policy()], 2, 'call-policies.set.same-id'],
    ['with one that is about nothing', [policy({ priorities: [] })], 2, 'call-policies.set.never'],
  ] as const)('is refused %s', (_name, policies, read, code) => {
    expect(decidePolicies(policies, { read, current: 2 })).toMatchObject({ code });
  });

  it('makes the next edition', () => {
    expect(decidePolicies([policy()], { read: 2, current: 2 })).toMatchObject({ version: 3 });
  });

  it('begins with a proposal that is off', () => {
    expect(proposed.policies.length).toBeGreaterThan(0);
    expect(proposed.policies.every(({ isOn }) => !isOn)).toBe(true);
  });
});
