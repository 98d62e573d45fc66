import { problemSchema, refusalStatuses } from '@matoi/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawHttp, readAnswer, wireRequest } from '../support/raw-http.ts';
import { ask, type BrowserSession, browserOf } from '../support/sessions.ts';
import { startTestProgram, type TestProgram } from '../support/test-program.ts';

let program: TestProgram;
let session: BrowserSession;

beforeAll(async () => {
  program = await startTestProgram({ trustProxy: false });
  session = await browserOf(program, 'administrator', 'commander', 'handler', 'auditor');
});
afterAll(() => program.stop());

async function send(line: string, headers: Record<string, string> = {}, body: string | Buffer = '') {
  const answer = readAnswer(await rawHttp(program.port, wireRequest(line, headers, body)));
  const isJson = /content-type: application\/(problem\+)?json/i.test(answer.head);
  const chunked = /transfer-encoding: chunked/i.test(answer.head);
  const json: Record<string, unknown> = isJson && !chunked && answer.body !== '' ? JSON.parse(answer.body) : {};
  return { ...answer, json };
}

/** A change by the signed-in person, with exactly these bytes as its body. */
const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
  send(
    `POST ${path} HTTP/1.1`,
    {
      Cookie: session.cookie,
      'X-CSRF-Token': session.headers['x-csrf-token'] ?? '',
      'Content-Type': 'application/json',
      ...headers,
    },
    body,
  );

