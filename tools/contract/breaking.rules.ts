/** A part of an OpenAPI document; both documents are made by our generator, so their shape is known. */
export type Json = { readonly [key: string]: unknown };

type Side = { readonly schema: Json; readonly document: Json };
type Compare = { readonly before: Side; readonly after: Side; readonly at: string; readonly seen: ReadonlySet<string> };

const methods = ['get', 'post', 'patch', 'put', 'delete'];

/**
 * Everything in `after` that breaks a client which was written for `before`, one line each.
 * Additions are no breaks: a new route, a new field or a new value in an answer, a new optional field in a request.
 */
export function findBreaks(before: Json, after: Json): string[] {
  const breaks: string[] = [];
  const now = operations(after);
  for (const [key, old] of operations(before)) {
    const current = now.get(key);
    if (current === undefined) {
      breaks.push(`${key}: route removed`);
      continue;
    }
    const at = `${key} (${String(old.operationId)})`;
    if (old.operationId !== current.operationId)
      breaks.push(`${at}: operationId became ${String(current.operationId)}`);
    breaks.push(
      ...compareParameters({ old, current, before, after, at }),
      ...compareBody({ old, current, before, after, at }),
      ...compareResponses({ old, current, before, after, at }),
    );
  }
  return breaks;
}

type Operations = {
  readonly old: Json;
  readonly current: Json;
  readonly before: Json;
  readonly after: Json;
  readonly at: string;
};

function operations(document: Json): Map<string, Json> {
  const found = new Map<string, Json>();
  for (const [path, item] of Object.entries((document.paths ?? {}) as Record<string, Json>)) {
    for (const method of methods) {
      const operation = item[method] as Json | undefined;
      if (operation !== undefined) found.set(`${method.toUpperCase()} ${path}`, operation);
    }
  }
  return found;
}

function compareParameters({ old, current, before, after, at }: Operations): string[] {
  const named = (operation: Json) =>
    new Map(((operation.parameters ?? []) as Json[]).map((each) => [`${String(each.in)} ${String(each.name)}`, each]));
  const [was, is] = [named(old), named(current)];
  const breaks: string[] = [];
  for (const [name, parameter] of was) {
    const now = is.get(name);
    if (now === undefined) breaks.push(`${at}: parameter ${name} removed`);
    else {
      if (now.required === true && parameter.required !== true) breaks.push(`${at}: parameter ${name} became required`);
      const sides = { before: side(parameter.schema, before), after: side(now.schema, after) };
      breaks.push(...compareRequest({ ...sides, at: `${at}: parameter ${name}`, seen: new Set() }));
    }
  }
  for (const [name, parameter] of is) {
    if (!was.has(name) && parameter.required === true) breaks.push(`${at}: required parameter ${name} added`);
  }
  return breaks;
}

function compareBody({ old, current, before, after, at }: Operations): string[] {
  const [was, is] = [contentOf(old.requestBody), contentOf(current.requestBody)];
  if (was === undefined) return is === undefined ? [] : [`${at}: request body added`];
  if (is === undefined) return [`${at}: request body removed`];
  return compareContent({ was, is, at: `${at}: request` }, (type) =>
    compareRequest({
      before: side(was[type]?.schema, before),
      after: side(is[type]?.schema, after),
      at: `${at}: request`,
      seen: new Set(),
    }),
  );
}

function compareResponses({ old, current, before, after, at }: Operations): string[] {
  const [was, is] = [old.responses as Record<string, Json>, current.responses as Record<string, Json>];
  const breaks: string[] = [];
  for (const [status, response] of Object.entries(was)) {
    const where = `${at}: response ${status}`;
    if (!status.startsWith('2')) {
      breaks.push(...movedCodes({ response, status, is, at }));
      continue;
    }
    const now = is[status];
    if (now === undefined) {
      breaks.push(`${where} removed`);
      continue;
    }
    const [oldContent = {}, newContent = {}] = [contentOf(response), contentOf(now)];
    breaks.push(
      ...compareContent({ was: oldContent, is: newContent, at: where }, (type) =>
        compareResponse({
          before: side(oldContent[type]?.schema, before),
          after: side(newContent[type]?.schema, after),
          at: where,
          seen: new Set(),
        }),
      ),
    );
  }
  return breaks;
}

/** A refusal that comes with another status reaches another branch of the client. A refusal may disappear. */
function movedCodes({
  response,
  status,
  is,
  at,
}: {
  response: Json;
  status: string;
  is: Record<string, Json>;
  at: string;
}) {
  return ((response['x-matoi-refusals'] ?? []) as string[]).flatMap((code) => {
    const now = Object.entries(is).find(([, each]) =>
      ((each['x-matoi-refusals'] ?? []) as string[]).includes(code),
    )?.[0];
    return now === undefined || now === status ? [] : [`${at}: refusal ${code} moved from ${status} to ${now}`];
  });
}

type Content = Record<string, Json>;

function contentOf(holder: unknown): Content | undefined {
  return (holder as Json | undefined)?.content as Content | undefined;
}

function compareContent(
  { was, is, at }: { was: Content; is: Content; at: string },
  compare: (type: string) => string[],
): string[] {
  return Object.keys(was).flatMap((type) => (is[type] === undefined ? [`${at} is no longer ${type}`] : compare(type)));
}

function side(schema: unknown, document: Json): Side {
  return { schema: (schema ?? {}) as Json, document };
}

