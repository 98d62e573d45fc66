import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type BrowserSession, browserOf } from '../../../../test/support/sessions.ts';
import { startTestProgram, type TestProgram, until, type Visitor } from '../../../../test/support/test-program.ts';

let program: TestProgram;
let administrator: BrowserSession;
let handler: BrowserSession;
let sender: Visitor;

beforeAll(async () => {
  program = await startTestProgram({ trustProxy: true });
  administrator = await browserOf(program, 'administrator');
  handler = await browserOf(program, 'handler');
  sender = program.nobody();
});
afterAll(() => program.stop());

const definition = {
  source: 'edr',
  map: {
    each: '/alerts',
    title: '{/title}',
    text: '{/text|/title}',
    externalId: '{/id}',
    occurredAt: '{/at}',
    hosts: ['{/hosts/[]}'],
    fields: [{ label: 'Tenant', value: '{^/tenant}' }],
  },
  dedupe: { minutes: 60 },
};

type Hook = { readonly id: string; readonly secret: string };
async function makeHook(more: object = {}): Promise<Hook> {
  const made = await administrator.post('/api/v1/webhooks', {
    name: 'EDR',
    isActive: true,
    proof: 'header',
    definition,
    ...more,
  });
  expect(made.status).toBe(201);
  return { id: (made.body.webhook as { id: string }).id, secret: String(made.body.secret) };
}

