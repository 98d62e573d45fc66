import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toBeReminded } from '../../src/modules/incident-management/incidents/reminder.queries.ts';
import { systemActor } from '../../src/platform/access/index.ts';
import { ask, type BrowserSession, browserOf } from '../support/sessions.ts';
import { startTestProgram, type TestProgram, until } from '../support/test-program.ts';

type Person = BrowserSession & { readonly id: string };
type Incident = { readonly id: string; readonly number: string; readonly version: number } & Record<string, unknown>;

let program: TestProgram;
let commander: Person;
let outsider: Person;
let compartmentId: number;

beforeAll(async () => {
  program = await startTestProgram({ trustProxy: true });
  commander = await browserOf(program, 'commander', 'handler');
  outsider = await browserOf(program, 'handler');
  compartmentId = Number((await commander.post('/api/v1/compartments', { name: '対策本部' })).body.id);
});
afterAll(() => program.stop());

const open = async (title: string, by = commander) => (await by.post('/api/v1/incidents', { title })).body as Incident;
const restrict = (id: string) => commander.post(`/api/v1/subjects/${id}/restrict`, { compartmentId });
const show = async (id: string, by = commander) => (await by.get(`/api/v1/incidents/${id}`)).body as Incident;

const act = (path: string, body: object, more: { version?: number; by?: Person; method?: 'PATCH' } = {}) =>
  ask(program, more.method ?? 'POST', `/api/v1/${path}`, {
    body,
    headers: {
      ...(more.by ?? commander).headers,
      ...(more.version === undefined ? {} : { 'if-match': `"${more.version}"` }),
    },
  });

describe('S5 mass assignment of an incident', () => {
  /** Every column of the table and every field of the answer that nobody sets directly. */
  const foreign = [
    'id',
    'number',
    'version',
    'phase',
    'phases',
    'phasesBefore',
    'phases_before',
    'severity',
    'severityRank',
    'severity_rank',
    'knownAt',
    'known_at',
    'summaryVersion',
    'summary_version',
    'mergedInto',
    'merged_into',
    'monitoringUntil',
    'monitoringNote',
    'openedAt',
    'opened_at',
    'openedBy',
    'closedAt',
    'closed_at',
    'closedBy',
    'outcome',
    'closing',
    'closeOverrides',
    'close_reason',
    'compartment',
    'compartmentId',
    'compartment_id',
    'commander',
    'functions',
    'reports',
    'can',
    'next',
    'class_code',
    'next_review_at',
    'parentId',
  ];

  it('a change takes no field but its own, alone or beside an allowed one, and changes nothing', async () => {
    const incident = await open('mass');
    for (const field of foreign)
      for (const body of [{ [field]: 1 }, { title: 'taken over', [field]: null }]) {
        const answer = await act(`incidents/${incident.id}`, body, { version: 1, method: 'PATCH' });
        expect([field, answer.status]).toEqual([field, 400]);
      }
    const opened = await act('incidents', { title: 'x', compartmentId, phase: 'closed' });
    expect(opened.status).toBe(400);
    expect(await show(incident.id)).toMatchObject({ title: 'mass', version: 1, phase: 'triage' });
  });

  it('an act takes nothing from the prototype', async () => {
    const incident = await open('prototype');
    const answer = await ask(program, 'PATCH', `/api/v1/incidents/${incident.id}`, {
      body: JSON.parse('{"__proto__":{"title":"x"},"tlp":"red"}') as object,
      headers: { ...commander.headers, 'if-match': '"1"' },
    });
    expect([answer.status, (await show(incident.id)).title]).toEqual([400, 'prototype']);
  });
});

describe('S6 records of another incident', () => {
  it('a time of one incident is neither corrected nor chosen on another', async () => {
    const [one, other] = [await open('one'), await open('other')];
    const time = { kind: 'occurred', at: '2026-01-01T00:00:00Z', zone: 'Asia/Tokyo', source: { kind: 'log' } };
    const made = (await act(`incidents/${one.id}/times`, time)).body as {
      times: { kind: string; chosenId: string | null }[];
    };
    const timeId = made.times.find((each) => each.kind === 'occurred')?.chosenId;
    expect((await act(`incidents/${other.id}/times/choose`, { timeId })).status).toBe(404);
    const correction = { ...time, supersedes: timeId, reason: 'x' };
    expect((await act(`incidents/${other.id}/times`, correction)).status).toBe(404);
  });
});

