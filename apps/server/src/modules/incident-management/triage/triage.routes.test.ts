import type { BodyInput, RouteOf } from '@matoi/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  refusalOf,
  startTestProgram,
  type TestProgram,
  until,
  type Visitor,
} from '../../../../test/support/test-program.ts';

let program: TestProgram;
let commander: Visitor;
let other: Visitor;
let handler: Visitor;
let compartmentId: number;

beforeAll(async () => {
  program = await startTestProgram();
  [commander, other, handler] = await Promise.all([
    program.person('commander'),
    program.person('administrator', 'commander'),
    program.person('handler'),
  ]);
  const made = await commander.call('POST /api/v1/compartments', { body: { name: '人事調査', memberIds: [] } });
  compartmentId = made.id;
});
afterAll(() => program.stop());

type Rules = BodyInput<RouteOf<'POST /api/v1/triage-rules'>>['rules'];
const rulesOf = (visitor: Visitor) => visitor.call('GET /api/v1/triage-rules', {});
const change = (visitor: Visitor, rules: Rules, version: number) =>
  visitor.call('POST /api/v1/triage-rules', { body: { rules }, version });

const effect = {
  classCode: null,
  impact: null,
  urgency: null,
  assigneeId: null,
  compartmentId: null,
  tags: [],
  stops: false,
};
const simple = (name: string, words: string, tag: string): Rules[number] => ({
  name,
  isOn: true,
  condition: { kind: 'text', in: 'either', contains: [words] },
  effect: { ...effect, tags: [tag] },
});

