import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, startTestProgram, type TestProgram, type Visitor } from '../support/test-program.ts';

let program: TestProgram;
let handler: Visitor;

beforeAll(async () => {
  program = await startTestProgram();
  handler = await program.person('handler');
});
afterAll(() => program.stop());

const show = (id: string) => handler.call('GET /api/v1/reports/{id}', { params: { id } });
const complete = (id: string, version: number, body: object) =>
  handler.call('PATCH /api/v1/reports/{id}/call', { params: { id }, body, version });

describe('a call', () => {
  it('is not noted without a word, by a reader, or with a time that lies ahead', async () => {
    const take = (visitor: Visitor, body: object) =>
      visitor.call('POST /api/v1/reports/calls', { body: body as { text: string } });
    expect(await refusalOf(take(handler, { text: ' ' }))).toBe('request.read.invalid');
    expect(await refusalOf(take(await program.person('reader'), { text: 'x' }))).toBe('permission.use.denied');
    expect(await refusalOf(take(handler, { text: 'x', occurredAt: '2999-01-01T00:00:00Z' }))).toBe(
      'reports.take-call.in-future',
    );
  });

  it('is noted at once with nothing but what was said, and marked as unfinished', async () => {
    const { id, number } = await handler.call('POST /api/v1/reports/calls', {
      body: { text: '経理の画面に赤い警告\nサポートを名乗る電話番号が出ている' },
    });
    expect(await show(id)).toMatchObject({
      number,
      channel: 'phone',
      title: '経理の画面に赤い警告',
      isUnfinished: true,
      isUrgent: false,
      reporter: { name: null, address: null },
      caller: { phone: null, department: null, takenBy: { kind: 'user', id: handler.id } },
    });
  });

  it('says when it came in and when it happened, as the person at the telephone says', async () => {
    const { id } = await handler.call('POST /api/v1/reports/calls', {
      body: {
        text: 'USBメモリーが見当たらない',
        callerName: '田中',
        callerDepartment: '経理部',
        callerPhone: '内線 1234',
        receivedAt: '2026-11-22T01:00:00+09:00',
        occurredAt: '2026-11-21T00:00:00+09:00',
        occurredPrecision: 'date',
        isUrgent: true,
        isUnfinished: false,
      },
    });
    const report = await show(id);
    expect(report).toMatchObject({
      receivedAt: '2026-11-21T16:00:00.000Z',
      isUrgent: true,
      isUnfinished: false,
      reporter: { name: '田中', address: null },
      caller: { phone: '内線 1234', department: '経理部' },
    });
    const found = await handler.call('GET /api/v1/search', { query: { q: '経理部' } });
    expect(found.items.map((hit) => hit.subject.id)).toContain(id);
  });

  it('sent twice by one key is noted once', async () => {
    const body = { text: '二度押しの電話' };
    const both = await Promise.all(
      [1, 2].map(() => handler.call('POST /api/v1/reports/calls', { body, idempotencyKey: 'one-call' })),
    );
    expect(new Set(both.map((one) => one.id)).size).toBe(1);
  });

  it('is completed later, by whoever read its newest version, and found by the new words', async () => {
    const { id } = await handler.call('POST /api/v1/reports/calls', { body: { text: '折り返し待ち' } });
    const { version } = await show(id);
    const done = await complete(id, version, { callerName: '山根', callerPhone: '052-000-0143', isUnfinished: false });
    expect(done).toMatchObject({ isUnfinished: false, reporter: { name: '山根' }, text: '折り返し待ち' });
    expect(await refusalOf(complete(id, version, { isUrgent: true }))).toBe('record.change.stale');
    expect(await refusalOf(complete(id, done.version, { receivedAt: '2999-01-01T00:00:00Z' }))).toBe(
      'reports.take-call.in-future',
    );
    const found = await handler.call('GET /api/v1/search', { query: { q: '山根' } });
    expect(found.items.map((hit) => hit.subject.id)).toContain(id);
  });

  it('is no way to reword a report of another channel', async () => {
    const { id } = await handler.call('POST /api/v1/reports', { body: { title: 'api', text: 'as it was sent' } });
    expect(await refusalOf(complete(id, 1, { text: 'reworded' }))).toBe('reports.complete-call.not-by-phone');
    expect((await show(id)).text).toBe('as it was sent');
  });
});
