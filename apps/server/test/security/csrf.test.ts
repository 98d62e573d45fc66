import { type Route, routes } from '@matoi/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type BrowserSession, browserOf } from '../support/sessions.ts';
import { password, startTestProgram, type TestProgram } from '../support/test-program.ts';

let program: TestProgram;
let session: BrowserSession;

beforeAll(async () => {
  program = await startTestProgram({ trustProxy: true });
  session = await browserOf(program, 'administrator', 'commander', 'handler');
});
afterAll(() => program.stop());

/** Pages take forms and know no session; their own forgeries are in `test/portal`. */
const changing = (routes as readonly Route[]).filter((route) => route.method !== 'GET' && route.kind !== 'html');
const path = (route: Route) => route.path.replace(/\{\w+\}/g, '0192f0a0-0000-7000-8000-000000000000');

/** What another site can make a browser send: the cookie comes along, the token does not. */
const forgeries: Readonly<Record<string, Record<string, string>>> = {
  'no token': {},
  'an empty token': { 'x-csrf-token': '' },
  'a made-up token': { 'x-csrf-token': 'A'.repeat(43) },
  'a token cut short': { 'x-csrf-token': 'right-but-cut' },
  'the right token from another site': { 'x-csrf-token': 'right', 'sec-fetch-site': 'cross-site' },
  'the right token from a sibling site': { 'x-csrf-token': 'right', 'sec-fetch-site': 'same-site' },
  'the right token with a foreign origin': { 'x-csrf-token': 'right', origin: 'https://evil.example' },
  'the right token with an opaque origin': { 'x-csrf-token': 'right', origin: 'null' },
  'the right token with a look-alike origin': { 'x-csrf-token': 'right', origin: 'http://127.0.0.1.evil.example' },
  'the right token with our origin on another port': { 'x-csrf-token': 'right', origin: 'http://127.0.0.1:1' },
};

function forged(headers: Readonly<Record<string, string>>): Record<string, string> {
  const right = session.headers['x-csrf-token'] ?? '';
  const token = headers['x-csrf-token'];
  const made = token === 'right' ? right : token === 'right-but-cut' ? right.slice(0, -1) : token;
  return { cookie: session.cookie, ...headers, ...(made === undefined ? {} : { 'x-csrf-token': made }) };
}

describe('S16 a change that another site makes a browser send', () => {
  it.each(Object.keys(forgeries))('is refused on every changing route with %s', async (name) => {
    // Each forgery from a session of its own: calls that are refused count against the rate of a session too.
    session = await browserOf(program, 'administrator', 'commander', 'handler');
    for (const route of changing) {
      const answer = await ask(program, route.method, path(route), {
        body: {},
        headers: forged(forgeries[name] ?? {}),
      });
      expect([route.id, answer.status, answer.body.code]).toEqual([route.id, 403, 'request.origin.refused']);
    }
    expect((await session.get('/api/v1/incidents')).status).toBe(200);
  });

  it.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'text/plain; charset=utf-8',
    'application/xml',
    'application/json-patch+json',
    'application/jsonx',
  ])('is refused with the content type %s before it is looked at, on every changing route', async (type) => {
    session = await browserOf(program, 'administrator', 'commander', 'handler');
    // A route that takes any type knows no session either: it asks for a secret that no browser sends by itself.
    const anyType = changing.filter((route) => route.fileType === 'any').map((route) => route.id);
    expect(anyType.sort()).toEqual(['call-receipts.take', 'webhooks.receive']);
    for (const route of changing.filter((one) => one.fileType !== 'any')) {
      const response = await fetch(program.origin + path(route), {
        method: route.method,
        headers: { ...session.headers, 'content-type': type },
        body: '{"title":"forged"}',
      });
      const body = (await response.json()) as { code: string };
      expect([route.id, response.status, body.code]).toEqual([route.id, 415, 'request.read.unsupported-type']);
    }
  });

  it('is not helped by a token of another session', async () => {
    session = await browserOf(program, 'administrator', 'commander', 'handler');
    const other = await browserOf(program, 'handler');
    const answer = await ask(program, 'POST', '/api/v1/incidents', {
      body: { title: 'forged' },
      headers: { cookie: session.cookie, 'x-csrf-token': other.headers['x-csrf-token'] ?? '' },
    });
    expect(answer.body.code).toBe('request.origin.refused');
  });

  it('cannot sign a browser in to an account of the attacker', async () => {
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }] as const) {
      const answer = await ask(program, 'POST', '/api/v1/session/sign-in', {
        body: { email: 'x@example.jp', password },
        headers: headers as Record<string, string>,
      });
      expect([answer.status, answer.body.code]).toEqual([403, 'request.origin.refused']);
    }
  });

  it('changes nothing by GET: the only methods that change are POST and PATCH', () => {
    expect(new Set(routes.map((route) => route.method))).toEqual(new Set(['GET', 'POST', 'PATCH']));
  });
});

describe('a change from our own pages', () => {
  it.each([
    ['with the headers of a browser', { 'sec-fetch-site': 'same-origin', origin: 'own' }],
    ['from the address bar or an extension', { 'sec-fetch-site': 'none' }],
    ['from a client that sends neither', {}],
  ])('is taken %s', async (_name, headers) => {
    const own = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value === 'own' ? program.origin : value]),
    );
    const answer = await ask(program, 'POST', '/api/v1/incidents', {
      body: { title: 'own' },
      headers: { ...session.headers, ...own },
    });
    expect(answer.status).toBe(201);
  });

  it('needs no token with an API token, which no browser sends by itself', async () => {
    const made = await session.post('/api/v1/tokens', { name: 'm', role: 'handler' });
    const answer = await ask(program, 'POST', '/api/v1/incidents', {
      body: { title: 'machine' },
      headers: { authorization: `Bearer ${made.body.token}` },
    });
    expect(answer.status).toBe(201);
  });
});

describe('reading from another site', () => {
  it('is allowed to no origin: no answer has a header that would', async () => {
    for (const method of ['GET', 'OPTIONS'])
      for (const address of ['/api/v1/session', '/api/v1/incidents', '/api/v1/live', '/api/v1/nothing']) {
        const stop = new AbortController();
        const response = await fetch(program.origin + address, {
          method,
          signal: stop.signal,
          headers: { cookie: session.cookie, origin: 'https://evil.example', 'access-control-request-method': 'GET' },
        });
        const names = [...response.headers.keys()].filter((name) => name.startsWith('access-control'));
        expect([method, address, names]).toEqual([method, address, []]);
        expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
        stop.abort();
      }
  });
});