describe('bodies that are no request', () => {
  it.each([
    ['cut off', '{"title":'],
    ['two values', '{"title":"a"}{"title":"b"}'],
    ['a trailing comma', '{"title":"a",}'],
    ['single quotes', "{'title':'a'}"],
    ['a comment', '{"title":"a"/**/}'],
    ['NaN', '{"title":NaN}'],
    ['nothing but spaces', '   '],
    ['a byte order mark alone', '\ufeff'],
    ['XML', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'],
  ])('answers 400 for JSON that is %s', async (_name, body) => {
    const answer = await post('/api/v1/incidents', body);
    expect([answer.status, answer.json.code]).toEqual([400, 'request.read.malformed']);
    expect(answer.body).not.toMatch(/Unexpected|JSON\.parse|position/);
  });

  it.each([
    ['__proto__', '{"title":"a","__proto__":{"isAdmin":true}}'],
    ['an escaped __proto__', '{"title":"a","\\u005f_proto__":{"isAdmin":true}}'],
    ['constructor.prototype', '{"title":"a","constructor":{"prototype":{"isAdmin":true}}}'],
    ['a nested __proto__', '{"title":"a","text":"x","reporter":{"__proto__":{"isAdmin":true}}}'],
  ])('refuses a body with %s and leaves every prototype as it was', async (_name, body) => {
    for (const path of ['/api/v1/incidents', '/api/v1/reports']) {
      const answer = await post(path, body);
      expect([path, answer.status]).toEqual([path, 400]);
    }
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it.each([
    ['arrays', '['.repeat(900_000)],
    ['closed arrays', `${'['.repeat(450_000)}${']'.repeat(450_000)}`],
    ['objects', `${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}`],
    ['arrays in a field', `{"title":${'['.repeat(450_000)}${']'.repeat(450_000)}}`],
    ['objects in a field', `{"title":"a","x":${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}}`],
  ])('refuses a million levels of %s quickly, with and without a key for repeats', async (_name, body) => {
    for (const headers of [{}, { 'Idempotency-Key': 'deep' }] as const) {
      const answer = await post('/api/v1/incidents', body, headers);
      expect(answer.status).toBe(400);
    }
  });

  it('answers 413 with its limit in a sentence for more than two mebibytes', async () => {
    const answer = await post('/api/v1/reports', `{"title":"a","text":"${'a'.repeat(3 * 1024 * 1024)}"}`);
    expect([answer.status, answer.json.code]).toEqual([413, 'request.read.too-large']);
    expect(String(answer.json.title)).not.toContain('{{');
    expect(String(answer.json.title).length).toBeGreaterThan(20);
  });

  it('answers 413 when the length is hidden by chunks, and when it is only announced', async () => {
    const chunk = Buffer.from(`${(700_000).toString(16)}\r\n${'a'.repeat(700_000)}\r\n`);
    const chunks = Buffer.concat([chunk, chunk, chunk, chunk, Buffer.from('0\r\n\r\n')]);
    expect((await post('/api/v1/reports', chunks, { 'Transfer-Encoding': 'chunked' })).status).toBe(413);
    expect((await post('/api/v1/reports', '{', { 'Content-Length': '99999999' })).status).toBe(413);
  });

  it('refuses bytes that are not UTF-8', async () => {
    for (const bytes of [[0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0x82, 0xb1]]) {
      const body = Buffer.concat([Buffer.from('{"title":"'), Buffer.from(bytes), Buffer.from('"}')]);
      const answer = await post('/api/v1/incidents', body);
      expect([bytes, answer.status]).toEqual([bytes, 400]);
    }
  });

  it.each(['', 'text/html', 'application/x-www-form-urlencoded', 'x', 'application/json, text/plain'])(
    'answers 415 for the content type "%s"',
    async (type) => {
      const answer = await post('/api/v1/incidents', '{"title":"a"}', { 'Content-Type': type });
      expect([answer.status, answer.json.code]).toEqual([415, 'request.read.unsupported-type']);
    },
  );

  it('takes JSON with a charset', async () => {
    const answer = await post('/api/v1/incidents', '{"title":"a"}', {
      'Content-Type': 'application/json; charset=utf-8',
    });
    expect(answer.status).toBe(201);
  });
});

describe('requests that are no HTTP as we speak it', () => {
  it.each(['DELETE', 'PUT', 'OPTIONS', 'TRACE', 'PROPFIND', 'SEARCH', 'PATCH', 'LINK'])(
    'answers 404 in words for %s where nothing answers it',
    async (method) => {
      const answer = await send(`${method} /api/v1/incidents HTTP/1.1`, { Cookie: session.cookie });
      expect([answer.status, answer.json.code]).toEqual([404, 'request.route.unknown']);
      expect(answer.body).not.toContain(session.cookie);
    },
  );

  it('never takes a method from a header or a field', async () => {
    const overridden = await send('GET /api/v1/incidents HTTP/1.1', {
      Cookie: session.cookie,
      'X-HTTP-Method-Override': 'POST',
    });
    expect(overridden.status).toBe(200);
    expect(overridden.json).toHaveProperty('items');
  });

  it('answers HEAD with the head alone', async () => {
    const answer = await send('HEAD /api/v1/incidents HTTP/1.1', { Cookie: session.cookie });
    expect([answer.status, answer.body]).toEqual([200, '']);
    const anonymous = await send('HEAD /api/v1/incidents HTTP/1.1');
    expect([anonymous.status, anonymous.body]).toEqual([401, '']);
  });

  it('refuses methods and lines that do not exist, and closes', async () => {
    for (const line of ['FOO /api/health HTTP/1.1', 'GET /api/health HTTP/9.9', 'GET\t/api/health HTTP/1.1', 'hello'])
      expect([line, (await send(line)).status]).toEqual([line, 400]);
  });

  it('answers HTTP/1.0 without a host', async () => {
    const raw = await rawHttp(program.port, 'GET /api/health HTTP/1.0\r\n\r\n');
    expect(readAnswer(raw).status).toBe(200);
  });

  it('refuses HTTP/1.1 without a host', async () => {
    const raw = await rawHttp(program.port, 'GET /api/health HTTP/1.1\r\nConnection: close\r\n\r\n');
    expect(readAnswer(raw).status).toBe(400);
  });

  it.each([
    ['two lengths', 'Content-Length: 13\r\nContent-Length: 14\r\n'],
    ['length and chunks', 'Content-Length: 13\r\nTransfer-Encoding: chunked\r\n'],
    ['odd chunks', 'Transfer-Encoding: xchunked\r\n'],
    ['a space before the colon', 'Content-Length : 13\r\n'],
    ['a folded header', 'X-A: b\r\n c\r\nContent-Length: 13\r\n'],
    ['NUL in a header', 'X-A: a\u0000b\r\nContent-Length: 13\r\n'],
    ['a bare line feed', 'X-A: a\nContent-Length: 13\r\n'],
  ])('refuses what two servers could read in two ways: %s', async (_name, headers) => {
    const head = `POST /api/v1/session/sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n`;
    const raw = await rawHttp(program.port, `${head}${headers}\r\n{"title":"a"}`);
    expect(readAnswer(raw).status).toBe(400);
  });

  it('refuses headers without end', async () => {
    expect((await send('GET /api/health HTTP/1.1', { 'X-Long': 'a'.repeat(40_000) })).status).toBe(431);
    const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`X-${at}`, 'a']));
    expect((await send('GET /api/health HTTP/1.1', many)).status).toBe(431);
  });

  it('refuses a query without end, and reads a long one without an error of its own', async () => {
    const long = await send(`GET /api/v1/reports?q=${'a'.repeat(10_000)} HTTP/1.1`, { Cookie: session.cookie });
    expect([long.status, long.json.code]).toEqual([400, 'request.read.invalid']);
    const many = Array.from({ length: 2_000 }, (_, at) => `a${at}=1`).join('&');
    expect((await send(`GET /api/v1/reports?${many} HTTP/1.1`, { Cookie: session.cookie })).status).toBe(400);
  });

  it.each([
    '/api/v1/reports?__proto__[isAdmin]=1',
    '/api/v1/reports?__proto__=1',
    '/api/v1/reports?constructor=1',
    '/api/v1/reports?limit[]=1',
    '/api/v1/reports?limit[$gt]=1',
    '/api/v1/reports?q=%E0%A4%A',
    '/api/v1/reports?q=%',
    '/api/v1/reports?&&&=&=1',
    '/api/v1/reports?q',
  ])('reads the query of %s without a failure', async (path) => {
    const answer = await send(`GET ${path} HTTP/1.1`, { Cookie: session.cookie });
    expect(answer.status).toBeLessThan(500);
    expect(({} as { isAdmin?: string }).isAdmin).toBeUndefined();
  });

  it.each([
    '/api/v1/incidents/../accounts',
    '/api/v1/incidents/..%2faccounts',
    '/api/v1/incidents/%2e%2e/accounts',
    '/api/v1/incidents%2f..%2faccounts',
    '/api//v1/accounts',
    '//api/v1/accounts',
    '/api/v1/accounts/',
    '/API/v1/accounts',
    '/api/v1/accounts;x=1',
    '/api/v1/./accounts',
    '/api/v1/accounts%00',
    '/api/v1\\accounts',
  ])('reaches no route by another spelling: %s', async (path) => {
    const answer = await send(`GET ${path} HTTP/1.1`, { Cookie: session.cookie });
    expect([400, 404]).toContain(answer.status);
    expect(answer.body).not.toContain('"items"');
  });

  it('reads an address with scheme and host in the request line as its path alone', async () => {
    const answer = await send('GET http://evil.example/api/health HTTP/1.1');
    expect(answer.status).toBeLessThan(500);
    expect(answer.body).not.toContain('evil.example');
  });
});