describe('S10 giving sight by a function', () => {
  it('nobody is given a function who does not see the incident, and no function lets anybody see it', async () => {
    const incident = await open('hidden');
    await restrict(incident.id);
    for (const name of ['handler', 'observer', 'commander']) {
      const answer = await act(`incidents/${incident.id}/functions`, { accountId: outsider.id, function: name });
      expect([name, answer.body.code]).toEqual([name, 'incidents.assign.cannot-work']);
    }
    expect((await outsider.get(`/api/v1/incidents/${incident.id}`)).status).toBe(404);
  });
});

describe('S19 order and filters of the list', () => {
  const hostile = [`'`, `severity;drop`, `opened_at desc, (select 1)`, `newest'--`, '../..', '\u0000', '😀'.repeat(50)];

  it('are closed lists: everything else is refused by name, and never an error of the program', async () => {
    const fields = ['sort', 'phase', 'severity', 'tlp', 'mine', 'review', 'openedAt.gte', 'cursor', 'limit', 'outcome'];
    for (const field of fields)
      for (const value of hostile) {
        const answer = await commander.get(`/api/v1/incidents?${field}=${encodeURIComponent(value)}`);
        expect([field, value, answer.status]).toEqual([field, value, 400]);
      }
    for (const field of ['class', 'related', 'q'])
      for (const value of hostile) {
        const answer = await commander.get(`/api/v1/incidents?${field}=${encodeURIComponent(value)}`);
        expect([200, 400, 404]).toContain(answer.status);
      }
    expect(program.problems.map(String)).toEqual([]);
  });
});

describe('S32 what is merged carries nothing across access levels', () => {
  it('ends in the more restricted compartment, tells whoever loses sight without saying of what, and is undone', async () => {
    const target = await open('公開のインシデント');
    const secret = await open('極秘の名簿');
    await act(`incidents/${target.id}/functions`, { accountId: outsider.id, function: 'liaison' });
    await restrict(secret.id);
    const preview = await commander.get(`/api/v1/incidents/${secret.id}/merge-preview?intoId=${target.number}`);
    expect(preview.body).toMatchObject({ isMoved: false, isTargetMoved: true, losesSight: [{ id: outsider.id }] });
    expect((await outsider.get(`/api/v1/incidents/${target.id}`)).status).toBe(200);

    const merged = await act(`incidents/${secret.id}/merge`, { intoId: target.id }, { version: 1 });
    expect(merged.body).toMatchObject({ outcome: 'merged', mergedInto: { id: target.id } });
    const whole = await show(target.id);
    expect(whole).toMatchObject({ compartment: { id: compartmentId }, merged: [{ id: secret.id }] });
    for (const id of [target.id, secret.id]) expect((await outsider.get(`/api/v1/incidents/${id}`)).status).toBe(404);
    const told = await until(
      async () => (await outsider.get('/api/v1/notifications')).body.items as { kind: string; subject: unknown }[],
      (items) => items.some((item) => item.kind === 'incident.sight-lost'),
    );
    const lost = told.filter((item) => item.kind === 'incident.sight-lost');
    expect(lost).toMatchObject([{ subject: null }]);
    expect(JSON.stringify(told)).not.toContain('極秘');

    const back = await act(`incidents/${secret.id}/unmerge`, {}, { version: Number(merged.body.version) });
    expect(back.body).toMatchObject({
      phase: 'triage',
      outcome: null,
      mergedInto: null,
      closing: null,
      compartment: { id: compartmentId },
    });
    expect(await show(target.id)).toMatchObject({ merged: [], compartment: { id: compartmentId } });
  });

  it('is refused where two are restricted to different people, and of what is not seen', async () => {
    const other = Number((await commander.post('/api/v1/compartments', { name: 'その他' })).body.id);
    const [one, two] = [await open('one side'), await open('other side')];
    await restrict(one.id);
    await commander.post(`/api/v1/subjects/${two.id}/restrict`, { compartmentId: other });
    const refused = await act(`incidents/${one.id}/merge`, { intoId: two.id }, { version: 1 });
    expect(refused.body.code).toBe('incidents.merge.compartments-differ');
    const own = await open('of the outsider', outsider);
    const blind = await act(`incidents/${own.id}/merge`, { intoId: one.id }, { version: 1, by: outsider });
    expect(blind.status).toBe(404);
  });
});