async function deliver(id: string, body: string, headers: Record<string, string> = {}) {
  const response = await sender.fetch(`/api/v1/webhooks/${id}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const text = await response.text();
  return {
    status: response.status,
    text,
    body: JSON.parse(text) as Record<string, unknown>,
    headers: response.headers,
  };
}
const proven = (hook: Hook, body: string) => deliver(hook.id, body, { 'x-matoi-secret': hook.secret });
const deliveriesOf = async (hook: Hook) =>
  (await handler.get(`/api/v1/webhooks/${hook.id}/deliveries`)).body.items as {
    id: string;
    result: string;
    code: string | null;
    canReplay: boolean;
    items: { result: string; report: { number: string } | null; fields: object[] }[];
  }[];

describe('who may deliver', () => {
  it('S14: an address that does not exist is answered like a wrong secret, to the letter', async () => {
    const hook = await makeHook();
    const plain = (answer: { text: string }) => answer.text.replace(/"requestId":"[^"]+"/, '');
    const wrong = await deliver(hook.id, '{}', { 'x-matoi-secret': 'mws_wrong' });
    expect([wrong.status, wrong.body.code]).toEqual([401, 'webhooks.receive.refused']);
    const answers = [
      await deliver(hook.id, '{}'),
      await deliver('01900000-0000-7000-8000-000000000000', '{}', { 'x-matoi-secret': hook.secret }),
      await deliver('not-an-id', '{}', { 'x-matoi-secret': 'x' }),
      await deliver(hook.id, 'no json at all', { 'x-matoi-secret': `${hook.secret}x` }),
    ];
    for (const answer of answers) {
      expect(plain(answer)).toBe(plain(wrong));
      expect([...answer.headers.keys()].sort()).toEqual([...wrong.headers.keys()].sort());
    }
    expect(await deliveriesOf(hook)).toEqual([]);
  });

  it('a signature is over the bytes as they came', async () => {
    const hook = await makeHook({ proof: 'hmac-sha256', headerName: 'X-Signature' });
    const body = '{ "alerts": [ {"title":"署名", "id":"s-1"} ] }';
    const sign = (text: string) => `sha256=${createHmac('sha256', hook.secret).update(text).digest('hex')}`;
    expect((await deliver(hook.id, body, { 'x-signature': sign(body) })).status).toBe(202);
    expect((await deliver(hook.id, `${body} `, { 'x-signature': sign(body) })).status).toBe(401);
    expect((await deliver(hook.id, body, { 'x-signature': hook.secret })).status).toBe(401);
  });

  it('S16: a browser of another site cannot, and a session is no proof', async () => {
    const hook = await makeHook();
    const foreign = await deliver(hook.id, '{"alerts":[{"title":"x"}]}', {
      'x-matoi-secret': hook.secret,
      'sec-fetch-site': 'cross-site',
    });
    expect([foreign.status, foreign.body.code]).toEqual([403, 'request.origin.refused']);
    const signedIn = await administrator.post(`/api/v1/webhooks/${hook.id}`, { alerts: [{ title: 'x' }] });
    expect(signedIn.status).toBe(401);
  });

  it('S22: the secret is shown once, stands in no answer and no log, and is replaced whole', async () => {
    const hook = await makeHook({ proof: 'hmac-sha256' });
    expect(hook.secret).toMatch(/^mws_[A-Za-z0-9_-]{43}$/);
    const listed = JSON.stringify((await administrator.get('/api/v1/webhooks')).body);
    expect(listed).not.toContain(hook.secret);
    const { rows } = await sql<{ found: boolean }>`
      select exists (select from platform.audit_detail where detail::text like ${`%${hook.secret}%`})
        or exists (select from sources.webhook where position(${Buffer.from(hook.secret)} in secret) > 0) as found`.execute(
      program.ground.databases.owner,
    );
    expect(rows[0]?.found).toBe(false);
    const rotated = await administrator.post(`/api/v1/webhooks/${hook.id}/rotate`);
    const next = { id: hook.id, secret: String(rotated.body.secret) };
    const body = '{"alerts":[{"title":"after"}]}';
    const sign = (secret: string) => createHmac('sha256', secret).update(body).digest('hex');
    expect((await deliver(hook.id, body, { 'x-matoi-secret': sign(hook.secret) })).status).toBe(401);
    expect((await deliver(hook.id, body, { 'x-matoi-secret': sign(next.secret) })).status).toBe(202);
  });
});

describe('what is delivered', () => {
  it('becomes reports, durable before the answer, each once', async () => {
    const hook = await makeHook();
    const body = JSON.stringify({
      tenant: 'T1',
      alerts: [
        { id: 'a-1', title: '<img src=x onerror=alert(1)>', at: '2026-11-22T02:11:00+09:00', hosts: ['PC-1'] },
        { id: 'a-2', title: 'two' },
      ],
    });
    const first = await proven(hook, body);
    expect(first.status).toBe(202);
    const items = first.body.items as { result: string; number: string }[];
    expect(items.map((item) => item.result)).toEqual(['accepted', 'accepted']);
    const shown = await handler.get(`/api/v1/reports/${items[0]?.number}`);
    expect(shown.body).toMatchObject({ title: '<img src=x onerror=alert(1)>', source: 'edr', channel: 'api' });
    const again = await proven(hook, body);
    expect((again.body.items as { result: string }[]).map((item) => item.result)).toEqual(['repeated', 'repeated']);
    const [latest] = await deliveriesOf(hook);
    expect(latest).toMatchObject({ result: 'accepted', items: [{ result: 'repeated' }, { result: 'repeated' }] });
  });

  it('is taken in part, with the fields of the others', async () => {
    const hook = await makeHook();
    const answer = await proven(hook, '{"alerts":[{"title":"good"},{"at":"never"}]}');
    expect(answer.status).toBe(202);
    const [delivery] = await deliveriesOf(hook);
    expect(delivery).toMatchObject({ result: 'partly', items: [{ result: 'accepted' }, { result: 'refused' }] });
    expect(delivery?.items[1]?.fields).toContainEqual({ path: 'title', code: 'required' });
  });

  it.each([
    ['no JSON', 'alerts: none', 400, 'request.read.malformed'],
    ['nothing', '{"alerts":[]}', 422, 'webhooks.receive.nothing'],
    ['another shape', '{"value":[{"title":"x"}]}', 422, 'webhooks.receive.nothing'],
    ['what cannot be mapped', '{"alerts":[{"name":"x"}]}', 422, 'webhooks.receive.unmapped'],
    [
      'too many',
      JSON.stringify({ alerts: Array.from({ length: 1_001 }, () => ({ title: 'x' })) }),
      422,
      'webhooks.receive.too-many',
    ],
  ])('is refused and kept: %s', async (_, body, status, code) => {
    const hook = await makeHook();
    const answer = await proven(hook, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    await proven(hook, body);
    const deliveries = await deliveriesOf(hook);
    expect(deliveries).toHaveLength(1);
    expect(deliveries[0]).toMatchObject({ result: 'refused', code, canReplay: true });
  });

  it('is taken in once when it is replayed after the map was corrected', async () => {
    const hook = await makeHook();
    await proven(hook, '{"alerts":[{"name":"late"}]}');
    const [kept] = await deliveriesOf(hook);
    const early = await handler.post(`/api/v1/webhook-deliveries/${kept?.id}/replay`);
    expect([early.status, early.body.code]).toEqual([422, 'webhooks.receive.unmapped']);
    const corrected = { ...definition, map: { ...definition.map, title: '{/title|/name}' } };
    const changed = await ask(program, 'PATCH', `/api/v1/webhooks/${hook.id}`, {
      body: { name: 'EDR', isActive: true, proof: 'header', definition: corrected },
      headers: { ...administrator.headers, 'if-match': '"1"' },
    });
    expect(changed.status).toBe(200);
    const replays = await Promise.all([1, 2].map(() => handler.post(`/api/v1/webhook-deliveries/${kept?.id}/replay`)));
    expect(replays.map((one) => one.status).sort()).toEqual([200, 409]);
    expect((await deliveriesOf(hook)).map((one) => one.canReplay)).toContain(true);
  });

  it('is kept while the webhook is paused', async () => {
    const hook = await makeHook({ isActive: false });
    const answer = await proven(hook, '{"alerts":[{"title":"night"}]}');
    expect([answer.status, answer.body.code]).toEqual([409, 'webhooks.receive.paused']);
    expect(await deliveriesOf(hook)).toMatchObject([{ code: 'webhooks.receive.paused', canReplay: true }]);
  });

  it('S20: deep, large and strange JSON ends in an answer', async () => {
    const hook = await makeHook();
    const bodies = [
      `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      `{"alerts":[{"title":{"__proto__":{"x":1}}}]}`,
      '{"__proto__":{"alerts":[{"title":"polluted"}]}}',
      '{"alerts":[{"title":"nul \\u0000 and half \\ud800"}]}',
      `{"alerts":[{"title":"${'x'.repeat(900_000)}"}]}`,
    ];
    for (const body of bodies) expect([202, 400, 422]).toContain((await proven(hook, body)).status);
    expect((await proven(hook, `"${'x'.repeat(1_100_000)}"`)).status).toBe(413);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe('a delivery of which a rule puts alerts into a compartment', () => {
  const word = '極秘語';
  const bodyOf = (...alerts: object[]) => JSON.stringify({ alerts });
  const hidden = { title: word };
  const wrong = { at: 'never' };
  const told = async (visitor: BrowserSession, hook: Hook) => {
    const { items } = (await visitor.get(`/api/v1/webhooks/${hook.id}/deliveries`)).body;
    return items as Record<string, unknown>[];
  };
  const lastOf = async (visitor: BrowserSession, hook: Hook) => {
    const { items } = (await visitor.get('/api/v1/webhooks')).body;
    return (items as { id: string; lastDelivery: object | null }[]).find(({ id }) => id === hook.id)?.lastDelivery;
  };
  /** What is told of deliveries, without what differs between any two of them. */
  const plain = (deliveries: readonly Record<string, unknown>[]) =>
    JSON.stringify(deliveries)
      .replace(/"(id|receivedAt|number)":"[^"]+"/g, '"$1":""')
      .replace(/"title":"[^"]+"/g, '"title":""');
  let commander: BrowserSession;

  beforeAll(async () => {
    commander = await browserOf(program, 'commander');
    const made = await commander.post('/api/v1/compartments', { name: 'S8', memberIds: [] });
    const { rules, latestVersion } = (await commander.get('/api/v1/triage-rules')).body;
    const rule = {
      name: 'S8',
      isOn: true,
      condition: { kind: 'text', in: 'either', contains: [word] },
      effect: {
        ...{ classCode: null, impact: null, urgency: null, assigneeId: null, tags: [], stops: false },
        compartmentId: made.body.id,
      },
    };
    const saved = await ask(program, 'POST', '/api/v1/triage-rules', {
      body: { rules: [rule, ...(rules as object[])] },
      headers: { ...commander.headers, 'if-match': `"${latestVersion}"` },
    });
    expect(saved.status).toBe(201);
  });

  it('S8: is not there for who sees nothing of it, also not by its place among the others', async () => {
    const hook = await makeHook();
    await proven(hook, bodyOf({ title: 'open' }));
    const before = [await told(handler, hook), await lastOf(handler, hook)];
    for (let at = 0; at < 21; at += 1) expect((await proven(hook, bodyOf(hidden, hidden))).status).toBe(202);
    expect([await told(handler, hook), await lastOf(handler, hook)]).toEqual(before);
    expect(await told(commander, hook)).toHaveLength(20);
    expect(await lastOf(commander, hook)).not.toEqual(before[1]);
    const [newest] = await told(commander, hook);
    const replay = (id: unknown) => handler.post(`/api/v1/webhook-deliveries/${String(id)}/replay`);
    const refused = [await replay(newest?.id), await replay('01900000-0000-7000-8000-000000000000')];
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
      Array.from({ length: 2 }, () => [404, 'record.find.not-found']),
    );
  });

  it.each([
    ['among open ones', [{ title: 'a' }, hidden, { title: 'b' }], [{ title: 'a' }, { title: 'b' }]],
    ['before a wrong one and an open one', [hidden, wrong, { title: 'a' }], [wrong, { title: 'a' }]],
    ['with wrong ones only', [hidden, wrong, hidden, wrong], [wrong, wrong]],
    [
      'before as many as are named',
      [...Array.from({ length: 20 }, () => hidden), ...Array.from({ length: 52 }, () => wrong), { title: 'a' }],
      [...Array.from({ length: 52 }, () => wrong), { title: 'a' }],
    ],
  ])('S8: is told as if what is hidden had not been in it: %s', async (_, alerts, without) => {
    const [hook, other] = [await makeHook(), await makeHook()];
    const received = await proven(hook, bodyOf(...alerts));
    expect(received.body.items).toHaveLength(alerts.length);
    await proven(other, bodyOf(...without));
    expect(plain(await told(handler, hook))).toBe(plain(await told(handler, other)));
    expect((await lastOf(handler, hook)) as object).toMatchObject({
      result: ((await lastOf(handler, other)) as { result: string }).result,
    });
    expect(plain(await told(commander, hook))).not.toBe(plain(await told(commander, other)));
  });

  it('S8: is taken in once more whole, and answered to who asks as they see it', async () => {
    const hook = await makeHook();
    await proven(hook, bodyOf(hidden, { title: 'open' }));
    const [kept] = await told(handler, hook);
    const replayed = await handler.post(`/api/v1/webhook-deliveries/${String(kept?.id)}/replay`);
    expect(replayed.status).toBe(200);
    expect(replayed.body.items).toMatchObject([{ index: 0 }]);
    expect((await told(commander, hook)).map((one) => (one.items as object[]).length)).toEqual([2, 2]);
  });

  it('S8: names nothing in the audit log to who is outside', async () => {
    const auditor = await browserOf(program, 'auditor');
    const hook = await makeHook();
    const secret = await proven(hook, bodyOf(hidden));
    const open = await proven(hook, bodyOf({ title: 'open' }));
    const log = async (visitor: BrowserSession) =>
      JSON.stringify((await visitor.get('/api/v1/audit-entries?action=webhooks.receive')).body);
    const seen = await until(
      () => log(auditor),
      (text) => text.includes(String(open.body.deliveryId)),
    );
    expect(seen).not.toContain(secret.body.deliveryId);
  });
});

describe('saving a webhook', () => {
  it.each([
    [
      'an expression that cannot be read',
      { definition: { ...definition, map: { ...definition.map, title: '{/a' } } },
      422,
    ],
    ['a header that means something else', { headerName: 'Authorization' }, 400],
    ['an unknown field', { definition: { ...definition, code: 'return 1' } }, 400],
  ])('refuses %s', async (_, more, status) => {
    const answer = await administrator.post('/api/v1/webhooks', {
      name: 'x',
      isActive: true,
      proof: 'header',
      definition,
      ...more,
    });
    expect(answer.status).toBe(status);
  });
});

describe('afterwards', () => {
  it('nothing was a problem of the program', () => {
    expect(program.problems.map(String)).toEqual([]);
  });
});
