import { describe, expect, it } from 'vitest';
import type { Member } from './member.model.ts';
import { channelsOf, holdersOn, isCircle, isReachedElse } from './member.rules.ts';
import { blankMember } from './member-table.rules.ts';
import { isAddress, refuseMember } from './save.rules.ts';

const person = (id: string, more: Partial<Member> = {}): Member => ({
  ...blankMember,
  ...{ id, version: 1, name: id, changedAt: new Date(0), changedBy: { kind: 'user', id: 'a', name: 'a' } },
  ...more,
});

describe('an address', () => {
  it.each([
    ['mail', 'tanaka', false],
    ['mail', 'tanaka@example.jp', true],
    ['mail', 'a b@example.jp', false],
    ['mail', '"><script>@example.jp', false],
    ['voice', '03-1234-5678', true],
    ['voice', '+81 90 1234 5678', true],
    ['voice', '０３（１２３４）５６７８', true],
    ['voice', '03-1234-5678 内線123', true],
    ['voice', 'call me', false],
    ['voice', '12', false],
    ['push', '', true],
    ['push', 'x', false],
    ['chat', '', false],
  ] as const)('of kind %s may be %s: %s', (kind, address, expected) => {
    expect(isAddress({ kind, address })).toBe(expected);
  });
});

describe('saving a member', () => {
  const members = new Map([
    ['a', person('a', { superior: { kind: 'member', id: 'b' } })],
    ['b', person('b', { accountId: 'account-b' })],
  ]);
  const given = {
    id: 'b',
    members,
    entryIds: new Set(['e']),
    accountIds: new Set(['account-b', 'account-c']),
    self: 'account-x',
  };
  const boss = (id: string) => ({ superior: { kind: 'member' as const, id } });
  const held = (from: string | null, until: string | null) => ({ key: 'commander' as const, from, until });
  it.each([
    ['an account that is not there', { accountId: 'nobody' }, 'members.save.account-unknown'],
    ['being one’s own deputy', { deputyIds: ['b'] }, 'members.save.own-deputy'],
    ['a deputy who is not there', { deputyIds: ['x'] }, 'members.save.person-unknown'],
    ['a superior who is not there', boss('x'), 'members.save.person-unknown'],
    ['being one’s own superior', boss('b'), 'members.save.superior-circle'],
    ['a circle of superiors', boss('a'), 'members.save.superior-circle'],
    ['a role that ends before it begins', { roles: [held('2026-02-01', '2026-01-31')] }, 'members.save.dates-reversed'],
    ['a role twice', { roles: [held(null, null), held(null, null)] }, 'members.save.role-twice'],
    [
      'an address that is none',
      { channels: [{ kind: 'mail' as const, address: 'x', isAlternate: false }] },
      'members.save.address-wrong',
    ],
  ])('is refused for %s', (_name, more, code) => {
    expect(refuseMember({ ...blankMember, name: 'b', ...more }, given)?.code).toBe(code);
  });

  it('is refused for an account of somebody else, and not for the own one', () => {
    const saved = { ...blankMember, name: 'x', accountId: 'account-b' };
    expect(refuseMember(saved, { ...given, id: 'c' })?.code).toBe('members.save.account-taken');
    expect(refuseMember(saved, given)).toBeNull();
  });

  it.each([
    ['taking the place of somebody who is there', { accountId: 'account-c' }, 'account-c', 'members.save.own-account'],
    [
      'a role of one’s own',
      { accountId: 'account-b', roles: [held(null, null)] },
      'account-b',
      'members.save.own-roles',
    ],
    [
      'a role of one’s own while letting go of the account',
      { roles: [held(null, null)] },
      'account-b',
      'members.save.own-roles',
    ],
  ])('S31 is refused for %s', (_name, more, self, code) => {
    expect(refuseMember({ ...blankMember, name: 'b', ...more }, { ...given, self })?.code).toBe(code);
    expect(refuseMember({ ...blankMember, name: 'b', ...more }, given)).toBeNull();
    const alone = { ...given, self, accountIds: new Set([self]) };
    expect(refuseMember({ ...blankMember, name: 'b', ...more }, alone)).toBeNull();
  });

  it('S31 takes a new member of one’s own without roles, and roles that stay or go', () => {
    const own = { ...blankMember, name: 'n', accountId: 'account-c' };
    expect(refuseMember(own, { ...given, id: 'n', self: 'account-c' })).toBeNull();
    const chief = person('b', { accountId: 'account-b', roles: [held(null, null)] });
    const with_ = { ...given, members: new Map(members).set('b', chief), self: 'account-b' };
    expect(refuseMember({ ...chief, department: 'CSIRT' }, with_)).toBeNull();
    expect(refuseMember({ ...chief, roles: [] }, with_)).toBeNull();
    expect(refuseMember({ ...chief, roles: [held(null, '2030-01-01')] }, with_)?.code).toBe('members.save.own-roles');
    const gone = { ...with_, members: new Map(members).set('b', { ...chief, isActive: false }) };
    expect(refuseMember({ ...chief, isActive: true }, gone)?.code).toBe('members.save.own-roles');
    expect(refuseMember({ ...chief, isActive: true, roles: [] }, gone)).toBeNull();
  });

  it('finds circles of any length', () => {
    const all = new Map(members).set('c', person('c', boss('a')));
    expect(isCircle(all, 'b', 'c')).toBe(true);
    expect(isCircle(all, 'd', 'c')).toBe(false);
  });
});

