import { problemSchema, type Route } from '@matoi/contract';
import * as z from 'zod';

type Json = Record<string, unknown>;
type Direction = 'input' | 'output';
type Refusals = Readonly<Record<string, number>>;

/** What the document is made of; handed in so that tests can make small ones. */
export type Contract = {
  readonly version: string;
  readonly routes: readonly Route[];
  readonly refusalStatuses: Refusals;
  readonly permissions: Readonly<Record<string, readonly string[]>>;
};

const info = {
  title: 'Matoi',
  summary: 'The whole work of a CSIRT in one self-hosted program',
  description:
    'Every answer that is not a success is `application/problem+json` with a stable `code`. Lists are read by cursor. ' +
    'Fields may be added to answers, and values to enumerations, at any time; clients must ignore what they do not know.',
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
};

const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-matoi',
    description:
      'Set by signing in; named `matoi` where the server is reached without HTTPS. Changes also need the header `X-CSRF-Token` with the token from GET /api/v1/session.',
  },
  token: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'matoi_<id>_<secret>',
    description: 'An API token with one role, made by `matoi token create` or on the tokens page.',
  },
};

/** Builds the OpenAPI 3.1 document of all routes. Throws for a route that uses an undeclared refusal or no permission. */
export function openApiDocument(contract: Contract): Json {
  const schemas = new Map<string, unknown>();
  const paths: Record<string, Json> = {};
  // Pages are for people: what a machine calls has a route of its own.
  const operations = contract.routes.filter((route) => route.kind !== 'html');
  for (const route of operations) {
    const path = paths[route.path] ?? {};
    paths[route.path] = path;
    const method = route.method.toLowerCase();
    if (path[method] !== undefined) throw new Error(`${route.id}: ${route.method} ${route.path} is declared twice`);
    path[method] = operation(route, { contract, schemas });
  }
  addSchema(problemSchema, { name: 'Problem', direction: 'output', schemas });
  const tags = [...new Set(operations.map(tagOf))].map((name) => ({ name }));
  const components = { schemas: sorted(schemas), securitySchemes };
  return { openapi: '3.1.0', info: { ...info, version: contract.version }, tags, paths, components };
}

type Context = { readonly contract: Contract; readonly schemas: Map<string, unknown> };

const tagOf = (route: Route) => route.id.split('.')[0] ?? route.id;

function operation(route: Route, { contract, schemas }: Context): Json {
  return {
    operationId: route.id,
    summary: route.summary,
    tags: [tagOf(route)],
    ...(route.permission === 'public' ? { security: [] } : { security: security(route) }),
    'x-matoi-audience': route.audience,
    'x-matoi-permission': route.permission === 'own' ? route.id : route.permission,
    ...(route.permission === 'own' ? { 'x-matoi-roles': rolesOf(route, contract) } : {}),
    'x-matoi-rate-class': route.rateClass,
    ...(route.stepUp ? { 'x-matoi-step-up': true } : {}),
    ...optional('parameters', parameters(route, schemas)),
    ...(route.body === undefined ? {} : { requestBody: bodyOf(route, route.body, schemas) }),
    responses: { ...success(route, schemas), ...refusals(route, contract) },
  };
}

function security(route: Route): Json[] {
  return route.onlyUsers ? [{ session: [] }] : [{ session: [] }, { token: [] }];
}

function rolesOf(route: Route, contract: Contract): readonly string[] {
  const roles = contract.permissions[route.id];
  if (roles === undefined) throw new Error(`${route.id} has no roles in permissions.json`);
  return roles;
}

function optional(name: string, list: readonly unknown[]): Json {
  return list.length === 0 ? {} : { [name]: list };
}

function parameters(route: Route, schemas: Map<string, unknown>): Json[] {
  const list: Json[] = [];
  for (const [place, schema] of [
    ['path', route.params],
    ['query', route.query],
  ] as const) {
    if (schema === undefined) continue;
    const shape = resolved(jsonSchema(schema, { direction: 'input', schemas }), schemas);
    const required = new Set((shape.required ?? []) as string[]);
    for (const [name, each] of Object.entries((shape.properties ?? {}) as Record<string, Json>)) {
      const { description, ...rest } = each;
      list.push({
        name,
        in: place,
        ...(place === 'path' || required.has(name) ? { required: true } : {}),
        ...(description === undefined ? {} : { description }),
        schema: rest,
      });
    }
  }
  if (route.versioned)
    list.push(
      header('If-Match', 'version that was read, in quotes: `"3"`', { required: true, pattern: '^"[1-9][0-9]*"$' }),
    );
  if (route.idempotent)
    list.push(
      header('Idempotency-Key', 'repeated calls with the same key and body answer the first result, for 24 hours', {
        required: false,
        pattern: '^[!-~]{1,200}$',
      }),
    );
  return list;
}

function header(
  name: string,
  description: string,
  { required, pattern }: { required: boolean; pattern: string },
): Json {
  return { name, in: 'header', ...(required ? { required } : {}), description, schema: { type: 'string', pattern } };
}

function bodyOf(route: Route, body: z.ZodType, schemas: Map<string, unknown>): Json {
  if (route.fileBody === undefined || route.fileType === 'application/json') return requestBody(body, schemas);
  return { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } };
}

function requestBody(body: z.ZodType, schemas: Map<string, unknown>): Json {
  return {
    required: true,
    content: { 'application/json': { schema: jsonSchema(body, { direction: 'input', schemas }) } },
  };
}

