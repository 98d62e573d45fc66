import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type BrowserSession, browserOf } from '../../../../test/support/sessions.ts';
import { startTestProgram, type TestProgram, until, type Visitor } from '../../../../test/support/test-program.ts';

let program: TestProgram;
let session: BrowserSession;
let soc: Visitor;

beforeAll(async () => {
  program = await startTestProgram({ trustProxy: true });
  session = await browserOf(program, 'handler');
  soc = await program.machine('soc');
});
afterAll(() => program.stop());

const submit = async (body: object) => {
  const response = await soc.fetch('/api/v1/reports', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

describe('a report by a machine', () => {
  it('is accepted once for each id of its source, also when many come at once', async () => {
    const body = { title: '検知', text: '詳細', source: 'soc-east', externalId: 'E-1' };
    const answers = await Promise.all(Array.from({ length: 6 }, () => submit(body)));
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 6 }, () => 201));
    expect(new Set(answers.map((answer) => answer.body.number)).size).toBe(1);
    expect(answers.filter((answer) => answer.body.isRepeated === false)).toHaveLength(1);
    const other = await submit({ ...body, source: 'soc-west' });
    expect(other.body.isRepeated).toBe(false);
  });

  it('may have everything that a report can have, to the last letter', async () => {
    const body = {
      title: 'あ'.repeat(300),
      text: `${'い'.repeat(199_999)}終`,
      reporter: { name: 'う'.repeat(200), address: 'a@example.jp' },
      source: 's'.repeat(100),
      externalId: 'e'.repeat(200),
      locale: 'en',
    };
    const { status, body: made } = await submit(body);
    expect(status).toBe(201);
    const shown = await session.get(`/api/v1/reports/${made.number}`);
    expect(shown.body).toMatchObject({
      title: body.title,
      text: body.text,
      reporter: body.reporter,
      channel: 'api',
      original: null,
    });
  });

  it('is all that the machine may do or see', async () => {
    const { body } = await submit({ title: 'mine', text: 'x' });
    for (const path of [`/api/v1/reports/${body.id}`, '/api/v1/reports', '/api/v1/search?q=mine'])
      expect([path, (await soc.fetch(path)).status]).toEqual([path, 403]);
  });
});

describe('the list of reports', () => {
  it('is filtered by state, channel and text', async () => {
    const made = (await submit({ title: 'filter me', text: 'needle-in-text' })).body;
    const numbers = async (query: string) =>
      ((await session.get(`/api/v1/reports?limit=200&${query}`)).body.items as { number: string }[]).map(
        (one) => one.number,
      );
    expect(await numbers('q=needle-in')).toEqual([made.number]);
    expect(await numbers('state=new&channel=api')).toContain(made.number);
    expect(await numbers('channel=mail')).toEqual([]);
    await ask(program, 'POST', `/api/v1/reports/${made.id}/close`, {
      body: { outcome: 'spam', reason: 'x' },
      headers: { ...session.headers, 'if-match': '"1"' },
    });
    expect(await numbers('state=new')).not.toContain(made.number);
    expect(await numbers('state=closed,handled')).toContain(made.number);
  });
});

describe('closing a report', () => {
  it('happens once, with a reason that is shown, and cannot be taken back', async () => {
    const made = (await submit({ title: 'close me', text: 'x' })).body;
    const close = (version: string) =>
      ask(program, 'POST', `/api/v1/reports/${made.number}/close`, {
        body: { outcome: 'duplicate', reason: '重複' },
        headers: { ...session.headers, 'if-match': version },
      });
    expect((await close('"1"')).body).toMatchObject({
      state: 'closed',
      closing: { outcome: 'duplicate', reason: '重複' },
    });
    expect((await close('"1"')).status).toBe(412);
    const again = await close('"2"');
    expect([again.status, again.body.code]).toEqual([409, 'reports.close.not-open']);
    const opened = await session.post('/api/v1/incidents', { reportId: made.number });
    expect([opened.status, opened.body.code]).toEqual([409, 'reports.handle.not-open']);
  });
});

describe('the acknowledgement without a relay', () => {
  it('is written down as not sent, with the reason', async () => {
    const made = (await submit({ title: 'ack', text: 'x', reporter: { address: 'a@example.jp' } })).body;
    const messages = await until(
      async () => (await session.get(`/api/v1/messages?subjectId=${made.number}`)).body.items as object[],
      (items) => items.length === 1,
    );
    expect(messages[0]).toMatchObject({ state: 'suppressed', suppression: 'no-relay', can: { retry: false } });
  });
});

describe('afterwards', () => {
  it('nothing was a problem of the program', () => {
    expect(program.problems.map(String)).toEqual([]);
  });
});
