import { type Route, type RouteId, routes } from '@matoi/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { makeRouteWorld, type RouteWorld } from '../support/route-world.ts';
import { type Answer, ask, type BrowserSession, browserOf } from '../support/sessions.ts';

const declared: readonly Route[] = routes;
let world: RouteWorld;
let everyone: BrowserSession;

beforeAll(async () => {
  world = await makeRouteWorld();
  everyone = await browserOf(world.program, 'administrator', 'commander', 'handler', 'auditor');
});
afterAll(() => world.stop());

type JsonSchema = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly additionalProperties?: unknown;
};

/** One wrong body and the field that the refusal must name. */
type Wrong = { readonly name: string; readonly body: object; readonly field: string };

const aLine = 'a'.repeat(20);

/** A value that the field accepts. */
function rightValue(schema: JsonSchema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [variant] = schema.oneOf ?? schema.anyOf ?? [];
  if (variant !== undefined) return rightValue(variant);
  switch (schema.type) {
    case 'string':
      if (schema.format === 'uuid') return '0192f0a0-0000-7000-8000-000000000000';
      if (schema.format === 'date-time') return '2026-01-01T00:00:00Z';
      return schema.format === 'email' ? 'a@example.jp' : aLine;
    case 'integer':
      return 1;
    case 'boolean':
      return true;
    case 'array':
      return [rightValue(schema.items ?? {})];
    default:
      return rightBody(schema);
  }
}

function rightBody(schema: JsonSchema): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, field]) => [name, rightValue(field)]));
}

/** Values that the field must refuse, by the kind of the field. */
function wrongValues(schema: JsonSchema): readonly (readonly [string, unknown])[] {
  const wrongType = ['an object', { a: 1 }] as const;
  // What says the shape of the body is given right: otherwise the other shape would be asked for.
  if (schema.const !== undefined) return [wrongType];
  const variants = schema.anyOf ?? [];
  const [variant] = variants;
  if (variant !== undefined)
    return wrongValues(variant).filter(([, value]) => value !== null && !variants.some((one) => takes(one, value)));
  if (schema.enum !== undefined) return [wrongType, ['a value outside its list', 'no-such-value'], ['null', null]];
  switch (schema.type) {
    case 'string': {
      const long = schema.maxLength === undefined ? [] : [['too long', 'a'.repeat(schema.maxLength + 1)] as const];
      const odd = schema.format === undefined ? [] : [['not of its format', 'no-such-format'] as const];
      const empty = (schema.minLength ?? 0) > 0 ? [['empty', ''] as const] : [];
      return [wrongType, ['a number', 7], ['null', null], ...empty, ...long, ...odd];
    }
    case 'integer':
      return [wrongType, ['a fraction', 1.5], ['a text', '1'], ['beyond every integer', 1e300]];
    case 'boolean':
      return [wrongType, ['a text', 'true']];
    case 'array':
      return [wrongType, ['too many', Array.from({ length: (schema.maxItems ?? 0) + 1 }, () => 'x')], ['a text', 'x']];
    default:
      return [
        ['a text', 'x'],
        ['a list', []],
        ...(schema.additionalProperties === false ? [['an unknown member', { 'no-such-member': 1 }] as const] : []),
      ];
  }
}

/** True when the field may well accept the value, as far as its kind tells. */
function takes(schema: JsonSchema, value: unknown): boolean {
  if (schema.enum !== undefined) return schema.enum.includes(value);
  if (schema.type === 'array') return Array.isArray(value);
  if (schema.type === 'null') return value === null;
  return typeof value === (schema.type === 'integer' ? 'number' : schema.type);
}