function resolve({ schema, document }: Side): Side {
  const ref = schema.$ref;
  if (typeof ref !== 'string') return { schema, document };
  const target = ref
    .slice(2)
    .split('/')
    .reduce<unknown>((value, key) => (value as Json | undefined)?.[key], document);
  return resolve({ schema: (target ?? {}) as Json, document });
}

/** What was accepted must still be accepted. */
function compareRequest(step: Compare): string[] {
  return walk(step, (was, is, at) => [
    ...lostValues(was, is).map((value) => `${at}: value ${value} is no longer accepted`),
    ...lostTypes(was, is).map((type) => `${at}: ${type} is no longer accepted`),
    ...narrowed(was, is).map((text) => `${at}: ${text}`),
    ...Object.keys(propertiesOf(was)).flatMap((name) =>
      name in propertiesOf(is) || is.additionalProperties !== false ? [] : [`${at}.${name} is no longer accepted`],
    ),
    ...requiredOf(is).flatMap((name) => (requiredOf(was).includes(name) ? [] : [`${at}.${name} became required`])),
  ]);
}

/** What was answered must still be answered, in the same form. */
function compareResponse(step: Compare): string[] {
  return walk(step, (was, is, at) => [
    ...lostTypes(is, was).map((type) => `${at}: can now be ${type}`),
    ...Object.keys(propertiesOf(was)).flatMap((name) => (name in propertiesOf(is) ? [] : [`${at}.${name} removed`])),
    ...requiredOf(was).flatMap((name) =>
      name in propertiesOf(is) && !requiredOf(is).includes(name) ? [`${at}.${name} can now be missing`] : [],
    ),
    ...(was.format === is.format ? [] : [`${at}: format became ${String(is.format ?? 'free')}`]),
  ]);
}

type Judge = (was: Json, is: Json, at: string) => string[];

/** Compares two schemas and all that they consist of. A pair that is being compared already is left out (recursion). */
function walk(step: Compare, judge: Judge): string[] {
  const key = `${String(step.before.schema.$ref)} ${String(step.after.schema.$ref)}`;
  if (step.before.schema.$ref !== undefined && step.seen.has(key)) return [];
  const seen = new Set([...step.seen, key]);
  const [before, after] = [flattenNull(resolve(step.before)), flattenNull(resolve(step.after))];
  const go = (was: unknown, is: unknown, at: string) =>
    was === undefined || is === undefined
      ? []
      : walk({ before: side(was, before.document), after: side(is, after.document), at, seen }, judge);
  const breaks = judge(before.schema, after.schema, step.at);
  for (const [name, was] of Object.entries(propertiesOf(before.schema))) {
    breaks.push(...go(was, propertiesOf(after.schema)[name], `${step.at}.${name}`));
  }
  breaks.push(...go(before.schema.items, after.schema.items, `${step.at}[]`));
  const [options, nowOptions] = [before.schema.anyOf, after.schema.anyOf] as [Json[] | undefined, Json[] | undefined];
  for (const [index, was] of (options ?? []).entries()) breaks.push(...go(was, nowOptions?.[index], step.at));
  return breaks;
}

/** `anyOf: [X, null]` reads as X that may be null, so that the inside is compared and not the form. */
function flattenNull(given: Side): Side {
  const options = given.schema.anyOf as Json[] | undefined;
  if (options?.length !== 2 || !options.some((option) => option.type === 'null')) return given;
  const inner = options.find((option) => option.type !== 'null') ?? {};
  const { schema, document } = resolve({ schema: inner, document: given.document });
  return { schema: { ...schema, type: [...typesOf(schema), 'null'] }, document };
}

const propertiesOf = (schema: Json) => (schema.properties ?? {}) as Record<string, Json>;
const requiredOf = (schema: Json) => (schema.required ?? []) as string[];

function typesOf(schema: Json): string[] {
  const { type } = schema as { type?: string | string[] };
  if (type === undefined) return [];
  return typeof type === 'string' ? [type] : type;
}

/** Types that the first knows and the second does not; an integer is a number. */
function lostTypes(first: Json, second: Json): string[] {
  const known = typesOf(second);
  if (known.length === 0) return [];
  if (typesOf(first).length === 0) return ['any type'];
  return typesOf(first).filter((type) => !known.includes(type) && !(type === 'integer' && known.includes('number')));
}

function valuesOf(schema: Json): unknown[] | undefined {
  if (schema.const !== undefined) return [schema.const];
  return schema.enum as unknown[] | undefined;
}

function lostValues(was: Json, is: Json): string[] {
  const [before, now] = [valuesOf(was), valuesOf(is)];
  if (now === undefined) return [];
  if (before === undefined) return ['outside of a closed list'];
  return before.filter((value) => !now.includes(value)).map((value) => JSON.stringify(value));
}

const upper = ['maxLength', 'maximum', 'exclusiveMaximum', 'maxItems', 'maxProperties'];
const lower = ['minLength', 'minimum', 'exclusiveMinimum', 'minItems', 'minProperties'];

function narrowed(was: Json, is: Json): string[] {
  const number = (schema: Json, key: string, otherwise: number) =>
    typeof schema[key] === 'number' ? schema[key] : otherwise;
  return [
    ...upper.filter((key) => number(is, key, Infinity) < number(was, key, Infinity)),
    ...lower.filter((key) => number(is, key, -Infinity) > number(was, key, -Infinity) && number(is, key, 0) !== 0),
  ]
    .map((key) => `${key} became ${String(is[key])}`)
    .concat(
      ['pattern', 'format']
        .filter((key) => is[key] !== undefined && is[key] !== was[key])
        .map((key) => `${key} became ${String(is[key])}`),
    );
}
