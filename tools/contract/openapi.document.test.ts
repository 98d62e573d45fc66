import { permissions, type Route, refusalStatuses, routes } from '@matoi/contract';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openApiDocument } from './openapi.document.ts';

type Json = { readonly [key: string]: unknown };
type Operation = Json & {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly responses: Readonly<Record<string, Json>>;
};

const list: readonly Route[] = routes;
const document = openApiDocument({ version: '1.2.3', routes: list, refusalStatuses, permissions });
const paths = document.paths as Record<string, Record<string, Operation>>;

function small(route: Partial<Route>, codes: Record<string, number> = refusalStatuses) {
  const base: Route = {
    id: 'things.show',
    method: 'GET',
    path: '/api/v1/things/{id}',
    kind: 'json',
    audience: 'staff',
    permission: 'signed-in',
    summary: 'Shows a thing.',
    params: z.strictObject({ id: z.string() }),
    status: 200,
    response: z.strictObject({ name: z.string() }),
    refusals: [],
    idempotent: false,
    versioned: false,
    stepUp: false,
    onlyUsers: false,
    rateClass: 'read',
  };
  return openApiDocument({ version: '1', routes: [{ ...base, ...route }], refusalStatuses: codes, permissions: {} });
}

function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = typeof (value as Json).$ref === 'string' ? [String((value as Json).$ref)] : [];
  return [...own, ...Object.values(value).flatMap(refsIn)];
}

function follow(ref: string): unknown {
  return ref
    .slice(2)
    .split('/')
    .reduce<unknown>((value, key) => (value as Json | undefined)?.[key], document);
}

describe('the OpenAPI document of the contract', () => {
  it('describes every route of programs once; pages for people are no part of it', () => {
    const ids = Object.values(paths).flatMap((item) => Object.values(item).map((each) => each.operationId));
    expect(ids.length).toBeGreaterThan(0);
    expect([...ids].sort()).toEqual(
      list
        .filter((route) => route.kind !== 'html')
        .map((route) => route.id)
        .sort(),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has no reference that leads nowhere', () => {
    const refs = refsIn(document);
    expect(refs.length).toBeGreaterThan(50);
    expect(refs.filter((ref) => follow(ref) === undefined)).toEqual([]);
  });

  it('declares exactly the parameters that a path has', () => {
    for (const [path, item] of Object.entries(paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      for (const operation of Object.values(item)) {
        const declared = (operation.parameters ?? []).filter((each) => each.in === 'path');
        expect(declared.map((each) => each.name)).toEqual(inPath);
        expect(declared.every((each) => each.required === true)).toBe(true);
      }
    }
  });

  it('says for every operation who may use it and how it refuses', () => {
    for (const item of Object.values(paths)) {
      for (const operation of Object.values(item)) {
        expect(operation['x-matoi-permission'], operation.operationId).toEqual(expect.any(String));
        expect(operation.security, operation.operationId).toBeDefined();
        expect(Object.keys(operation.responses), operation.operationId).toContain('429');
      }
    }
  });

  it('asks for the version where a change needs it, and names both refusals', () => {
    const close = paths['/api/v1/incidents/{id}/reopen']?.post;
    expect(close?.parameters?.find((each) => each.name === 'If-Match')?.required).toBe(true);
    expect(close?.parameters?.find((each) => each.name === 'Idempotency-Key')?.required).toBeUndefined();
    expect(Object.keys(close?.responses ?? {})).toEqual(expect.arrayContaining(['412', '428', '409']));
  });

  it('lets answers grow but keeps requests closed', () => {
    const text = JSON.stringify((document.components as { schemas: Json }).schemas.Report);
    expect(text).not.toContain('additionalProperties');
    expect(JSON.stringify(paths['/api/v1/incidents/{id}/reopen']?.post?.requestBody)).toContain(
      '"additionalProperties":false',
    );
  });

  it('is the same each time', () => {
    const again = openApiDocument({ version: '1.2.3', routes: list, refusalStatuses, permissions });
    expect(JSON.stringify(again)).toBe(JSON.stringify(document));
  });
});

describe('a small document', () => {
  it('names the two forms of a schema that is read and written differently', () => {
    const thing = z.strictObject({ size: z.number().default(1) }).meta({ id: 'TestThing' });
    const made = small({ method: 'POST', body: thing, response: thing }) as { components: { schemas: Json } };
    expect(Object.keys(made.components.schemas)).toEqual(['Problem', 'TestThing', 'TestThingInput']);
  });

  it('shows the roles of a route with its own permission, and refuses one without roles', () => {
    expect(() => small({ permission: 'own' })).toThrow('things.show has no roles');
  });

  it('refuses a code that the contract does not know', () => {
    expect(() => small({ refusals: ['things.show.strange'] })).toThrow('things.show.strange');
  });

  it('refuses two routes at one address', () => {
    const route = list[0];
    const twice = route === undefined ? [] : [route, route];
    expect(() => openApiDocument({ version: '1', routes: twice, refusalStatuses, permissions })).toThrow(
      'declared twice',
    );
  });

  it('refuses a JSON route without a response', () => {
    const { response: _, ...rest } = { ...(list[0] as Route) };
    expect(() => openApiDocument({ version: '1', routes: [rest], refusalStatuses, permissions })).toThrow(
      'no response',
    );
  });

  it('offers no token where only people have business', () => {
    const made = small({ onlyUsers: true }) as { paths: Record<string, Record<string, Operation>> };
    expect(made.paths['/api/v1/things/{id}']?.get?.security).toEqual([{ session: [] }]);
  });
});
