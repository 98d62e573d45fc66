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

type Answer = { status: number; body: Record<string, unknown>; retryAfter: string | null };

async function send(path: string, body: string, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await soc.fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
    retryAfter: response.headers.get('retry-after'),
  };
}
const submit = (body: object) => send('/api/v1/reports', JSON.stringify(body));
const batch = (items: unknown, headers: Record<string, string> = {}) =>
  send('/api/v1/reports/batch', JSON.stringify({ items }), headers);
const resultsOf = (answer: Answer) => (answer.body.items as { result: string }[]).map((item) => item.result);
const show = async (number: unknown) => (await session.get(`/api/v1/reports/${String(number)}`)).body;
const base = { title: '検知', text: '詳細', source: 'edr' };

describe('a batch of a machine', () => {
  it.each([
    ['no JSON', '{"items":', 400, 'request.read.malformed'],
    ['no object', '[]', 400, 'request.read.invalid'],
    ['no items', '{}', 400, 'request.read.invalid'],
    ['nothing', '{"items":[]}', 400, 'request.read.invalid'],
    ['more than a thousand', `{"items":[${'{},'.repeat(1_000)}{}]}`, 400, 'request.read.invalid'],
    ['something beside', '{"items":[{}],"x":1}', 400, 'request.read.invalid'],
  ])('is refused whole: %s', async (_, body, status, code) => {
    const answer = await send('/api/v1/reports/batch', body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('is refused as a form of another site would send it', async () => {
    const answer = await send('/api/v1/reports/batch', '{"items":[]}', { 'content-type': 'text/plain' });
    expect([answer.status, answer.body.code]).toEqual([415, 'request.read.unsupported-type']);
  });

  it('judges each item by itself and names each wrong field', async () => {
    const answer = await batch([
      { ...base, externalId: 'j-1' },
      { ...base, title: '' },
      { ...base, text: 'nul \u0000' },
      7,
      { ...base, state: 'closed' },
      { ...base, externalId: 'j-2' },
    ]);
    expect(answer.status).toBe(200);
    expect(resultsOf(answer)).toEqual(['accepted', 'refused', 'refused', 'refused', 'refused', 'accepted']);
    expect(answer.body.counts).toEqual({ accepted: 2, repeated: 0, counted: 0, refused: 4 });
    const items = answer.body.items as { refusal: { fields: object[] } | null }[];
    expect(items[1]?.refusal?.fields).toEqual([{ path: 'title', code: 'required' }]);
    expect(items[2]?.refusal?.fields).toEqual([{ path: 'text', code: 'invalid' }]);
    expect(items[4]?.refusal?.fields).toEqual([{ path: 'state', code: 'unknown' }]);
  });

  it('S23 loses no other item for one that no text can hold, also when the answer is kept', async () => {
    const answer = await batch(
      [
        { ...base, externalId: 's23-1' },
        { ...base, text: 'half of a sign \ud83d' },
        { ...base, fields: { note: 'nul \u0000' } },
        { ...base, fields: { 'half \udc00': 'x' } },
        { ...base, 'nul \u0000': 'x' },
        { ...base, externalId: 's23-2' },
      ],
      { 'idempotency-key': 's23' },
    );
    expect(answer.status).toBe(200);
    expect(resultsOf(answer)).toEqual(['accepted', 'refused', 'refused', 'refused', 'refused', 'accepted']);
    const items = answer.body.items as { refusal: { fields: object[] } | null }[];
    expect(items.slice(1, 5).map((item) => item.refusal?.fields)).toEqual(
      ['text', 'fields.note', 'fields.half \ufffd', 'nul \ufffd'].map((path) => [{ path, code: 'invalid' }]),
    );
  });

  it('takes the same source and id once, however it comes, also when batches and single ones come at once', async () => {
    const items = Array.from({ length: 20 }, (_, at) => ({ ...base, externalId: `once-${at}` }));
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => batch(items)),
      ...items.slice(0, 8).map((item) => submit(item)),
    ]);
    expect(answers.every((answer) => answer.status < 300)).toBe(true);
    const numbers = answers.flatMap((answer) =>
      'items' in answer.body
        ? (answer.body.items as { number: string }[]).map((item) => item.number)
        : [String(answer.body.number)],
    );
    expect(new Set(numbers).size).toBe(20);
    const accepted = answers.flatMap((answer) =>
      'items' in answer.body ? resultsOf(answer).filter((one) => one === 'accepted') : [],
    );
    const single = answers.filter((answer) => answer.body.isRepeated === false);
    expect(accepted.length + single.length).toBe(20);
  });

  it('acts once for one key, and refuses the key with another body', async () => {
    const items = [{ ...base, title: 'keyed' }];
    const first = await batch(items, { 'idempotency-key': 'k-1' });
    const again = await batch(items, { 'idempotency-key': 'k-1' });
    expect(again.body).toEqual(first.body);
    const other = await batch([...items, ...items], { 'idempotency-key': 'k-1' });
    expect([other.status, other.body.code]).toEqual([422, 'record.change.key-reused']);
  });

  it('shows what came with an item, as text, in the report', async () => {
    const answer = await batch([
      {
        ...base,
        title: '<script>alert(1)</script>',
        occurredAt: '2026-11-22T02:11:00+09:00',
        severity: 'critical',
        hosts: ['PC-0412'],
        tags: ['t1'],
        link: 'https://edr.example/1',
        fields: { プロセス: 'a.exe', __proto__x: 'y' },
        count: 4,
        dedupeMinutes: 0,
      },
    ]);
    const [item] = answer.body.items as { number: string }[];
    const report = await show(item?.number);
    expect(report).toMatchObject({
      title: '<script>alert(1)</script>',
      occurrenceCount: 4,
      occurredAt: '2026-11-21T17:11:00.000Z',
      link: 'https://edr.example/1',
    });
    expect(JSON.stringify(report.fields)).toContain('PC-0412');
  });
});

