import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { routes } from '@matoi/contract';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { StartProblem } from '../data-directory/index.ts';
import type { Binding } from './binding.ts';
import { makeRateLimits } from './rate-limits.ts';
import { type HttpParts, makeServer } from './server.ts';

const opened: FastifyInstance[] = [];
const problems: string[] = [];
afterEach(async () => {
  for (const app of opened.splice(0)) await app.close();
  problems.length = 0;
});

/** A server whose handlers answer nothing useful, except the ones given here. Public routes touch no database. */
async function serverWith(
  handlers: Readonly<Record<string, () => Promise<unknown>>>,
  changes: Partial<HttpParts> = {},
): Promise<FastifyInstance> {
  const bindings = routes.map((route) => ({ id: route.id, handle: handlers[route.id] ?? (async () => ({})) }));
  const app = await makeServer({
    identify: {
      databases: {} as HttpParts['identify']['databases'],
      clock: () => new Date(),
      csrfKey: Buffer.alloc(32),
      origin: 'http://127.0.0.1',
      cookieName: 'matoi',
    },
    runner: {} as HttpParts['runner'],
    limits: makeRateLimits(),
    onProblem: (error) => problems.push(String(error)),
    bindings: bindings as readonly Binding[],
    html: null,
    webDirectory: null,
    isSecure: false,
    trustProxy: false,
    ...changes,
  });
  opened.push(app);
  return app;
}

describe('a server that does not serve its contract', () => {
  it('refuses to be made and says which route lacks a handler', async () => {
    const bindings = routes.slice(1).map(({ id }) => ({ id, handle: async () => ({}) })) as readonly Binding[];
    const made = serverWith({}, { bindings });
    await expect(made).rejects.toBeInstanceOf(StartProblem);
    await expect(made).rejects.toMatchObject({ code: 'contract.bind.incomplete' });
    await expect(made).rejects.toThrow(routes[0].id);
  });
});

describe('what handlers answer', () => {
  it('never sends an undeclared field, and reports it', async () => {
    const app = await serverWith({ 'health.show': async () => ({ status: 'ok', version: '1', secret: 'hunter2' }) });
    const answer = await app.inject('/api/health');
    expect([answer.statusCode, answer.json()]).toEqual([200, { status: 'ok', version: '1' }]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('health.show');
  });

  it('answers 500 without internals when a declared field is missing, and reports it once', async () => {
    const app = await serverWith({ 'health.show': async () => ({ status: 'ok' }) });
    const answer = await app.inject('/api/health');
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toMatchObject({ code: 'server.run.failed', status: 500, fields: [] });
    expect(answer.body).not.toContain('version');
    expect(problems).toHaveLength(1);
  });

  it('answers an unknown error with a sentence and a request id, and nothing of the error', async () => {
    const app = await serverWith({
      'health.show': async () => {
        throw new Error('select password_hash from platform.account failed at /srv/matoi/secret.ts:12');
      },
    });
    const answer = await app.inject('/api/health');
    const body = answer.json();
    expect(answer.statusCode).toBe(500);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(body.requestId).toBe(answer.headers['x-request-id']);
    expect(answer.body).not.toMatch(/select|secret|stack|\.ts/);
    expect(problems[0]).toContain('password_hash');
  });

  it('answers 500 for a refusal that the contract does not declare', async () => {
    const { refuse } = await import('@matoi/kernel');
    const app = await serverWith({ 'health.show': async () => refuse('incidents.show.full-moon') });
    const answer = await app.inject('/api/health');
    expect([answer.statusCode, answer.json().code]).toEqual([500, 'server.run.failed']);
    expect(problems.join()).toContain('incidents.show.full-moon');
  });

  it('does not show which prototype names exist as refusals', async () => {
    const { refuse } = await import('@matoi/kernel');
    const app = await serverWith({ 'health.show': async () => refuse('constructor') });
    expect((await app.inject('/api/health')).statusCode).toBe(500);
  });
});

describe('headers of every answer', () => {
  it.each([
    ['an answer', '/api/health', 200],
    ['a refusal', '/api/v1/accounts', 401],
    ['an unknown address', '/api/v1/nothing', 404],
    ['an address that cannot be decoded', '/api/v1/reports/%E0%A4%A', 400],
    ['a very long part of a path', `/api/v1/reports/${'a'.repeat(300)}`, 404],
  ])('carries the walls on %s', async (_name, url, status) => {
    const app = await serverWith({ 'health.show': async () => ({ status: 'ok', version: '1' }) });
    const answer = await app.inject(url);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
    });
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f]{16}$/);
    expect(answer.headers['content-type']).toMatch(/^application\/(problem\+)?json/);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    expect(answer.headers).not.toHaveProperty('x-powered-by');
  });

  it('asks for HTTPS only where it is served over HTTPS', async () => {
    const plain = await (await serverWith({})).inject('/api/v1/nothing');
    expect(plain.headers).not.toHaveProperty('strict-transport-security');
    const secure = await (await serverWith({}, { isSecure: true })).inject('/api/v1/nothing');
    expect(secure.headers['strict-transport-security']).toMatch(/^max-age=31536000/);
  });
});

