import type { Definition, Delegation, Person, Question, Rule } from './matrix.model.ts';

/** Parts of a matrix for tests: one action on everything by the commander, unless said otherwise. */
export const aRule = (change: Partial<Rule> = {}): Rule => ({
  id: 'r1',
  number: '1-1',
  force: 'order',
  actionKinds: ['stop-service'],
  scope: { kind: 'all', names: [] },
  severityAtLeast: null,
  when: 'always',
  mayOrder: [{ kind: 'role', roleKey: 'commander' }],
  mustInform: [],
  carriesOut: [],
  carriesOutText: '',
  needsFourEyes: false,
  conditions: '',
  reportWithinMinutes: null,
  note: '',
  ...change,
});

export const aDefinition = (...rules: readonly Rule[]): Definition => ({
  business: { days: [1, 2, 3, 4, 5], from: '09:00', until: '18:00', closesOnHolidays: true },
  rules,
});

export const aPerson = (memberId: string, ...roleKeys: readonly string[]): Person => ({
  memberId,
  name: memberId,
  userId: `account of ${memberId}`,
  roleKeys,
});

export const aQuestion = (change: Partial<Question> = {}): Question => ({
  actionKind: 'stop-service',
  target: { system: '基幹システム', site: '', tag: '' },
  severity: 'critical',
  isOffHours: false,
  at: new Date('2026-11-24T00:00:00Z'),
  memberId: 'c',
  ...change,
});

export const aDelegation = (change: Partial<Delegation> = {}): Delegation => ({
  id: 'd1',
  fromMemberId: 'c',
  toMemberId: 'h',
  actionKinds: [],
  scope: { kind: 'all', names: [] },
  startsAt: new Date('2026-11-23T00:00:00Z'),
  endsAt: new Date('2026-11-25T00:00:00Z'),
  reason: '出張',
  givenAt: new Date('2026-11-22T00:00:00Z'),
  givenBy: { kind: 'user', id: 'account of c', name: 'c' },
  revoked: null,
  ...change,
});