describe('a relation', () => {
  it('is there only for whoever sees both ends, also after one has moved', async () => {
    const [one, two] = [await open('related one'), await open('related two')];
    const added = await act('relations', { kind: 'parent-of', fromId: one.number, toId: two.number });
    expect(added.body).toMatchObject({ isForward: true, name: { ja: '子' }, other: { id: two.id } });
    const seen = async (by: Person, id: string) =>
      ((await by.get(`/api/v1/relations?subjectId=${id}`)).body.items as { other: { id: string } }[]).map(
        (relation) => relation.other.id,
      );
    expect(await seen(outsider, one.id)).toEqual([two.id]);
    expect((await commander.get(`/api/v1/incidents?related=${one.id}`)).body.items).toMatchObject([{ id: two.id }]);
    await restrict(two.id);
    expect([await seen(outsider, one.id), await seen(commander, one.id)]).toEqual([[], [two.id]]);
    expect((await act(`relations/${added.body.id}/remove`, { reason: 'x' }, { by: outsider })).status).toBe(404);
    const circle = await act('relations', { kind: 'parent-of', fromId: two.id, toId: one.id });
    expect(circle.body.code).toBe('relations.add.circle');
    const check = await commander.get(`/api/v1/incidents/${one.id}/closing-check?outcome=duplicate`);
    expect(check.body.gaps).toMatchObject([{ code: 'children-open', items: [{ id: two.id }] }]);
    const removed = await act(`relations/${added.body.id}/remove`, { reason: '誤り' });
    expect(removed.body).toMatchObject({ removed: { reason: '誤り' }, can: { remove: false } });
    expect((await act(`relations/${added.body.id}/remove`, { reason: 'x' })).body.code).toBe(
      'relations.remove.removed',
    );
  });
});

describe('a moment that was set on an incident', () => {
  it('is told to the people on it when it comes', async () => {
    const incident = await open('watched');
    const soon = new Date(Date.now() + 1_200).toISOString();
    const set = await act(`incidents/${incident.id}/monitoring`, { until: soon, note: '再発の監視' }, { version: 1 });
    expect(set.body).toMatchObject({ monitoringUntil: soon, monitoringNote: '再発の監視' });
    await until(
      async () => (await commander.get('/api/v1/notifications')).body.items as { kind: string }[],
      (items) => items.some((item) => item.kind === 'incident.monitoring-ended'),
    );
  });

  it('is void when another one was set, or when the incident has ended', async () => {
    const { id } = await open('void');
    const [at, other] = [new Date('2100-01-01T00:00:00Z'), new Date('2100-01-02T00:00:00Z')];
    const told = () =>
      program.runner.read(systemActor('notifications', [1]), (reading) =>
        toBeReminded(reading, { subjectId: id, at, kind: 'incident.review-due' }),
      );
    expect(await told()).toBeNull();
    await act(`incidents/${id}`, { nextReviewAt: at.toISOString() }, { version: 1, method: 'PATCH' });
    expect(await told()).toEqual([commander.id]);
    await act(`incidents/${id}`, { nextReviewAt: other.toISOString() }, { version: 2, method: 'PATCH' });
    expect(await told()).toBeNull();
    await act(`incidents/${id}`, { nextReviewAt: at.toISOString() }, { version: 3, method: 'PATCH' });
    await act(`incidents/${id}/close`, { outcome: 'not-an-incident', reason: 'x' }, { version: 4 });
    expect(await told()).toBeNull();
  });
});
