import { describe, expect, it } from 'vitest';
import { CallProblem, createClient, fillPath, queryText } from './index.ts';

type Sent = { readonly url: string; readonly init: RequestInit };

/** A client whose server is the given function; what was sent is kept. */
function clientOf(answer: (sent: Sent) => Response | Promise<Response>) {
  const sent: Sent[] = [];
  const client = createClient({
    origin: 'http://matoi.test',
    headers: () => ({ 'x-csrf-token': 'token' }),
    fetch: (async (url: string, init: RequestInit) => {
      sent.push({ url, init });
      return answer({ url, init });
    }) as typeof fetch,
  });
  return { client, sent };
}

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const problem = {
  type: 't',
  title: 'x',
  status: 409,
  code: 'incidents.close.not-open',
  params: {},
  requestId: 'r',
  fields: [],
};

async function problemOf(call: Promise<unknown>): Promise<CallProblem['problem']> {
  const error: unknown = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof CallProblem) return error.problem;
  throw new Error(`no problem: ${String(error)}`);
}

describe('addresses', () => {
  it('hold what was given as one part, whatever is in it', () => {
    expect(fillPath('/a/{id}/b/{other}', { id: '../x?y#z', other: 7 })).toBe('/a/..%2Fx%3Fy%23z/b/7');
  });

  it('have a query without what was left out, encoded', () => {
    expect(queryText({ a: 1, b: undefined, c: '', d: '漏 & 洩', e: false })).toBe(
      '?a=1&d=%E6%BC%8F+%26+%E6%B4%A9&e=false',
    );
    expect(queryText({})).toBe('');
  });
});

describe('calls', () => {
  it('send a change as JSON with version, key for repeats and the headers of the session', async () => {
    const { client, sent } = clientOf(() => json({ done: true }));
    await client.call('POST /api/v1/incidents/{id}/close', {
      params: { id: 'INC-2026-0001' },
      body: { outcome: 'resolved', reason: 'x' },
      version: 3,
      idempotencyKey: 'k',
    });
    expect(sent[0]?.url).toBe('http://matoi.test/api/v1/incidents/INC-2026-0001/close');
    expect(sent[0]?.init).toMatchObject({
      method: 'POST',
      body: '{"outcome":"resolved","reason":"x"}',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'if-match': '"3"',
        'idempotency-key': 'k',
        'x-csrf-token': 'token',
      },
    });
  });

  it('read without a body or a content type', async () => {
    const { client, sent } = clientOf(() => json({ items: [] }));
    await client.call('GET /api/v1/incidents', { query: { limit: '5' } });
    expect(sent[0]?.url).toBe('http://matoi.test/api/v1/incidents?limit=5');
    expect(sent[0]?.init).not.toHaveProperty('body');
    expect(sent[0]?.init.headers).not.toHaveProperty('content-type');
  });
});

describe('what went wrong', () => {
  it('is the problem that the server sent', async () => {
    const { client } = clientOf(() => json(problem, 409));
    expect(await problemOf(client.call('GET /api/v1/session', {}))).toEqual(problem);
  });

  it.each([
    ['a page of a proxy', () => new Response('<html>Bad gateway</html>', { status: 502 })],
    ['nothing', () => new Response('', { status: 504 })],
    ['JSON that is no problem', () => json(['x'], 500)],
    ['null', () => json(null, 500)],
  ])('is said when the answer is %s', async (_name, answer) => {
    const { client } = clientOf(answer);
    const found = await problemOf(client.call('GET /api/v1/session', {}));
    expect(found.code).toBe('network.reach.unreadable');
    expect(found.status).toBeGreaterThanOrEqual(500);
  });

  it('is said when a success cannot be read', async () => {
    const { client } = clientOf(() => new Response('<html>a captive portal</html>', { status: 200 }));
    expect((await problemOf(client.call('GET /api/v1/session', {}))).code).toBe('network.reach.unreadable');
  });

  it('is said when no server answers', async () => {
    const { client } = clientOf(() => Promise.reject(new TypeError('fetch failed')));
    expect(await problemOf(client.call('GET /api/v1/session', {}))).toMatchObject({
      code: 'network.reach.failed',
      status: 503,
    });
  });

  it('is the caller’s own when the caller gave up', async () => {
    const stop = new AbortController();
    const { client } = clientOf(() => {
      stop.abort();
      return Promise.reject(new DOMException('aborted', 'AbortError'));
    });
    await expect(client.call('GET /api/v1/session', { signal: stop.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