describe('repetitions', () => {
  const alert = { ...base, source: 'ids', rule: 'r-7', hosts: ['web-1'] };

  it('raise the count of one open report instead of a flood', async () => {
    const first = await submit(alert);
    expect(first.body).toMatchObject({ isRepeated: false, isCounted: false });
    const second = await submit({ ...alert, externalId: 'again-1' });
    expect(second.body).toMatchObject({ number: first.body.number, isCounted: true });
    const third = await submit({ ...alert, externalId: 'again-1' });
    expect(third.body).toMatchObject({ number: first.body.number, isRepeated: true, isCounted: false });
    const many = await batch(Array.from({ length: 500 }, () => alert));
    expect(new Set(resultsOf(many))).toEqual(new Set(['counted']));
    expect(await show(first.body.number)).toMatchObject({ occurrenceCount: 502, version: 1 });
  });

  it('at the same moment are all counted, on one report', async () => {
    const together = { ...alert, hosts: ['web-2'] };
    const answers = await Promise.all(Array.from({ length: 12 }, () => submit(together)));
    const numbers = new Set(answers.map((answer) => answer.body.number));
    expect(numbers.size).toBe(1);
    expect(await show([...numbers][0])).toMatchObject({ occurrenceCount: 12 });
  });

  it('begin a new report when the one before is closed', async () => {
    const again = { ...alert, hosts: ['web-3'] };
    const first = await submit(again);
    const closed = await ask(program, 'POST', `/api/v1/reports/${String(first.body.number)}/close`, {
      body: { outcome: 'spam', reason: 'x' },
      headers: { ...session.headers, 'if-match': '"1"' },
    });
    expect(closed.status).toBe(200);
    const second = await submit(again);
    expect(second.body.number).not.toBe(first.body.number);
  });
});

describe('afterwards', () => {
  it('each accepted report is found by search, and nothing was a problem of the program', async () => {
    await batch([{ ...base, title: 'findable-in-a-batch' }]);
    const found = await until(
      async () => (await session.get('/api/v1/reports?q=findable-in-a-batch')).body.items as object[],
      (items) => items.length === 1,
    );
    expect(found).toHaveLength(1);
    expect(program.problems.map(String)).toEqual([]);
  });
});

describe('a batch of which a rule puts one into a compartment', () => {
  it('S8 tells nobody outside of it in the audit log, and has an entry there for who is inside', async () => {
    const commander = await program.person('commander', 'auditor');
    const outside = await program.person('auditor');
    const made = await commander.call('POST /api/v1/compartments', { body: { name: 'S8', memberIds: [] } });
    const { rules, latestVersion } = await commander.call('GET /api/v1/triage-rules', {});
    const nothing = { classCode: null, impact: null, urgency: null, assigneeId: null, tags: [], stops: false };
    const rule = {
      name: 'S8',
      isOn: true,
      condition: { kind: 'text' as const, in: 'either' as const, contains: ['極秘語'] },
      effect: { ...nothing, compartmentId: made.id },
    };
    await commander.call('POST /api/v1/triage-rules', { body: { rules: [rule, ...rules] }, version: latestVersion });
    const answer = await batch([
      { ...base, title: '極秘語' },
      { ...base, title: 'open' },
    ]);
    const [hidden, open] = answer.body.items as { number: string }[];
    const entriesOf = async (visitor: Visitor, action: string) =>
      JSON.stringify(await visitor.call('GET /api/v1/audit-entries', { query: { action } }));
    const seen = await until(
      () => entriesOf(outside, 'reports.submit-batch'),
      (text) => text.includes(open?.number ?? 'no number'),
    );
    expect(seen).not.toContain(hidden?.number);
    expect(await entriesOf(outside, 'reports.submit')).not.toContain(hidden?.number);
    expect(await entriesOf(commander, 'reports.submit')).toContain(hidden?.number);
  });
});
