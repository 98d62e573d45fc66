import { permissions, type Role, roles } from '@matoi/contract';
import { describe, expect, it } from 'vitest';
import { permissionsOf } from '../../../platform/access/index.ts';
import type { AssertedTime, Incident } from './incident.model.ts';
import { viewIncident, viewSummary, type WholeIncident } from './incident.views.ts';
import { endedPhases, firstPhases } from './phase.rules.ts';
import { timeKinds } from './time.queries.ts';

const by = { kind: 'user', id: 'a', name: '佐藤' } as const;
const openedAt = new Date('2026-11-27T00:00:00Z');
const closedAt = new Date('2026-11-28T00:00:00Z');
const open: Incident = {
  id: '0192f0a0-0000-7000-8000-000000000001',
  number: 'INC-2026-0001',
  version: 3,
  title: '誤送信',
  phase: 'triage',
  phases: firstPhases(openedAt),
  phasesBefore: null,
  severity: null,
  severityRank: 0,
  classCode: null,
  tlp: null,
  pap: null,
  nextReviewAt: null,
  monitoringUntil: null,
  monitoringNote: null,
  knownAt: null,
  summaryVersion: 0,
  mergedInto: null,
  openedAt,
  openedBy: by,
  compartmentId: 1,
  closing: null,
};
const closed: Incident = {
  ...open,
  phase: 'closed',
  phases: endedPhases(open.phases, closedAt).phases,
  closing: {
    outcome: 'resolved',
    reason: '完了',
    closedAt,
    closedBy: by,
    overrides: [{ code: 'class-missing', reason: '夜間' }],
  },
};
const names = {
  compartments: new Map([[1, { id: 1, name: 'open', isOpen: true }]]),
  commanders: new Map<string, string>(),
  accounts: new Map<string, string>(),
  subjects: new Map(),
};
const whole = (incident: Incident, more: Partial<WholeIncident> = {}): WholeIncident => ({
  incident,
  names,
  reports: [],
  merged: [],
  members: [],
  memberNames: new Map(),
  timeKinds,
  times: [],
  chosen: new Map(),
  decision: null,
  summary: null,
  canOverride: false,
  ...more,
});
const actorWith = (role: Role) => ({ permissions: permissionsOf([role]) });

describe('what an incident shows that one may do', () => {
  it.each(roles)('follows the permission table and where it stands for a %s', (role) => {
    const may = (permission: string) => permissions[permission]?.includes(role) === true;
    const shown = viewIncident(whole(open), actorWith(role));
    expect(shown.can).toMatchObject({
      close: may('incidents.close'),
      reopen: false,
      restrict: may('subjects.restrict'),
      annotate: may('journal.add'),
      change: may('incidents.change'),
      movePhase: may('incidents.move-phase'),
      assign: may('incidents.assign'),
      merge: may('incidents.merge'),
      unmerge: false,
      override: false,
    });
    expect(shown.next).toEqual(may('incidents.close') ? ['close'] : []);
    expect(shown.phases.some(({ moves }) => moves.length > 0)).toBe(may('incidents.move-phase'));
    const after = viewIncident(whole(closed, { canOverride: true }), actorWith(role));
    expect(after.can).toMatchObject({ close: false, reopen: may('incidents.reopen'), annotate: false, change: false });
    expect(after.can.override).toBe(false);
    expect(after.next).toEqual(may('incidents.reopen') ? ['reopen'] : []);
    expect(after.phases.every(({ moves }) => moves.length === 0)).toBe(true);
    const merged = viewIncident(whole({ ...closed, mergedInto: open.id }), actorWith(role));
    expect(merged.can).toMatchObject({ reopen: false, unmerge: may('incidents.unmerge'), restrict: false });
  });
});

describe('how an incident is shown', () => {
  it('has its closing when it is closed, with times in UTC and what was missing', () => {
    expect(viewIncident(whole(open), actorWith('reader')).closing).toBeNull();
    expect(viewIncident(whole(closed), actorWith('reader')).closing).toEqual({
      outcome: 'resolved',
      reason: '完了',
      closedAt: '2026-11-28T00:00:00.000Z',
      closedBy: by,
      overrides: [{ code: 'class-missing', reason: '夜間' }],
    });
    expect(viewSummary(closed, names)).toMatchObject({
      openedAt: '2026-11-27T00:00:00.000Z',
      closedAt: '2026-11-28T00:00:00.000Z',
      outcome: 'resolved',
    });
  });

  it('takes a compartment that it does not know for a closed one without a name', () => {
    expect(viewSummary({ ...open, compartmentId: 7 }, names).compartment).toEqual({ id: 7, name: '', isOpen: false });
  });

  it('names neither a commander nor a merge that the reader does not see', () => {
    expect(viewSummary({ ...open, mergedInto: closed.id }, names)).toMatchObject({ commander: null, mergedInto: null });
  });

  it('shows every kind of time in its order, and beside what was corrected what corrects it', () => {
    const time: AssertedTime = {
      id: 't1',
      kind: 'detected',
      at: openedAt,
      precision: 'minute',
      zone: 'Asia/Tokyo',
      source: { kind: 'log', text: 'EDR' },
      note: null,
      reason: null,
      supersedes: null,
      recordedAt: openedAt,
      assertedBy: by,
    };
    const times = [time, { ...time, id: 't2', at: null, note: '不明', reason: '誤記', supersedes: 't1' }];
    const shown = viewIncident(whole(open, { times, chosen: new Map([['detected', 't2']]) }), actorWith('reader'));
    expect(shown.times.map((one) => one.kind).slice(0, 4)).toEqual(['occurred', 'detected', 'reported', 'known']);
    const detected = shown.times.find((one) => one.kind === 'detected');
    expect(detected?.chosenId).toBe('t2');
    expect(detected?.assertions.map((one) => [one.id, one.at, one.supersededBy])).toEqual([
      ['t1', '2026-11-27T00:00:00.000Z', 't2'],
      ['t2', null, null],
    ]);
  });
});