describe('the address of the caller', () => {
  async function addressSeen(trustProxy: boolean, forwarded: string): Promise<string> {
    let seen = '';
    const app = await serverWith({}, { trustProxy });
    app.addHook('onRequest', async (request) => {
      seen = request.ip;
    });
    await app.inject({ url: '/api/v1/nothing', headers: { 'x-forwarded-for': forwarded } });
    return seen;
  }

  it('is the connection’s own unless a proxy is declared', async () => {
    expect(await addressSeen(false, '203.0.113.9')).toBe('127.0.0.1');
  });

  it('is what the declared proxy added, never what the caller wrote before it', async () => {
    expect(await addressSeen(true, '203.0.113.9')).toBe('203.0.113.9');
    expect(await addressSeen(true, '10.9.9.9, 198.51.100.1, 203.0.113.9')).toBe('203.0.113.9');
  });
});

describe('patience', () => {
  it('ends requests and headers that are sent too slowly', async () => {
    const app = await serverWith({});
    expect(app.server.requestTimeout).toBeGreaterThan(0);
    expect(app.server.requestTimeout).toBeLessThanOrEqual(300_000);
    expect(app.server.headersTimeout).toBeGreaterThan(0);
    expect(app.server.headersTimeout).toBeLessThanOrEqual(60_000);
    expect(app.server.keepAliveTimeout).toBeLessThanOrEqual(10_000);
  });
});

describe('the web client', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'matoi-web-'));
    mkdirSync(join(directory, 'web/assets'), { recursive: true });
    writeFileSync(join(directory, 'outside.txt'), 'outside');
    writeFileSync(join(directory, 'web/index.html'), '<style nonce="__CSP_NONCE__"></style>page');
    writeFileSync(join(directory, 'web/assets/app-1.js'), 'script');
    writeFileSync(join(directory, 'web/sw.js'), 'worker');
    writeFileSync(join(directory, 'web/.secret'), 'hidden');
  });
  afterAll(() => rmSync(directory, { recursive: true }));
  const start = () => serverWith({}, { webDirectory: join(directory, 'web') });

  it('gets its page with a new nonce each time and a policy without inline scripts', async () => {
    const app = await start();
    const [first, second] = [await app.inject('/'), await app.inject('/incident-management/incidents')];
    const nonceOf = (body: string) => /nonce="([^"]+)"/.exec(body)?.[1] ?? '';
    expect(nonceOf(first.body)).not.toBe(nonceOf(second.body));
    expect(nonceOf(first.body)).not.toBe('__CSP_NONCE__');
    const policy = String(first.headers['content-security-policy']);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain(`style-src 'self' 'nonce-${nonceOf(first.body)}'`);
    expect(policy).toContain("base-uri 'none'");
    expect(first.headers['cache-control']).toBe('no-store');
  });

  it('answers HEAD as it answers GET', async () => {
    const app = await start();
    const answer = await app.inject({ method: 'HEAD', url: '/' });
    expect([answer.statusCode, answer.body]).toEqual([200, '']);
    expect((await app.inject({ method: 'HEAD', url: '/api/v1/nothing' })).statusCode).toBe(404);
  });

  it('serves hashed files as immutable and with nosniff', async () => {
    const answer = await (await start()).inject('/assets/app-1.js');
    expect([answer.statusCode, answer.body]).toEqual([200, 'script']);
    expect(answer.headers['cache-control']).toContain('immutable');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it('serves the worker for push messages fresh, over everything of ours, and lets it reach nothing', async () => {
    const { headers } = await (await start()).inject('/sw.js');
    expect(headers['content-type']).toContain('javascript');
    expect(headers['cache-control']).toBe('no-cache');
    expect(headers['content-security-policy']).toBe("default-src 'none'; img-src 'self'; frame-ancestors 'none'");
  });

  it.each([
    '/../outside.txt',
    '/assets/../../outside.txt',
    '/%2e%2e/outside.txt',
    '/assets/%2e%2e%2f%2e%2e%2foutside.txt',
    '/assets/..%5c..%5coutside.txt',
    '/..%252foutside.txt',
    '//outside.txt',
    '/.secret',
    '/assets/%00app-1.js',
  ])('never leaves its directory for %s', async (url) => {
    const answer = await (await start()).inject(url);
    expect(answer.body).not.toContain('outside');
    expect(answer.body).not.toContain('hidden');
    expect(answer.statusCode).toBeLessThan(500);
    expect(problems).toEqual([]);
  });

  it('answers the page for no address of the API or of assets, however it is written', async () => {
    const app = await start();
    for (const url of ['/api/v1/nothing', '/api', '/assets/nothing.js']) {
      const answer = await app.inject(url);
      expect([url, answer.statusCode, answer.json().code]).toEqual([url, 404, 'request.route.unknown']);
    }
  });

  it('answers a range that does not exist without reporting a failure', async () => {
    const answer = await (await start()).inject({ url: '/assets/app-1.js', headers: { range: 'bytes=9999-' } });
    expect(answer.statusCode).toBeLessThan(500);
    expect(problems).toEqual([]);
  });
});
