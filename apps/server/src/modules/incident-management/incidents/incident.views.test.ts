import { permissions, type Role, roles } from '@matoi/contract';
import { describe, expect, it } from 'vitest';
import { permissionsOf } from '../../../platform/access/index.ts';
import type { Incident } from './incident.model.ts';
import { viewIncident, viewSummary } from './incident.views.ts';

const by = { kind: 'user', id: 'a', name: '佐藤' } as const;
const open: Incident = {
  id: '0192f0a0-0000-7000-8000-000000000001',
  number: 'INC-2026-0001',
  version: 3,
  title: '誤送信',
  phase: 'triage',
  openedAt: new Date('2026-11-27T00:00:00Z'),
  openedBy: by,
  compartmentId: 1,
  closing: null,
};
const closed: Incident = {
  ...open,
  phase: 'closed',
  closing: { outcome: 'resolved', reason: '完了', closedAt: new Date('2026-11-28T00:00:00Z'), closedBy: by },
};
const names = new Map([[1, { id: 1, name: 'open', isOpen: true }]]);
const actorWith = (role: Role) => ({ permissions: permissionsOf([role]) });

describe('what an incident shows that one may do', () => {
  it.each(roles)('follows the permission table and the phase for a %s', (role) => {
    const may = (permission: string) => permissions[permission]?.includes(role) === true;
    const shown = viewIncident(open, [], names, actorWith(role));
    expect(shown.can).toEqual({
      close: may('incidents.close'),
      reopen: false,
      restrict: may('subjects.restrict'),
      annotate: may('journal.add'),
    });
    expect(shown.next).toEqual(may('incidents.close') ? ['close'] : []);
    const after = viewIncident(closed, [], names, actorWith(role));
    expect(after.can).toMatchObject({ close: false, reopen: may('incidents.reopen'), annotate: false });
    expect(after.next).toEqual(may('incidents.reopen') ? ['reopen'] : []);
  });
});

describe('how an incident is shown', () => {
  it('has its closing when it is closed, with times in UTC', () => {
    expect(viewIncident(open, [], names, actorWith('reader')).closing).toBeNull();
    expect(viewIncident(closed, [], names, actorWith('reader')).closing).toEqual({
      outcome: 'resolved',
      reason: '完了',
      closedAt: '2026-11-28T00:00:00.000Z',
      closedBy: by,
    });
    expect(viewSummary(closed, names)).toMatchObject({
      openedAt: '2026-11-27T00:00:00.000Z',
      closedAt: '2026-11-28T00:00:00.000Z',
    });
  });

  it('takes a compartment that it does not know for a closed one without a name', () => {
    expect(viewSummary({ ...open, compartmentId: 7 }, names).compartment).toEqual({ id: 7, name: '', isOpen: false });
  });
});
