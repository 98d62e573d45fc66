import { permissions, type Role, roles } from '@matoi/contract';
import { describe, expect, it } from 'vitest';
import { permissionsOf } from '../../../platform/access/index.ts';
import { previewOf, type Report } from './report.model.ts';
import { viewReport, viewSummary } from './report.views.ts';

const report: Report = {
  id: '0192f0a0-0000-7000-8000-000000000002',
  number: 'REP-2026-0001',
  version: 1,
  title: '件名',
  preview: '本文',
  channel: 'mail',
  state: 'new',
  parse: 'parsed',
  reporter: { name: null, address: 'a@example.jp' },
  source: null,
  receivedAt: new Date('2026-11-27T00:00:00Z'),
  attachmentCount: 1,
  compartmentId: 1,
  handledAs: null,
  text: '本文',
  isTextFromHtml: false,
  parseProblem: null,
  recipients: ['csirt@example.jp'],
  charset: 'iso-2022-jp',
  locale: 'ja',
  isAutomatic: false,
  mailMessageId: '<secret-thread@example.jp>',
  externalId: null,
  sentAt: null,
  originalFileId: 'file-behind-the-wall',
  originalSize: 100,
  originalSha256: Buffer.from('ab', 'hex'),
  closing: null,
};
const incident = { kind: 'incident', id: '0192f0a0-0000-7000-8000-000000000003', number: 'INC-2026-0001', title: 'x' };
const names = {
  compartments: new Map([[1, { id: 1, name: 'open', isOpen: true }]]),
  subjects: new Map([[incident.id, incident]]),
};
const actorWith = (role: Role) => ({ permissions: permissionsOf([role]) });

describe('what a report shows that one may do', () => {
  it.each(roles)('follows the permission table and the state for a %s', (role) => {
    const may = (permission: string) => permissions[permission]?.includes(role) === true;
    expect(viewReport(report, [], names, actorWith(role)).can).toEqual({
      openIncident: may('incidents.open'),
      close: may('reports.close'),
      restrict: may('subjects.restrict'),
    });
    const handled = { ...report, state: 'handled' as const, handledAs: incident.id };
    expect(viewReport(handled, [], names, actorWith(role)).can).toEqual({
      openIncident: false,
      close: false,
      restrict: false,
    });
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
    const shown = viewReport(report, [attachment], names, actorWith('handler'));
    expect(shown.attachments).toEqual([
      { id: attachment.id, name: 'a.csv', mediaType: 'text/csv', size: 3, sha256: '00ff' },
    ]);
    expect(shown.original).toEqual({ size: 100, sha256: 'ab' });
    expect(JSON.stringify(shown)).not.toMatch(/behind-the-wall|secret-thread/);
    expect(viewReport({ ...report, originalSha256: null }, [], names, actorWith('handler')).original).toBeNull();
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