function success(route: Route, schemas: Map<string, unknown>): Json {
  return { [route.status]: { description: 'Done.', content: successContent(route, schemas) } };
}

function successContent(route: Route, schemas: Map<string, unknown>): Json {
  switch (route.kind) {
    case 'stream':
      return { 'text/event-stream': { schema: { type: 'string' } } };
    case 'file':
      return { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } };
    case 'image':
      return { 'image/*': { schema: { type: 'string', format: 'binary' } } };
    case 'frame':
      return { 'text/html': { schema: { type: 'string' } } };
    case 'html':
      throw new Error(`${route.id} is a page, not an operation`);
    case 'json':
    case 'page':
      if (route.response === undefined) throw new Error(`${route.id} declares no response`);
      return { 'application/json': { schema: jsonSchema(route.response, { direction: 'output', schemas }) } };
  }
}

/** The refusals that every route of its kind can answer with, beside its own. */
function commonCodes(route: Route): string[] {
  const codes = ['request.read.invalid', 'request.rate.exceeded', 'server.run.failed', 'server.run.unavailable'];
  if (route.method !== 'GET')
    codes.push(
      'request.read.malformed',
      'request.read.too-large',
      'request.read.unsupported-type',
      'request.origin.refused',
    );
  if (route.permission !== 'public') codes.push('session.use.required');
  if (route.permission === 'own') codes.push('permission.use.denied');
  if (route.stepUp) codes.push('session.use.step-up-required');
  if (route.params !== undefined) codes.push('record.find.not-found');
  if (route.versioned) codes.push('record.change.stale', 'record.change.version-required');
  if (route.idempotent) codes.push('record.change.key-reused');
  if (route.kind === 'page') codes.push('list.read.cursor-invalid');
  return codes;
}

function refusals(route: Route, contract: Contract): Json {
  const byStatus = new Map<number, string[]>();
  for (const code of [...new Set([...commonCodes(route), ...route.refusals])].sort()) {
    const status = contract.refusalStatuses[code];
    if (status === undefined)
      throw new Error(`${route.id} refuses with '${code}', which has no status in the contract`);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const entries = [...byStatus].sort(([a], [b]) => a - b);
  return Object.fromEntries(entries.map(([status, codes]) => [status, refusalResponse(codes)]));
}

function refusalResponse(codes: readonly string[]): Json {
  return {
    description: codes.map((code) => `\`${code}\``).join(', '),
    'x-matoi-refusals': codes,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

type SchemaOptions = { readonly direction: Direction; readonly schemas: Map<string, unknown> };

/** JSON Schema of a zod schema; parts with a name (`.meta({ id })`) move to the components and are referred to. */
function jsonSchema(schema: z.ZodType, { direction, schemas }: SchemaOptions): Json {
  const {
    $schema: _,
    $defs = {},
    ...rest
  } = z.toJSONSchema(schema, { io: direction, unrepresentable: 'any' }) as Json & {
    $defs?: Record<string, Json>;
  };
  const names = new Map<string, string>();
  for (const name of Object.keys($defs)) names.set(name, name);
  const convert = (value: unknown) => plain(value, { direction, names });
  for (const [name, part] of Object.entries($defs)) {
    const first = JSON.stringify(convert(part));
    const known = schemas.get(name);
    if (known !== undefined && JSON.stringify(known) !== first) names.set(name, `${name}Input`);
  }
  for (const [name, part] of Object.entries($defs)) put(schemas, names.get(name) ?? name, convert(part));
  return convert(rest) as Json;
}

function addSchema(schema: z.ZodType, { name, ...options }: SchemaOptions & { readonly name: string }) {
  put(options.schemas, name, jsonSchema(schema, options));
}

function put(schemas: Map<string, unknown>, name: string, value: unknown) {
  const known = schemas.get(name);
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(value)) {
    throw new Error(`two different schemas are both named ${name}; give one of them another id`);
  }
  schemas.set(name, value);
}

const ownPattern = new Set(['uuid', 'date-time', 'date', 'time', 'email']);

/**
 * Points references to the components and leaves out what says nothing: the pattern of a known format, the largest safe
 * integer, and in answers `additionalProperties: false`, because fields may be added.
 */
function plain(value: unknown, context: { direction: Direction; names: ReadonlyMap<string, string> }): unknown {
  if (Array.isArray(value)) return value.map((each) => plain(each, context));
  if (typeof value !== 'object' || value === null) return value;
  const node = value as Json;
  const entries = Object.entries(node).filter(([key, each]) => {
    if (key === 'pattern') return !ownPattern.has(String(node.format));
    if (key === 'maximum') return each !== Number.MAX_SAFE_INTEGER;
    if (key === 'minimum') return each !== Number.MIN_SAFE_INTEGER;
    return !(key === 'additionalProperties' && each === false && context.direction === 'output');
  });
  return Object.fromEntries(
    entries.map(([key, each]) => {
      if (key !== '$ref') return [key, plain(each, context)];
      const name = String(each).replace('#/$defs/', '');
      return [key, `#/components/schemas/${context.names.get(name) ?? name}`];
    }),
  );
}

function resolved(schema: Json, schemas: ReadonlyMap<string, unknown>): Json {
  const ref = schema.$ref;
  if (typeof ref !== 'string') return schema;
  return (schemas.get(ref.replace('#/components/schemas/', '')) ?? {}) as Json;
}

function sorted(schemas: ReadonlyMap<string, unknown>): Json {
  return Object.fromEntries([...schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
}
