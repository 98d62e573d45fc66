import type { BodyInput, RouteOf } from '@matoi/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, startTestProgram, type TestProgram, type Visitor } from '../../../../test/support/test-program.ts';

let program: TestProgram;
let commander: Visitor;
let other: Visitor;
const numbers: string[] = [];

beforeAll(async () => {
  program = await startTestProgram();
  commander = await program.person('commander', 'handler');
  other = await program.person('commander');
  for (const title of ['一件目', '二件目', '三件目']) {
    const body = { title, text: 'ドローンが社屋の上を飛んでいます' };
    numbers.push((await commander.call('POST /api/v1/reports', { body })).number);
  }
});
afterAll(() => program.stop());

type Body = BodyInput<RouteOf<'POST /api/v1/reports/try-rules'>>;
const drones: Body['rules'] = [
  {
    name: 'ドローン',
    isOn: true,
    condition: { kind: 'text', in: 'text', contains: ['どろーん'] },
    effect: {
      classCode: 'own:insider',
      impact: 'high',
      urgency: 'high',
      assigneeId: null,
      compartmentId: null,
      tags: ['空'],
      stops: false,
    },
  },
];
const tryOn = (visitor: Visitor, body: Body) => visitor.call('POST /api/v1/reports/try-rules', { body });

describe('trying rules on the reports that are there', () => {
  it('is refused to whoever may not change rules, and for more than 500', async () => {
    const handler = await program.person('handler');
    expect(await refusalOf(tryOn(handler, { rules: drones }))).toBe('permission.use.denied');
    expect(await refusalOf(tryOn(commander, { rules: drones, count: 501 }))).toBe('request.read.invalid');
  });

  it('shows each report for which something else would be proposed, before and after, and changes nothing', async () => {
    const tried = await tryOn(commander, { rules: drones });
    expect(tried.tried).toBe(3);
    expect(tried.changed.map(({ report }) => report.number)).toEqual([...numbers].reverse());
    expect(tried.changed[0]?.before).toMatchObject({ classCode: null, priority: null });
    expect(tried.changed[0]?.after).toMatchObject({ classCode: 'own:insider', priority: 1, tags: ['空'] });
    expect(tried.changed[0]?.after.reasons[0]?.because).toEqual([{ field: 'text', matched: 'どろーん' }]);
    const kept = await commander.call('GET /api/v1/reports/{id}', { params: { id: numbers[0] ?? '' } });
    expect(kept).toMatchObject({ version: 1, tags: [] });
  });

  it('looks at the newest only, as many as were asked for', async () => {
    const tried = await tryOn(commander, { rules: drones, count: 2 });
    expect([tried.tried, tried.changed.length]).toEqual([2, 2]);
  });

  it('shows no report where the rules in force say the same', async () => {
    const { rules } = await commander.call('GET /api/v1/triage-rules', {});
    expect(await tryOn(commander, { rules })).toMatchObject({ tried: 3, changed: [] });
  });

  it('never reaches a report out of sight: it is not tried, not counted, not shown', async () => {
    const compartment = await commander.call('POST /api/v1/compartments', { body: { name: '調査', memberIds: [] } });
    const id = numbers[1] ?? '';
    await commander.call('POST /api/v1/subjects/{id}/restrict', {
      params: { id },
      body: { compartmentId: compartment.id },
    });
    const tried = await tryOn(other, { rules: drones });
    expect(tried.tried).toBe(2);
    expect(JSON.stringify(tried)).not.toContain(id);
    expect((await tryOn(commander, { rules: drones })).tried).toBe(3);
  });
});