describe('rules', () => {
  it('begin with those of the program, and every change makes a version while the old ones stay', async () => {
    const first = await rulesOf(handler);
    expect(first).toMatchObject({ version: 1, latestVersion: 1, can: { change: false } });
    expect(first.rules.length).toBeGreaterThan(15);
    const changed = await change(commander, first.rules.slice(1), 1);
    expect(changed.version).toBe(2);
    const now = await rulesOf(commander);
    expect(now).toMatchObject({ version: 2, latestVersion: 2, can: { change: true } });
    expect(now.rules).toEqual(first.rules.slice(1));
    expect(now.versions.map(({ version, state }) => `${version} ${state}`)).toEqual(['2 in-force', '1 past']);
    expect(now.versions[0]?.createdBy).toMatchObject({ kind: 'user', id: commander.id });
    const before = await commander.call('GET /api/v1/triage-rules', { query: { version: 1 } });
    expect(before.rules).toEqual(first.rules);
    expect(await refusalOf(commander.call('GET /api/v1/triage-rules', { query: { version: 99 } }))).toBe(
      'record.find.not-found',
    );
  });

  it('are not changed by somebody who read an earlier version, nor by two at once', async () => {
    const { rules, latestVersion } = await rulesOf(commander);
    expect(await refusalOf(change(commander, rules, latestVersion - 1))).toBe('record.change.stale');
    const both = await Promise.allSettled([
      change(commander, rules, latestVersion),
      change(other, rules, latestVersion),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it.each([
    ['without a condition that is known', { kind: 'matches', pattern: '(a+)+$' }],
    ['with a phrase of nothing', { kind: 'text', in: 'either', contains: [' '] }],
    ['with groups in groups in groups', nested(4)],
    ['with any of nothing', { kind: 'any', of: [] }],
    ['with more than a line can hold', { kind: 'text', in: 'either', contains: Array(61).fill('x') }],
  ])('are refused %s', async (_name, condition) => {
    const { latestVersion } = await rulesOf(commander);
    const rule = { ...simple('x', 'x', 'x'), condition } as unknown as Rules[number];
    expect(await refusalOf(change(commander, [rule], latestVersion))).toBe('request.read.invalid');
  });

  function nested(depth: number): unknown {
    return depth === 0 ? { kind: 'sender-internal', is: true } : { kind: 'all', of: [nested(depth - 1)] };
  }

  it('of a compartment are a closed door for everybody outside, and kept', async () => {
    const { rules, latestVersion } = await rulesOf(commander);
    const secret: Rules[number] = {
      ...simple('懲戒案件', 'ひみつの語句', '人事'),
      effect: { ...effect, tags: ['人事'], compartmentId },
    } as Rules[number];
    await change(commander, [secret, ...rules], latestVersion);
    const seen = await rulesOf(other);
    const text = JSON.stringify(seen);
    expect(text).not.toMatch(/懲戒|ひみつ|人事/);
    const [hidden, ...rest] = seen.rules;
    if (hidden === undefined) throw new Error('the hidden rule is not there');
    expect(hidden).toEqual({ id: hidden.id, isRestricted: true });
    expect(await refusalOf(change(other, rest, seen.latestVersion))).toBe('triage-rules.change.restricted-missing');
    const named = { ...simple('x', 'x', 'x'), effect: { ...effect, compartmentId } } as Rules[number];
    expect(await refusalOf(change(other, [hidden, named], seen.latestVersion))).toBe(
      'triage-rules.change.compartment-unknown',
    );
    await change(other, [...rest, hidden], seen.latestVersion);
    const kept = (await rulesOf(commander)).rules.at(-1);
    expect(kept).toMatchObject({ isRestricted: false, name: '懲戒案件', effect: { compartmentId } });
    const named2 = (await rulesOf(commander)).compartments;
    expect(named2).toEqual([{ id: compartmentId, name: '人事調査' }]);
  });

  it('leave no word of what they say in the audit log', async () => {
    const auditor = await program.person('auditor');
    const { items } = await until(
      () => auditor.call('GET /api/v1/audit-entries', { query: { action: 'triage-rules.change' } }),
      (page) => page.items.length > 3,
    );
    expect(JSON.stringify(items)).not.toMatch(/懲戒|ひみつ|人事/);
    expect(items[0]?.entry?.detail).toMatchObject({ rules: { added: expect.any(Number) } });
  });
});

describe('trying rules on a text', () => {
  const open = { title: '【至急】To一斉で送信', text: '', isInternalSender: true };
  const sample = { ...open, text: 'ひみつの語句' };

  it('shows what is proposed now and what would be, and changes nothing', async () => {
    const before = (await rulesOf(commander)).latestVersion;
    const tried = await commander.call('POST /api/v1/triage-rules/try', {
      body: { sample: open, rules: [...(await hiddenOf(commander)), simple('new', 'to 一斉', '新')] },
    });
    expect(tried.before).toMatchObject({ classCode: 'own:mis-sent', priority: 2 });
    expect(tried.after).toMatchObject({ classCode: null, tags: ['新'], rulesVersion: before + 1 });
    expect(tried.after.reasons).toEqual([
      { what: 'tag', ruleId: 'new:2', ruleName: 'new', because: [{ field: 'title', matched: 'to 一斉' }] },
    ]);
    expect((await rulesOf(commander)).latestVersion).toBe(before);
  });

  it('tries no rule of a compartment out of sight, and says how many', async () => {
    const tried = await other.call('POST /api/v1/triage-rules/try', { body: { sample } });
    expect(tried.restrictedRules).toBe(1);
    expect(JSON.stringify(tried)).not.toMatch(/懲戒|人事/);
    const member = await commander.call('POST /api/v1/triage-rules/try', { body: { sample } });
    expect([member.restrictedRules, member.after.compartmentId]).toEqual([0, compartmentId]);
  });

  it('refuses what could not be kept', async () => {
    const rule = { ...simple('x', 'x', 'x'), effect: { ...effect, classCode: 'own:no-such' } } as Rules[number];
    const rules = [...(await hiddenOf(commander)), rule];
    expect(await refusalOf(commander.call('POST /api/v1/triage-rules/try', { body: { sample, rules } }))).toBe(
      'triage-rules.change.class-unknown',
    );
    expect(await refusalOf(handler.call('POST /api/v1/triage-rules/try', { body: { sample } }))).toBe(
      'permission.use.denied',
    );
  });

  async function hiddenOf(visitor: Visitor): Promise<Rules> {
    return (await rulesOf(visitor)).rules.filter((rule) => !rule.isRestricted && rule.effect.compartmentId !== null);
  }
});

describe('classes', () => {
  const list = () => handler.call('GET /api/v1/triage-classes', {});
  const drone = { code: 'own:drone', name: { ja: 'ドローン', en: 'Drone' }, rsitCode: null, isMalicious: true };

  it('are added, renamed and retired, each under a version, and never lost', async () => {
    const added = await commander.call('POST /api/v1/triage-classes', { body: drone });
    expect(added).toMatchObject({ code: 'own:drone', scheme: 'own', version: 1, isRetired: false });
    expect(await refusalOf(commander.call('POST /api/v1/triage-classes', { body: drone }))).toBe(
      'triage-classes.add.code-taken',
    );
    const at = (code: string, body: BodyInput<RouteOf<'PATCH /api/v1/triage-classes/{code}'>>, version: number) =>
      commander.call('PATCH /api/v1/triage-classes/{code}', { params: { code }, body, version });
    expect(await at('own:drone', { isRetired: true }, 1)).toMatchObject({ version: 2, isRetired: true });
    expect(await refusalOf(at('own:drone', { isRetired: false }, 1))).toBe('record.change.stale');
    expect(await refusalOf(at('own:no-such', { isRetired: true }, 1))).toBe('record.find.not-found');
    expect(await refusalOf(at('rsit:fraud:phishing', { isMalicious: false }, 1))).toBe(
      'triage-classes.change.rsit-fixed',
    );
    const renamed = await at('rsit:fraud:phishing', { name: { ja: 'フィッシング詐欺', en: 'Phishing' } }, 1);
    expect(renamed).toMatchObject({ version: 2, name: { ja: 'フィッシング詐欺' } });
    const { items, rsit, can } = await list();
    expect(items.find((one) => one.code === 'own:drone')).toMatchObject({ isRetired: true });
    expect([items.length, rsit.version, can.change]).toEqual([53, '1003', false]);
  });

  it.each(['drone', 'own:', 'own:Drone', 'own:a_b', 'rsit:fraud:new', `own:${'a'.repeat(80)}`])(
    'are not added under the code %s',
    async (code) => {
      const body = { ...drone, code };
      expect(await refusalOf(commander.call('POST /api/v1/triage-classes', { body }))).toBe('request.read.invalid');
    },
  );
});

describe('the table of priorities', () => {
  const show = () => handler.call('GET /api/v1/triage-priorities', {});

  it('changes at once or later; every version stays with its author', async () => {
    const first = await show();
    expect(first).toMatchObject({ version: 1, latestVersion: 1 });
    const table = { ...first.table, low: { high: 2, medium: 4, low: 4 } as const };
    const planned = { table, effectiveOn: '2999-01-01', note: '来期から' };
    const later = await commander.call('POST /api/v1/triage-priorities', { body: planned, version: 1 });
    expect(later.effectiveAt).toBe('2998-12-31T15:00:00.000Z');
    expect(await show()).toMatchObject({ version: 1, latestVersion: 2, table: first.table });
    await commander.call('POST /api/v1/triage-priorities', { body: { table }, version: 2 });
    const now = await show();
    expect(now).toMatchObject({ version: 3, latestVersion: 3, table });
    expect(now.versions.map(({ version, state, note }) => [version, state, note])).toEqual([
      [3, 'in-force', null],
      [2, 'past', '来期から'],
      [1, 'past', null],
    ]);
    expect(now.versions[2]?.table).toEqual(first.table);
  });

  it('is refused from a day that has gone, or with a priority that is none', async () => {
    const { table, latestVersion: version } = await show();
    const past = { table, effectiveOn: '2020-01-01' };
    expect(await refusalOf(commander.call('POST /api/v1/triage-priorities', { body: past, version }))).toBe(
      'triage-priorities.change.in-the-past',
    );
    const wrong = { table: { ...table, low: { high: 5, medium: 4, low: 4 } } } as never;
    expect(await refusalOf(commander.call('POST /api/v1/triage-priorities', { body: wrong, version }))).toBe(
      'request.read.invalid',
    );
  });
});

describe('targets and calendar', () => {
  it('change by versions, and are refused when they make no sense', async () => {
    const { levels, version } = await handler.call('GET /api/v1/service-levels', {});
    const faster = { targets: { ...levels.targets, '2': { ...levels.targets['2'], firstResponseMinutes: 30 } } };
    await commander.call('POST /api/v1/service-levels', { body: { levels: faster }, version });
    expect((await handler.call('GET /api/v1/service-levels', {})).levels).toEqual(faster);
    const zero = { targets: { ...levels.targets, '2': { ...levels.targets['2'], firstResponseMinutes: 0 } } };
    expect(await refusalOf(commander.call('POST /api/v1/service-levels', { body: { levels: zero }, version: 2 }))).toBe(
      'request.read.invalid',
    );
    const { '4': _, ...three } = levels.targets;
    const missing = { levels: { targets: three } } as never;
    expect(await refusalOf(commander.call('POST /api/v1/service-levels', { body: missing, version: 2 }))).toBe(
      'request.read.invalid',
    );
  });

  it('show the public holidays of this year and the next, while they are kept', async () => {
    const shown = await handler.call('GET /api/v1/business-calendar', {});
    expect(shown).toMatchObject({ version: 1, zone: 'Asia/Tokyo', calendar: { hasJapaneseHolidays: true } });
    expect(shown.holidays.length).toBeGreaterThan(30);
    const calendar = { ...shown.calendar, hasJapaneseHolidays: false };
    await commander.call('POST /api/v1/business-calendar', { body: { calendar }, version: 1 });
    expect((await handler.call('GET /api/v1/business-calendar', {})).holidays).toEqual([]);
    const hours = { ...calendar.hours, '1': [{ opensAt: '12:00', closesAt: '09:00' }] };
    const wrong = { body: { calendar: { ...calendar, hours } }, version: 2 };
    expect(await refusalOf(commander.call('POST /api/v1/business-calendar', wrong))).toBe(
      'business-calendars.change.hours-overlap',
    );
  });

  it('are read by every role of the staff and changed by few', async () => {
    for (const role of ['reader', 'auditor', 'administrator'] as const)
      expect((await (await program.person(role)).call('GET /api/v1/service-levels', {})).can.change).toBe(
        role === 'administrator',
      );
    const soc = await program.machine('soc');
    expect(await refusalOf(soc.call('GET /api/v1/triage-rules', {}))).toBe('permission.use.denied');
  });
});
