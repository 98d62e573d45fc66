import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRouteWorld, type RouteWorld } from '../../../test/support/route-world.ts';
import { ask, type BrowserSession, browserOf } from '../../../test/support/sessions.ts';
import { until } from '../../../test/support/test-program.ts';

let world: RouteWorld;
let handler: BrowserSession & { readonly id: string };
let auditor: BrowserSession;

beforeAll(async () => {
  world = await makeRouteWorld();
  handler = await browserOf(world.program, 'handler');
  auditor = await browserOf(world.program, 'auditor');
});
afterAll(() => world.stop());

type Item = Record<string, unknown>;
const itemsOf = async (session: BrowserSession, path: string) => (await session.get(path)).body.items as Item[];

describe('settings', () => {
  const change = (body: object, session: BrowserSession = world.administrator) =>
    ask(world.program, 'PATCH', '/api/v1/settings', { body, headers: session.headers });

  it('change field by field and are kept', async () => {
    await change({ teamName: '纏' });
    await change({ zone: 'Europe/Berlin', automaticMail: false });
    expect((await handler.get('/api/v1/settings')).body).toMatchObject({
      teamName: '纏',
      zone: 'Europe/Berlin',
      automaticMail: false,
      mailFrom: 'csirt@example.jp',
    });
  });

  it('refuse a zone that this machine does not know, and nothing else of that change is kept', async () => {
    const answer = await change({ teamName: 'half', zone: 'Asia/Atlantis' });
    expect([answer.status, answer.body.code]).toEqual([422, 'settings.change.zone-unknown']);
    expect((await handler.get('/api/v1/settings')).body.teamName).toBe('纏');
  });

  it('are in the audit log before and after', async () => {
    await change({ teamName: '纏 二' });
    const entry = await until(
      async () =>
        (await itemsOf(auditor, '/api/v1/audit-entries?action=settings.change'))[0]?.entry as Item | undefined,
      (seen) => (seen?.detail as { after?: Item } | undefined)?.after?.teamName === '纏 二',
    );
    expect(entry?.detail).toMatchObject({ before: { teamName: '纏' }, after: { teamName: '纏 二' } });
  });
});

describe('notifications', () => {
  it('tell everybody but who did it, without content, and are marked as read', async () => {
    const other = await browserOf(world.program, 'handler');
    const made = await handler.post('/api/v1/incidents', { title: 'told' });
    const told = await until(
      () => itemsOf(other, '/api/v1/notifications'),
      (items) => items.some((item) => (item.subject as Item | null)?.id === made.body.id),
    );
    expect(told[0]).toMatchObject({ kind: 'incident.opened', isRead: false });
    const own = await itemsOf(handler, '/api/v1/notifications');
    expect(own.some((item) => (item.subject as Item | null)?.id === made.body.id)).toBe(false);
    await other.post('/api/v1/notifications/read');
    expect((await other.get('/api/v1/notifications')).body.unread).toBe(0);
  });

  it('S33 about a record that has left the sight are not there and not counted', async () => {
    const other = await browserOf(world.program, 'handler');
    const made = await world.insider.post('/api/v1/incidents', { title: 'will go' });
    const isThere = (items: Item[]) => items.some((item) => (item.subject as Item | null)?.id === made.body.id);
    await until(() => itemsOf(other, '/api/v1/notifications'), isThere);
    const before = Number((await other.get('/api/v1/notifications')).body.unread);
    await world.insider.post(`/api/v1/subjects/${made.body.id}/restrict`, { compartmentId: world.compartmentId });
    expect(isThere(await itemsOf(other, '/api/v1/notifications'))).toBe(false);
    expect((await other.get('/api/v1/notifications')).body.unread).toBe(before - 1);
  });

  it('of one person are not marked by another', async () => {
    const [one, two] = [await browserOf(world.program, 'handler'), await browserOf(world.program, 'handler')];
    const made = await handler.post('/api/v1/incidents', { title: 'two are told' });
    for (const person of [one, two])
      await until(
        () => itemsOf(person, '/api/v1/notifications'),
        (items) => items.some((item) => (item.subject as Item | null)?.id === made.body.id),
      );
    await one.post('/api/v1/notifications/read');
    expect((await two.get('/api/v1/notifications')).body.unread).toBeGreaterThan(0);
  });
});