describe('what the caller says of itself', () => {
  it('does not change the address that is noted', async () => {
    await send('GET /api/v1/incidents HTTP/1.1', {
      Cookie: session.cookie,
      'X-Forwarded-For': '203.0.113.66',
      'X-Real-IP': '203.0.113.66',
      Forwarded: 'for=203.0.113.66',
    });
    await post('/api/v1/incidents', '{"title":"address"}', { 'X-Forwarded-For': '203.0.113.66' });
    const entries = (await session.get('/api/v1/audit-entries?action=incidents.open')).body.items as {
      entry: { address: string };
    }[];
    expect(entries.every((one) => one.entry.address === '127.0.0.1')).toBe(true);
  });

  it('is not repeated: no header or host of the request comes back in the answer', async () => {
    const answer = await send('GET /api/v1/nothing HTTP/1.1', {
      Host: 'evil.example',
      'X-Request-Id': 'chosen-by-the-caller',
      'X-Forwarded-Host': 'evil.example',
    });
    expect(answer.head + answer.body).not.toMatch(/evil\.example|chosen-by-the-caller/);
  });

  it('cannot put a line into a header of the answer', async () => {
    const answer = await send('GET /api/v1/reports/x%0d%0aSet-Cookie:%20a=b HTTP/1.1', { Cookie: session.cookie });
    expect(answer.head).not.toMatch(/^set-cookie/im);
    expect([400, 404]).toContain(answer.status);
  });

  it('keeps a very long user agent short', async () => {
    const response = await fetch(`${program.origin}/api/v1/session`, { headers: { 'user-agent': 'a'.repeat(8_000) } });
    expect(response.status).toBe(200);
  });
});

describe('every refusal', () => {
  it('is a problem with a declared code, its status, a sentence, and the id of the request', async () => {
    const attempts: readonly (readonly [string, string, object | undefined])[] = [
      ['GET', '/api/v1/nothing', undefined],
      ['GET', '/api/v1/reports/x', undefined],
      ['GET', '/api/v1/reports?limit=0', undefined],
      ['GET', '/api/v1/reports?cursor=x', undefined],
      ['POST', '/api/v1/incidents', {}],
      ['POST', '/api/v1/incidents', { title: 'x', reportId: 'REP-2026-9999' }],
      ['POST', '/api/v1/session/sign-in', { email: 'a@example.jp', password: 'x' }],
      ['POST', '/api/v1/set-up', {}],
    ];
    for (const [method, path, body] of attempts) {
      const answer = await ask(program, method, path, { body, headers: session.headers });
      const problem = problemSchema.parse(answer.body);
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(problem.status).toBe(answer.status);
      expect(refusalStatuses[problem.code as keyof typeof refusalStatuses]).toBe(answer.status);
      expect(problem.type).toBe(`urn:matoi:refusal:${problem.code}`);
      expect(problem.title).toMatch(/^[A-Z].*\.$/s);
      expect(problem.title).not.toContain('{{');
      expect(problem.requestId).toBe(answer.headers.get('x-request-id'));
    }
  });
});

describe('afterwards', () => {
  it('nothing was a problem of the program', () => {
    expect(program.problems.map(String)).toEqual([]);
  });
});