function wrongBodies(schema: JsonSchema): readonly Wrong[] {
  // Which of several shapes a body has is said by one of its fields: the wrong ones of each shape count.
  if (schema.oneOf !== undefined) return schema.oneOf.flatMap(wrongBodies);
  const right = rightBody(schema);
  const wrong: Wrong[] = [{ name: 'an unknown field', body: { ...right, isAdmin: true }, field: 'body.isAdmin' }];
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    for (const [how, value] of wrongValues(field))
      wrong.push({ name: `${name} is ${how}`, body: { ...right, [name]: value }, field: `body.${name}` });
    const { [name]: _left, ...without } = right;
    if (schema.required?.includes(name))
      wrong.push({ name: `${name} is missing`, body: without, field: `body.${name}` });
  }
  return wrong;
}

function bodySchemaOf(route: Route): JsonSchema | null {
  return route.body === undefined ? null : inlined(z.toJSONSchema(route.body, { io: 'input' }) as Referring);
}

type Referring = JsonSchema & { readonly $ref?: string; readonly $defs?: Readonly<Record<string, JsonSchema>> };

/** The schema with what it refers to in the place of the reference: named shapes are set apart. */
function inlined(root: Referring): JsonSchema {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    const name = '$ref' in value ? String(value.$ref).split('/').at(-1) : undefined;
    if (name !== undefined) return walk(root.$defs?.[name]);
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, one]) => (key === '$defs' ? [] : [[key, walk(one)] as const])),
    );
  };
  return walk(root) as JsonSchema;
}

const pathOf = (route: Route) =>
  route.path
    .replace('{locale}', 'ja')
    .replace('{version}', '1')
    .replace('{number}', '1')
    .replace(/\{\w+\}/g, route.id.startsWith('compartments.') ? '1' : '0192f0a0-0000-7000-8000-000000000000');

type Attempt = (body: unknown) => Promise<Answer>;

/** Calls of a route by somebody new: sign-in routes count each caller's calls. */
async function attemptsAt(route: Route): Promise<Attempt> {
  const { headers } = await browserOf(world.program, 'administrator', 'commander', 'handler');
  return (body) =>
    ask(world.program, route.method, pathOf(route), { body, headers: { ...headers, 'if-match': '"1"' } });
}

describe('bodies', () => {
  // Pages take forms; what theirs refuse stands in `test/portal`.
  const all = declared.filter((route) => route.method !== 'GET' && route.kind !== 'html');
  const changing = all.filter((route) => route.fileBody === undefined).map((route) => [route.id, route] as const);

  it('are declared for every changing route, so that nothing undeclared is let in', () => {
    expect(changing.filter(([, route]) => route.body === undefined).map(([id]) => id)).toEqual([]);
  });

  it.each(all.filter((route) => route.fileBody !== undefined).map((route) => [route.id, route] as const))(
    '%s refuses bytes beyond its limit unread',
    async (_id, route) => {
      const { headers } = await browserOf(world.program, 'administrator', 'commander', 'handler');
      const answer = await fetch(world.program.origin + pathOf(route), {
        method: route.method,
        headers: {
          ...headers,
          'content-type': route.fileType === 'application/json' ? route.fileType : 'application/octet-stream',
        },
        body: new Uint8Array((route.fileBody ?? 0) + 1),
      }).catch(() => null);
      // Node may close the connection while bytes are still coming; then the answer is lost, and the limit held.
      expect([413, undefined]).toContain(answer?.status);
    },
  );

  it.each(changing)('%s refuses each kind of wrong field by its name', async (_id, route) => {
    const schema = bodySchemaOf(route);
    if (schema === null) return;
    const attempt = await attemptsAt(route);
    for (const { name, body, field } of wrongBodies(schema)) {
      const answer = await attempt(body);
      expect([name, answer.status, answer.body.code]).toEqual([name, 400, 'request.read.invalid']);
      const paths = (answer.body.fields as { path: string }[]).map((one) => one.path);
      expect([name, paths.some((path) => path === field || path.startsWith(`${field}.`))]).toEqual([name, true]);
    }
  });

  it.each(changing)('%s refuses a body that is no object', async (_id, route) => {
    const attempt = await attemptsAt(route);
    for (const body of [[], 'text', 7, true]) {
      const answer = await attempt(body);
      expect([body, answer.status]).toEqual([body, 400]);
    }
  });

  it('never repeats the refused value: it may be a password', async () => {
    const answer = await ask(world.program, 'POST', '/api/v1/session/sign-in', {
      body: { email: 'a@example.jp', password: { nested: 'hunter2' }, hunter2: 1 },
    });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body.fields).replaceAll('body.hunter2', '')).not.toContain('hunter2');
  });
});

