import { permissions, type Role, roles } from '@matoi/contract';
import { describe, expect, it } from 'vitest';
import { permissionsOf } from '../../../platform/access/index.ts';
import { type Attachment, newReport, previewOf, type Report } from './report.model.ts';
import { viewReport, viewSummary } from './report.views.ts';

const report: Report = {
  ...newReport({
    title: '件名',
    text: '本文',
    channel: 'mail',
    locale: 'ja',
    receivedAt: new Date('2026-11-27T00:00:00Z'),
    reporter: { name: null, address: 'a@example.jp' },
    recipients: ['csirt@example.jp'],
    charset: 'iso-2022-jp',
    mailMessageId: '<secret-thread@example.jp>',
  }),
  id: '0192f0a0-0000-7000-8000-000000000002',
  number: 'REP-2026-0001',
  version: 1,
  preview: '本文',
  state: 'new',
  outcome: null,
  attachmentCount: 1,
  handledAs: null,
  mergedInto: null,
  snoozedUntil: null,
  answeredAt: null,
  newsAt: null,
  lastEventAt: null,
  workRank: 0,
  inboundMailId: 'mail-behind-the-wall',
  originalFileId: 'file-behind-the-wall',
  originalSize: 100,
  originalSha256: Buffer.from('ab', 'hex'),
  triagedAt: null,
  triagedBy: null,
  handedTo: null,
  stateBeforeMerge: null,
  isWithdrawn: false,
  closing: null,
};
const incident = { kind: 'incident', id: '0192f0a0-0000-7000-8000-000000000003', number: 'INC-2026-0001', title: 'x' };
const names = {
  compartments: new Map([[1, { id: 1, name: 'open', isOpen: true }]]),
  subjects: new Map([[incident.id, incident]]),
  accounts: new Map(),
};
const shownTo = (of: Report, role: Role, attachments: readonly Attachment[] = []) =>
  viewReport({ report: of, attachments, merged: [], proposedFor: null, proposal: null, names, actor: actorWith(role) });
const actorWith = (role: Role) => ({ permissions: permissionsOf([role]) });

const nothing = {
  openIncident: false,
  triage: false,
  close: false,
  ask: false,
  reopen: false,
  merge: false,
  unmerge: false,
  detach: false,
  restrict: false,
};

describe('what a report shows that one may do', () => {
  it.each(roles)('follows the permission table and the state for a %s', (role) => {
    const may = (permission: string) => permissions[permission]?.includes(role) === true;
    expect(shownTo(report, role).can).toEqual({
      openIncident: may('incidents.open'),
      triage: may('reports.triage'),
      close: may('reports.close'),
      ask: may('reports.ask'),
      reopen: false,
      merge: may('reports.merge'),
      unmerge: false,
      detach: false,
      restrict: may('subjects.restrict'),
    });
    const handled = { ...report, state: 'handled' as const, handledAs: incident.id };
    expect(shownTo(handled, role).can).toEqual({
      ...nothing,
      detach: may('reports.detach'),
    });
    const merged = { ...report, state: 'merged' as const, mergedInto: incident.id };
    expect(shownTo(merged, role).can).toEqual({ ...nothing, unmerge: may('reports.unmerge') });
    const closed = { ...report, state: 'closed' as const };
    expect(shownTo(closed, role).can.reopen).toBe(may('reports.reopen'));
    expect(shownTo({ ...closed, isWithdrawn: true }, role).can.reopen).toBe(false);
  });
});

describe('how a report is shown', () => {
  it('names what it became part of only to who sees that', () => {
    const handled = { ...report, handledAs: incident.id };
    expect(viewSummary(handled, names).handledAs).toEqual(incident);
    expect(viewSummary(handled, { ...names, subjects: new Map() }).handledAs).toBeNull();
  });

  it('has hashes as hexadecimal and no name of a stored object or file', () => {
    const attachment = {
      id: '0192f0a0-0000-7000-8000-000000000004',
      fileId: 'file-behind-the-wall',
      name: 'a.csv',
      mediaType: 'text/csv',
      size: 3,
      sha256: Buffer.from('00ff', 'hex'),
    };
    const shown = shownTo(report, 'handler', [attachment]);
    expect(shown.attachments).toEqual([
      { id: attachment.id, name: 'a.csv', mediaType: 'text/csv', size: 3, sha256: '00ff' },
    ]);
    expect(shown.original).toEqual({ size: 100, sha256: 'ab' });
    expect(JSON.stringify(shown)).not.toMatch(/behind-the-wall|secret-thread/);
    expect(shownTo({ ...report, originalSha256: null }, 'handler').original).toBeNull();
  });
});

describe('the first words of a report', () => {
  it.each([
    ['一行目\r\n\r\n　二行目\t三', '一行目 二行目 三'],
    ['', ''],
    [' \n ', ''],
  ])('of %j are %j', (text, preview) => {
    expect(previewOf(text)).toBe(preview);
  });

  it('are at most 160 characters and never half of one', () => {
    const preview = previewOf('𠮷'.repeat(1_000));
    expect(Array.from(preview)).toHaveLength(160);
    expect(preview).not.toMatch(/\p{Cs}/u);
    expect(previewOf(`${'a'.repeat(639)}𠮷`)).not.toMatch(/\p{Cs}/u);
  });
});
