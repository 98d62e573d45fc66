import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type BrowserSession, browserOf, makeClock, minutes } from '../../../../test/support/sessions.ts';
import { startTestProgram, type TestProgram, until } from '../../../../test/support/test-program.ts';

const clock = makeClock();
let program: TestProgram;
let session: BrowserSession & { readonly id: string };

beforeAll(async () => {
  program = await startTestProgram({ trustProxy: true }, { clock: clock.now });
  session = await browserOf(program, 'commander', 'handler');
});
afterAll(() => program.stop());

type Incident = Readonly<{ id: string; number: string; version: number; title: string; phase: string }> &
  Record<string, unknown>;

async function open(title: string): Promise<Incident> {
  clock.advance(minutes);
  return (await session.post('/api/v1/incidents', { title })).body as Incident;
}

const act = (incident: Incident, verb: 'close' | 'reopen', body: object, version = incident.version) =>
  ask(program, 'POST', `/api/v1/incidents/${incident.number}/${verb}`, {
    body,
    headers: { ...session.headers, 'if-match': `"${version}"` },
  });

const titles = async (query: string) =>
  ((await session.get(`/api/v1/incidents${query}`)).body.items as Incident[]).map((one) => one.title);

describe('an incident', () => {
  it('goes from open to closed and back, each move with the next version, and never twice', async () => {
    const opened = await open('moves');
    expect(opened).toMatchObject({ phase: 'triage', version: 1, closing: null, next: ['close'] });
    const early = await act(opened, 'reopen', { reason: 'x' });
    expect([early.status, early.body.code]).toEqual([409, 'incidents.reopen.not-closed']);
    const closed = (await act(opened, 'close', { outcome: 'not-an-incident', reason: '完了' })).body as Incident;
    expect(closed).toMatchObject({ phase: 'closed', version: 2, next: ['reopen'] });
    const twice = await act(closed, 'close', { outcome: 'not-an-incident', reason: 'x' });
    expect([twice.status, twice.body.code]).toEqual([409, 'incidents.close.not-open']);
    const again = (await act(closed, 'reopen', { reason: '再調査' })).body as Incident;
    expect(again).toMatchObject({ phase: 'triage', version: 3, closing: null });
    const journal = await session.get(`/api/v1/journal-entries?subjectId=${opened.number}`);
    expect((journal.body.items as { act: { code: string } | null }[]).map((entry) => entry.act?.code)).toEqual(
      expect.arrayContaining(['incident.opened', 'incident.closed', 'incident.reopened']),
    );
  });

  it('is closed by one of two who close it at once; the other is told how it is now', async () => {
    const opened = await open('raced');
    const answers = await Promise.all([
      act(opened, 'close', { outcome: 'not-an-incident', reason: 'one' }),
      act(opened, 'close', { outcome: 'not-an-incident', reason: 'two' }),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 412]);
    const late = answers.find((answer) => answer.status === 412);
    expect(late?.body).toMatchObject({ code: 'record.change.stale', current: { phase: 'closed', version: 2 } });
  });

  it('takes a report once: of two who open one from it, one gets it', async () => {
    const report = (await session.post('/api/v1/reports', { title: 'one report', text: 'x' })).body;
    const answers = await Promise.all(
      [1, 2, 3].map(() => session.post('/api/v1/incidents', { reportId: report.number })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
    expect(answers.find((answer) => answer.status === 409)?.body.code).toBe('reports.handle.not-open');
    const shown = await session.get(`/api/v1/reports/${report.number}`);
    expect(shown.body).toMatchObject({ state: 'handled', can: { openIncident: false, close: false } });
  });

  it('needs a title or a report', async () => {
    const answer = await session.post('/api/v1/incidents', {});
    expect([answer.status, answer.body.fields]).toEqual([400, [{ path: 'body.title', code: 'invalid' }]]);
  });

  it('is found by its number in any letter case and by its id', async () => {
    const { id, number } = await open('found');
    for (const ref of [id, number, number.toLowerCase()])
      expect([ref, (await session.get(`/api/v1/incidents/${ref}`)).body.id]).toEqual([ref, id]);
  });

  it('is not found as something of another kind', async () => {
    const { number } = await open('kind');
    expect((await session.get(`/api/v1/reports/${number}`)).status).toBe(404);
  });
});

describe('the list of incidents', () => {
  beforeAll(async () => {
    for (const title of ['一件目 alpha', '二件目 beta', '三件目 alpha']) await open(title);
    const last = await open('四件目 closed');
    await act(last, 'close', { outcome: 'not-an-incident', reason: 'x' });
  });

  it('is newest first, oldest first when asked, and pages without gap or repeat', async () => {
    const newest = await titles('?limit=200');
    const oldest = await titles('?limit=200&sort=oldest');
    expect(oldest).toEqual([...newest].reverse());
    const paged: string[] = [];
    for (let path = '/api/v1/incidents?limit=2'; path !== ''; ) {
      const { body } = await session.get(path);
      paged.push(...(body.items as Incident[]).map((one) => one.title));
      expect(body.total).toEqual({ count: newest.length, isMore: false });
      path = body.next === null ? '' : `/api/v1/incidents?limit=2&cursor=${body.next}`;
    }
    expect(paged).toEqual(newest);
  });

  it('is filtered by phase, by text in Japanese and English, by time, and by all together', async () => {
    expect(await titles('?phase=closed')).toContain('四件目 closed');
    expect(await titles('?phase=closed')).not.toContain('一件目 alpha');
    expect(await titles('?phase=triage,closed&limit=200')).toEqual(await titles('?limit=200'));
    expect(await titles('?q=alpha')).toEqual(['三件目 alpha', '一件目 alpha']);
    expect(await titles(`?q=${encodeURIComponent('二件')}`)).toEqual(['二件目 beta']);
    expect(await titles('?q=alpha&phase=closed')).toEqual([]);
    const now = encodeURIComponent(clock.now().toISOString());
    expect(await titles(`?openedAt.gte=${now}`)).toEqual(['四件目 closed']);
    expect(await titles(`?openedAt.lt=${now}&limit=1`)).toEqual(['三件目 alpha']);
  });
});

describe('afterwards', () => {
  it('the audit log has who did what, and nothing was a problem of the program', async () => {
    const auditor = await browserOf(program, 'auditor');
    const entries = await until(
      async () =>
        (await auditor.get('/api/v1/audit-entries?action=incidents.reopen')).body.items as { entry: Incident }[],
      (items) => items.length > 0,
    );
    expect(entries[0]?.entry).toMatchObject({ actor: { id: session.id }, detail: { after: { reason: '再調査' } } });
    expect(program.problems.map(String)).toEqual([]);
  });
});