describe('queries and addresses', () => {
  const reading = declared
    // A page with more in its address than it knows is shown: links are passed on through programs that add to them.
    .filter((route) => route.method === 'GET' && route.kind !== 'stream' && route.kind !== 'html')
    .map((route) => [route.id, route] as const);

  it.each(reading)('%s refuses an unknown query field', async (_id, route) => {
    const answer = await everyone.get(`${pathOf(route)}?surprise=1`);
    expect([answer.status, answer.body.code]).toEqual([400, 'request.read.invalid']);
    expect(answer.body.fields).toContainEqual({ path: 'query.surprise', code: 'unknown' });
  });

  const pages = reading.filter(([, route]) => route.kind === 'page');
  const subjectOf = (id: string) =>
    /^(journal|correspondence|tracking-links|specimens|timeline)\.list$/.test(id)
      ? `&subjectId=${world.reports.open}`
      : '';

  it.each(pages)('%s refuses a limit, sort or cursor that it does not offer', async (id, route) => {
    const wrong = ['limit=0', 'limit=201', 'limit=-1', 'limit=1.5', 'limit=x', 'limit=', 'limit=1&limit=2'];
    for (const query of [
      ...wrong,
      'sort=title',
      'sort=',
      'sort=newest;drop',
      'sort=constructor',
      `cursor=${'a'.repeat(501)}`,
    ]) {
      const answer = await everyone.get(`${pathOf(route)}?${query}${subjectOf(id)}`);
      expect([query, answer.status, answer.body.code]).toEqual([query, 400, 'request.read.invalid']);
    }
    for (const cursor of ['x', 'x.y', '..', 'W10.AAAA', 'eyJhIjoxfQ.AAAAAAAAAAAAAAAAAAAAAA', '']) {
      const answer = await everyone.get(`${pathOf(route)}?cursor=${cursor}${subjectOf(id)}`);
      expect([cursor, answer.status, answer.body.code]).toEqual([cursor, 400, 'list.read.cursor-invalid']);
    }
  });

  it.each(pages)('%s refuses the cursor of every other list', async (id, route) => {
    for (const [otherId, other] of pages) {
      if (otherId === id) continue;
      const first = await everyone.get(`${pathOf(other)}?limit=1${subjectOf(otherId)}`);
      const next = first.body.next;
      if (typeof next !== 'string') continue;
      const answer = await everyone.get(`${pathOf(route)}?cursor=${next}${subjectOf(id)}`);
      expect([otherId, answer.status, answer.body.code]).toEqual([otherId, 400, 'list.read.cursor-invalid']);
    }
  });

  it('refuses an address that is no id', async () => {
    for (const [method, path] of [
      ['POST', '/api/v1/accounts/1/disable'],
      ['POST', '/api/v1/tokens/x/revoke'],
      ['POST', '/api/v1/compartments/0/members'],
      ['POST', '/api/v1/compartments/2147483648/members'],
      ['POST', '/api/v1/compartments/1e1000/members'],
      ['GET', '/api/v1/reports/REP-2026-0001/attachments/1'],
    ] as const) {
      const body = method === 'POST' ? { accountId: '0192f0a0-0000-7000-8000-000000000000' } : undefined;
      const answer = await ask(world.program, method, path, { body, headers: everyone.headers });
      expect([path, answer.status, answer.body.code]).toEqual([path, 400, 'request.read.invalid']);
    }
    for (const id of ['x', '1', 'REP-2026-9999', "REP-2026-0001'--", 'INC-0000-0000'])
      expect([id, (await everyone.get(`/api/v1/reports/${id}`)).status]).toEqual([id, 404]);
  });
});