describe('roles and ways to reach', () => {
  const mail = { kind: 'mail' as const, address: 'a@example.jp', isAlternate: false };
  const phone = { kind: 'voice' as const, address: '03-1234-5678', isAlternate: false };
  it.each([
    ['the same', [mail, phone], [{ ...mail }, phone], false],
    ['none before and after', [], [], false],
    ['the first address', [], [mail], true],
    ['another address', [mail], [{ ...mail, address: 'a@example.net' }], true],
    ['another kind of way', [phone], [{ ...phone, kind: 'sms' as const }], true],
    ['an address that is alternate now', [mail], [{ ...mail, isAlternate: true }], true],
    ['another order', [mail, phone], [phone, mail], true],
    ['one less', [mail, phone], [mail], true],
  ])('S29 is reached otherwise by %s: %#', (_name, before, after, expected) => {
    expect(isReachedElse(before, after)).toBe(expected);
  });

  it('holds a role on its first and last day, and not outside of them', () => {
    const roles = [{ key: 'commander' as const, from: '2026-04-01', until: '2026-09-30' }];
    const days = ['2026-03-31', '2026-04-01', '2026-09-30', '2026-10-01'];
    expect(days.map((day) => holdersOn([person('a', { roles })], 'commander', day).length)).toEqual([0, 1, 1, 0]);
    expect(holdersOn([person('a', { roles, isActive: false })], 'commander', '2026-04-01')).toEqual([]);
  });

  it('leaves out the company’s mail and chat while mail may be compromised, and push without an account', () => {
    const channels = [
      { kind: 'push' as const, address: '', isAlternate: false },
      { kind: 'mail' as const, address: 'a@example.jp', isAlternate: false },
      { kind: 'mail' as const, address: 'a@example.org', isAlternate: true },
      { kind: 'voice' as const, address: '03-1234-5678', isAlternate: false },
    ];
    const kinds = (isMailCompromised: boolean) =>
      channelsOf(person('a', { channels }), { isMailCompromised }).map(({ kind, address }) => `${kind} ${address}`);
    expect(kinds(false)).toEqual(['mail a@example.jp', 'mail a@example.org', 'voice 03-1234-5678']);
    expect(kinds(true)).toEqual(['mail a@example.org', 'voice 03-1234-5678']);
    const withAccount = channelsOf(person('a', { channels, accountId: 'b' }), { isMailCompromised: true });
    expect(withAccount.map(({ kind }) => kind)).toEqual(['push', 'mail', 'voice']);
  });
});
