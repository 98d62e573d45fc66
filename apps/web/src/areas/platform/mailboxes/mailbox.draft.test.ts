import { describe, expect, it } from 'vitest';
import { bodyOf, draftOf, emptyDraft, isSecretKept, type Mailbox, withTlsMode } from './mailbox.draft.ts';

const kept: Mailbox = {
  ...{
    id: '0198c2a4-7d00-7abc-8def-0123456789ab',
    kind: 'imap',
    version: 3,
    name: '共有箱',
    address: 'csirt@example.jp',
  },
  ...{
    state: 'active',
    isCatchAll: false,
    locale: 'ja',
    sourceName: null,
    compartment: null,
    isCompartmentHidden: true,
  },
  ...{ classHint: null, tags: ['SOC', '夜間'], isAcknowledged: true, isOwnList: false },
  imap: {
    ...{ host: 'imap.example.jp', port: 993, tlsMode: 'tls', isPrivateAllowed: false, trustedCertificate: null },
    ...{ userName: 'csirt', authMethod: 'password', hasSecret: true, tokenEndpoint: null, clientId: null },
    ...{ tokenScope: null, folder: 'INBOX', beginsWith: 'unread', afterRead: 'flag', moveTo: null },
  },
  ...{ health: 'well', problem: null, problemDetail: null, problemAt: null, checkedAt: null, mailCount: 0 },
  ...{ lastMailAt: null, leftCount: 0, createdAt: '2026-11-22T00:00:00.000Z' },
};

describe('the form of a mailbox', () => {
  it('sends no secret that was not typed, and leaves a hidden compartment as it is', () => {
    const body = bodyOf(draftOf(kept));
    expect(Object.keys(body)).not.toContain('password');
    expect(Object.keys(body)).not.toContain('compartmentId');
    expect(body).toMatchObject({ kind: 'imap', tags: ['SOC', '夜間'], moveTo: null, tokenEndpoint: null });
  });

  it('forgets what belongs to the way of signing in that was not chosen', () => {
    const draft = { ...draftOf(kept), password: 'typed', refreshToken: 'typed', tokenEndpoint: 'https://a.example/' };
    expect(bodyOf(draft)).toMatchObject({ password: 'typed', tokenEndpoint: null });
    expect(Object.keys(bodyOf(draft))).not.toContain('refreshToken');
    expect(Object.keys(bodyOf({ ...draft, authMethod: 'xoauth2' }))).not.toContain('password');
  });

  it('wants the secret again when the mailbox is reached by another way', () => {
    const draft = draftOf(kept);
    expect(isSecretKept(null, draft)).toBe(false);
    expect(isSecretKept(kept, { ...draft, folder: 'Other', userName: 'other' })).toBe(true);
    for (const way of [
      { host: 'other.example' },
      { port: '1993' },
      { tlsMode: 'starttls' as const },
      { isPrivateAllowed: true },
      { trustedCertificate: 'x' },
      { authMethod: 'xoauth2' as const },
    ])
      expect([way, isSecretKept(kept, { ...draft, ...way })]).toEqual([way, false]);
  });

  it('takes the address for a name that was left empty', () => {
    expect(bodyOf({ ...emptyDraft('smtp-address'), address: 'csirt@example.jp' })).toMatchObject({
      name: 'csirt@example.jp',
      compartmentId: null,
    });
  });

  it('moves the usual port along with the encryption, and no other', () => {
    expect(withTlsMode(emptyDraft('imap'), 'starttls').port).toBe('143');
    expect(withTlsMode({ ...emptyDraft('imap'), port: '9993' }, 'starttls').port).toBe('9993');
  });
});