describe('compartments', () => {
  it('are seen by their members alone, and take and lose members', async () => {
    const made = await world.insider.post('/api/v1/compartments', { name: 'a matter' });
    const path = `/api/v1/compartments/${made.body.id}/members`;
    const isSeen = async () => (await itemsOf(handler, '/api/v1/compartments')).some((one) => one.id === made.body.id);
    expect(await isSeen()).toBe(false);
    expect((await world.insider.post(path, { accountId: handler.id })).body.members).toHaveLength(2);
    expect((await world.insider.post(path, { accountId: handler.id })).body.members).toHaveLength(2);
    expect(await isSeen()).toBe(true);
    await world.insider.post(`${path}/withdraw`, { accountId: handler.id });
    expect(await isSeen()).toBe(false);
  });

  it('refuse a name that their maker sees already, and tell nothing of others’ names', async () => {
    await world.insider.post('/api/v1/compartments', { name: 'one name' });
    const again = await world.insider.post('/api/v1/compartments', { name: 'one name' });
    expect([again.status, again.body.code]).toEqual([409, 'compartments.create.name-taken']);
    const other = await browserOf(world.program, 'commander');
    expect((await other.post('/api/v1/compartments', { name: 'one name' })).status).toBe(201);
  });

  it('refuse members for the open one, members that do not exist or are disabled, and the loss of the last', async () => {
    const made = await world.insider.post('/api/v1/compartments', { name: 'strict' });
    const path = `/api/v1/compartments/${made.body.id}/members`;
    const open = await world.insider.post('/api/v1/compartments/1/members', { accountId: handler.id });
    expect([open.status, open.body.code]).toEqual([409, 'compartments.grant.open']);
    const nobody = await world.insider.post(path, { accountId: '0192f0a0-0000-7000-8000-000000000000' });
    expect(nobody.status).toBe(404);
    const gone = await browserOf(world.program, 'handler');
    await world.administrator.post(`/api/v1/accounts/${gone.id}/disable`);
    expect((await world.insider.post(path, { accountId: gone.id })).status).toBe(404);
    const last = await world.insider.post(`${path}/withdraw`, { accountId: world.insider.id });
    expect([last.status, last.body.code]).toEqual([409, 'compartments.withdraw.last-member']);
  });
});

describe('moving a record', () => {
  it('refuses where it lies already, and a part without its whole', async () => {
    const { id } = await world.incident();
    const same = await handler.post(`/api/v1/subjects/${id}/restrict`, { compartmentId: 1 });
    expect([same.status, same.body.code]).toEqual([409, 'subjects.restrict.same']);
    const report = await world.report();
    await handler.post('/api/v1/incidents', { reportId: report.id });
    const part = await world.insider.post(`/api/v1/subjects/${report.id}/restrict`, {
      compartmentId: world.compartmentId,
    });
    expect([part.status, part.body.code]).toEqual([409, 'subjects.restrict.part-of-another']);
  });
});

describe('the audit log', () => {
  it('shows an auditor of a restricted record nothing but hashes, and an administrator nothing at all', async () => {
    const seen = await itemsOf(auditor, '/api/v1/audit-entries?limit=200');
    expect(seen.some((one) => one.entry === null)).toBe(true);
    expect(JSON.stringify(seen)).not.toContain('hidden incident');
    const byAdmin = await itemsOf(world.administrator, '/api/v1/audit-entries?limit=200');
    expect(byAdmin.every((one) => one.entry !== null)).toBe(true);
    expect(JSON.stringify(byAdmin)).not.toContain('hidden incident');
  });

  it('is filtered by person, act and time, and paged without a gap', async () => {
    const all: unknown[] = [];
    for (let path = '/api/v1/audit-entries?limit=7'; path !== ''; ) {
      const page = await auditor.get(path);
      all.push(...(page.body.items as Item[]).map((one) => one.position));
      path = page.body.next === null ? '' : `/api/v1/audit-entries?limit=7&cursor=${page.body.next}`;
    }
    expect(all.length).toBeGreaterThan(20);
    expect(all).toEqual(all.map((_, at) => Number(all[0]) - at));
    const mine = await itemsOf(auditor, `/api/v1/audit-entries?actorId=${handler.id}&action=incidents.open`);
    expect(mine.length).toBeGreaterThan(0);
    for (const one of mine) expect(one.entry).toMatchObject({ action: 'incidents.open', actor: { id: handler.id } });
    expect(await itemsOf(auditor, '/api/v1/audit-entries?at.lt=2000-01-01T00:00:00Z')).toEqual([]);
  });

  it('is intact', async () => {
    expect((await auditor.get('/api/v1/audit-chain')).body).toMatchObject({ isIntact: true, firstBroken: null });
  });
});

describe('health', () => {
  it('S34 tells a stranger that the program runs, and nothing of its parts’ details', async () => {
    const plain = await ask(world.program, 'GET', '/api/health');
    expect(plain.body).toEqual({ status: 'ok', version: '0.0.0-test' });
    const ready = await ask(world.program, 'GET', '/api/health/ready');
    expect([200, 503]).toContain(ready.status);
    expect(JSON.stringify(ready.body)).not.toMatch(/PostgreSQL|following|MiB/);
  });

  it('S34 has no other address for management', async () => {
    for (const path of ['/metrics', '/api/metrics', '/debug', '/api/v1/openapi.json', '/graphql', '/admin', '/.env'])
      expect([path, (await ask(world.program, 'GET', path)).status]).toEqual([path, 404]);
  });
});

describe('afterwards', () => {
  it('nothing was a problem of the program', () => {
    expect(world.program.problems.map(String)).toEqual([]);
  });
});
