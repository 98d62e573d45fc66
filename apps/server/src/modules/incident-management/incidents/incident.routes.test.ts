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

describe('handling an incident', () => {
  const send = (method: 'POST' | 'PATCH', path: string, body: object, version?: number) =>
    ask(program, method, `/api/v1/incidents/${path}`, {
      body,
      headers: { ...session.headers, ...(version === undefined ? {} : { 'if-match': `"${version}"` }) },
    });
  const shown = async (id: string) => (await session.get(`/api/v1/incidents/${id}`)).body as Incident & Handled;
  type Handled = {
    readonly times: { kind: string; chosenId: string | null; assertions: { id: string; at: string | null }[] }[];
    readonly reports: { number: string }[];
    readonly functions: { function: string; account: { id: string } }[];
    readonly phases: { phase: string; state: string }[];
  };
  const timeOf = (incident: Handled, kind: string) => incident.times.find((time) => time.kind === kind);

  it('opens from several reports, takes over what they say, and whoever opened it is on it', async () => {
    const reports: { number: string; version: number }[] = [];
    for (const title of ['一報', '二報']) {
      clock.advance(minutes);
      reports.push((await session.post('/api/v1/reports', { title, text: 'x' })).body as never);
    }
    const tagged = await ask(program, 'POST', `/api/v1/reports/${reports[1]?.number}/triage`, {
      body: { classCode: 'own:mis-sent', tlp: 'red' },
      headers: { ...session.headers, 'if-match': `"${reports[1]?.version}"` },
    });
    const opened = await session.post('/api/v1/incidents', { reportIds: reports.map((one) => one.number) });
    const incident = opened.body as Incident & Handled;
    expect([opened.status, incident.title, incident.reports.length]).toEqual([201, '一報', 2]);
    if (tagged.status === 200) expect(incident).toMatchObject({ classCode: 'own:mis-sent' });
    for (const kind of ['reported', 'known'])
      expect(timeOf(incident, kind)?.chosenId).toBe(timeOf(incident, kind)?.assertions[0]?.id);
    expect(incident.knownAt).toBe(timeOf(incident, 'reported')?.assertions[0]?.at);
    expect(incident.functions).toMatchObject([{ function: 'handler', account: { id: session.id } }]);
    expect(await titles('?mine=handler&limit=200')).toContain('一報');
    expect(await titles('?mine=commander')).toEqual([]);
  });

  it('moves phases by version, tells of each in the history, and a stale move is told how it is now', async () => {
    const opened = await open('phases');
    const moved = await send('POST', `${opened.id}/phase-moves`, { phase: 'analysis', move: 'advance' }, 1);
    expect(moved.body).toMatchObject({ phase: 'analysis', version: 2 });
    const stale = await send('POST', `${opened.id}/phase-moves`, { phase: 'recovery', move: 'advance' }, 1);
    expect([stale.status, stale.body.current]).toMatchObject([412, { phase: 'analysis' }]);
    const back = await send('POST', `${opened.id}/phase-moves`, { phase: 'triage', move: 'back' }, 2);
    expect([back.status, back.body.code]).toEqual([422, 'incidents.move-phase.needs-reason']);
    const history = (await session.get(`/api/v1/incidents/${opened.id}/history`)).body as {
      phases: { phase: string; move: string; to: string }[];
    };
    expect(history.phases.map(({ phase, move, to }) => `${move} ${phase} ${to}`)).toEqual(
      expect.arrayContaining(['open triage active', 'advance triage done', 'advance analysis active']),
    );
  });

  it('keeps every assertion of a time, and says which counts', async () => {
    const { id } = await open('times');
    const at = (text: string, more = {}) =>
      send('POST', `${id}/times`, { kind: 'occurred', at: text, zone: 'Asia/Tokyo', source: { kind: 'log' }, ...more });
    await at('2026-11-24T02:10:00+09:00', { precision: 'hour', source: { kind: 'estimate', text: '利用者の話' } });
    const second = (await at('2026-11-23T22:14:00+09:00')).body as unknown as Handled;
    const [first, other] = timeOf(second, 'occurred')?.assertions ?? [];
    expect(timeOf(second, 'occurred')?.chosenId).toBe(first?.id);
    const chosen = (await send('POST', `${id}/times/choose`, { timeId: other?.id })).body as unknown as Handled;
    expect(timeOf(chosen, 'occurred')?.chosenId).toBe(other?.id);
    const more = { supersedes: other?.id, reason: '時計が5分進んでいた' };
    const corrected = (await at('2026-11-23T22:09:00+09:00', more)).body as unknown as Handled;
    expect(timeOf(corrected, 'occurred')?.assertions).toHaveLength(3);
    expect(timeOf(corrected, 'occurred')?.chosenId).toBe(timeOf(corrected, 'occurred')?.assertions[2]?.id);
    expect((await at('2026-11-23T22:00:00+09:00', more)).body.code).toBe('incidents.assert-time.superseded');
    expect((await at('2030-01-01T00:00:00Z')).body.code).toBe('incidents.assert-time.in-the-future');
    expect(await shown(id)).toMatchObject({ version: 1 });
  });

  it('decides the severity by the table or with a reason, and lists the worst first', async () => {
    const { id } = await open('severe');
    const ticks = [{ criterion: 'business', level: 'critical' }];
    const refused = await send('POST', `${id}/severity`, { ticks, severity: 'low' }, 1);
    expect(refused.body.code).toBe('incidents.decide-severity.needs-reason');
    const decided = await send('POST', `${id}/severity`, { ticks, severity: 'critical' }, 1);
    expect(decided.body).toMatchObject({
      severity: 'critical',
      severityDecision: { proposed: 'critical', tableVersion: 1 },
    });
    expect((await titles('?sort=severity&limit=1'))[0]).toBe('severe');
    expect(await titles('?severity=critical')).toEqual(['severe']);
  });

  it('takes a summary in versions; who wrote on an older one is told what stands there now', async () => {
    const { id } = await open('summary');
    const texts = { technical: '', plain: 'x', known: ['暗号化を確認'], unknown: [], assumed: [] };
    const write = (plain: string, version: number) => send('POST', `${id}/summaries`, { ...texts, plain }, version);
    expect((await write('第一版', 0)).body).toMatchObject({ version: 1, summary: { version: 1, plain: '第一版' } });
    const stale = await write('知らずに', 0);
    expect([stale.status, stale.body.current]).toMatchObject([412, { summary: { version: 1 } }]);
    await write('第二版', 1);
    const all = (await session.get(`/api/v1/incidents/${id}/summaries`)).body.items as { plain: string }[];
    expect(all.map((one) => one.plain)).toEqual(['第二版', '第一版']);
    expect(await titles(`?q=${encodeURIComponent('第二版')}`)).toEqual(['summary']);
  });

  it('changes only what is named, one title under which it is found, and one commander who takes over', async () => {
    const { id } = await open('旧い件名');
    const changed = await send('PATCH', id, { title: '新しい件名', nextReviewAt: '2026-12-01T00:00:00Z' }, 1);
    expect(changed.body).toMatchObject({ title: '新しい件名', tlp: null, version: 2 });
    expect((await send('PATCH', id, { classCode: 'own:none' }, 2)).body.code).toBe('incidents.change.class-unknown');
    expect((await send('PATCH', id, {}, 2)).status).toBe(400);
    expect(await titles(`?q=${encodeURIComponent('新しい件名')}`)).toEqual(['新しい件名']);
    expect(await titles('?sort=next-review')).toEqual(['新しい件名']);
    const other = await browserOf(program, 'handler');
    const reader = await browserOf(program, 'reader');
    const command = (accountId: string) => send('POST', `${id}/functions`, { accountId, function: 'commander' });
    expect((await command(reader.id)).body.code).toBe('incidents.assign.cannot-work');
    await command(session.id);
    const taken = (await command(other.id)).body as unknown as Incident & Handled;
    expect(taken.commander).toMatchObject({ id: other.id });
    expect(taken.functions.filter((one) => one.function === 'commander')).toHaveLength(1);
    expect((await command(other.id)).body.code).toBe('incidents.assign.already');
    const told = await until(
      async () => (await other.get('/api/v1/notifications')).body.items as { kind: string }[],
      (items) => items.some((item) => item.kind === 'incident.function-given'),
    );
    expect(JSON.stringify(told.filter((item) => item.kind === 'incident.function-given'))).toContain(id);
  });

  it('lists what is missing, closes for its commander with reasons alone, and comes back as it was', async () => {
    const { id } = await open('guards');
    const other = await browserOf(program, 'handler');
    const check = (await session.get(`/api/v1/incidents/${id}/closing-check`)).body as { gaps: { code: string }[] };
    expect(check.gaps.map((gap) => gap.code)).toEqual([
      'phases-active',
      'class-missing',
      'severity-missing',
      'time-missing',
    ]);
    const close = (more: object, headers = session.headers) =>
      ask(program, 'POST', `/api/v1/incidents/${id}/close`, {
        body: { outcome: 'resolved', reason: '完了', ...more },
        headers: { ...headers, 'if-match': '"1"' },
      });
    expect([(await close({})).status, (await close({})).body.code]).toEqual([409, 'incidents.close.gaps-open']);
    const byHandler = await close({ overrideReason: '急ぎ' }, other.headers);
    expect([byHandler.status, byHandler.body.code]).toEqual([403, 'incidents.close.needs-commander']);
    await send('POST', `${id}/functions`, { accountId: other.id, function: 'commander' });
    const closed = await close({ overrideReason: '本社の指示' }, other.headers);
    expect(closed.body).toMatchObject({ phase: 'closed', outcome: 'resolved' });
    expect((closed.body.closing as { overrides: object[] }).overrides).toHaveLength(4);
    const again = await send('POST', `${id}/reopen`, { reason: '再発' }, 2);
    expect(again.body).toMatchObject({ phase: 'triage', closing: null });
    expect((again.body as unknown as Handled).phases[0]).toMatchObject({ phase: 'triage', state: 'active' });
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
    expect(entries.map(({ entry }) => entry)).toContainEqual(
      expect.objectContaining({
        actor: expect.objectContaining({ id: session.id }),
        detail: expect.objectContaining({ after: expect.objectContaining({ reason: '再調査' }) }),
      }),
    );
    expect(program.problems.map(String)).toEqual([]);
  });
});