describe('versions and repeats', () => {
  it('asks for If-Match where the route declares it, and understands only numbers', async () => {
    const { id } = await world.incident();
    const body = { outcome: 'not-an-incident', reason: 'x' };
    const path = `/api/v1/incidents/${id}/close`;
    const codes: unknown[] = [];
    for (const ifMatch of [undefined, 'x', '"x"', '*', 'W/"1"', '"9999999999"', '"2"']) {
      const headers = { ...everyone.headers, ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }) };
      const answer = await ask(world.program, 'POST', path, { body, headers });
      codes.push([ifMatch, answer.status]);
    }
    expect(codes).toEqual([
      [undefined, 428],
      ['x', 428],
      ['"x"', 428],
      ['*', 428],
      ['W/"1"', 428],
      ['"9999999999"', 428],
      ['"2"', 412],
    ]);
  });

  it('answers a stale version with the record as it is now', async () => {
    const { id } = await world.incident();
    const headers = { ...everyone.headers, 'if-match': '"7"' };
    const answer = await ask(world.program, 'POST', `/api/v1/incidents/${id}/close`, {
      body: { outcome: 'not-an-incident', reason: 'x' },
      headers,
    });
    expect(answer.body).toMatchObject({ code: 'record.change.stale', current: { id, version: 1, phase: 'triage' } });
  });

  const repeatable: readonly (readonly [RouteId, string, string, object, object])[] = [
    ['account.change', 'PATCH', '/api/v1/account', { theme: 'dark' }, { theme: 'light' }],
    ['settings.change', 'PATCH', '/api/v1/settings', { teamName: 'Team' }, { teamName: 'Other' }],
    ['incidents.open', 'POST', '/api/v1/incidents', { title: 'once' }, { title: 'other' }],
    ['reports.submit', 'POST', '/api/v1/reports', { title: 'once', text: 'text' }, { title: 'other', text: 'text' }],
    ['compartments.create', 'POST', '/api/v1/compartments', { name: 'once' }, { name: 'other' }],
  ];
  it.each(repeatable)('%s answers the same again for the same key', async (id, method, path, body, otherBody) => {
    const headers = { ...everyone.headers, 'idempotency-key': `key of ${id}` };
    const first = await ask(world.program, method, path, { body, headers });
    const again = await ask(world.program, method, path, { body, headers });
    expect(first.status).toBeLessThan(300);
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    const other = await ask(world.program, method, path, { body: otherBody, headers });
    expect([other.status, other.body.code]).toEqual([422, 'record.change.key-reused']);
  });

  it('acts once when the same key comes many times at once', async () => {
    const headers = { ...everyone.headers, 'idempotency-key': 'many at once' };
    const body = { title: 'many at once' };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => ask(world.program, 'POST', '/api/v1/incidents', { body, headers })),
    );
    expect(new Set(answers.map((answer) => answer.body.number)).size).toBe(1);
  });

  it('keeps keys of different people apart', async () => {
    const other = await browserOf(world.program, 'handler');
    const body = { title: 'same key' };
    const key = { 'idempotency-key': 'a shared key' };
    const mine = await ask(world.program, 'POST', '/api/v1/incidents', {
      body,
      headers: { ...everyone.headers, ...key },
    });
    const theirs = await ask(world.program, 'POST', '/api/v1/incidents', {
      body,
      headers: { ...other.headers, ...key },
    });
    expect(theirs.body.number).not.toBe(mine.body.number);
  });
});

describe('what the refusals leave behind', () => {
  it('reports nothing as a problem of the program', () => {
    expect(world.program.problems.map(String)).toEqual([]);
  });
});
