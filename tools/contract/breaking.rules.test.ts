import { describe, expect, it } from 'vitest';
import { findBreaks, type Json } from './breaking.rules.ts';

const thing = {
  type: 'object',
  properties: {
    id: { type: 'string', format: 'uuid' },
    state: { type: 'string', enum: ['new', 'closed'] },
    owner: { anyOf: [{ $ref: '#/components/schemas/Owner' }, { type: 'null' }] },
    parts: { type: 'array', items: { $ref: '#/components/schemas/Thing' } },
    size: { type: 'integer' },
  },
  required: ['id', 'state', 'size'],
};
const owner = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] };
const body = {
  type: 'object',
  properties: {
    title: { type: 'string', maxLength: 300 },
    kind: { type: 'string', enum: ['a', 'b'] },
    note: { type: ['string', 'null'] },
  },
  required: ['title'],
  additionalProperties: false,
};
const post = {
  operationId: 'things.make',
  parameters: [
    { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
    { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 200 } },
  ],
  requestBody: { content: { 'application/json': { schema: body } } },
  responses: {
    '200': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
    '409': { 'x-matoi-refusals': ['things.make.taken'] },
  },
};

type Parts = { thing?: Json; owner?: Json; body?: Json; post?: Json };

function document(parts: Parts = {}): Json {
  const operation = {
    ...post,
    ...(parts.body === undefined ? {} : { requestBody: { content: { 'application/json': { schema: parts.body } } } }),
    ...parts.post,
  };
  return {
    paths: { '/things/{id}': { post: operation } },
    components: { schemas: { Thing: parts.thing ?? thing, Owner: parts.owner ?? owner } },
  };
}

const at = 'POST /things/{id} (things.make)';

function withProperties(schema: { properties: Json }, properties: Json): Json {
  return { ...schema, properties: { ...schema.properties, ...properties } };
}

function without(schema: { properties: Json }, name: string): Json {
  const { [name]: _, ...properties } = schema.properties;
  return { ...schema, properties };
}

const breaking: readonly (readonly [string, Parts | undefined, string])[] = [
  ['a renamed operation', { post: { operationId: 'things.create' } }, `${at}: operationId became things.create`],
  ['a field taken from the answer', { thing: without(thing, 'size') }, `${at}: response 200.size removed`],
  [
    'a field taken from a named part of the answer',
    { owner: without(owner, 'name') },
    `${at}: response 200.owner.name removed`,
  ],
  [
    'a field of the answer that can be missing',
    { thing: { ...thing, required: ['id', 'state'] } },
    `${at}: response 200.size can now be missing`,
  ],
  [
    'a field of the answer that can be null',
    { thing: withProperties(thing, { size: { type: ['integer', 'null'] } }) },
    `${at}: response 200.size: can now be null`,
  ],
  [
    'a field of the answer with another type',
    { thing: withProperties(thing, { size: { type: 'string' } }) },
    `${at}: response 200.size: can now be string`,
  ],
  [
    'a field of the answer in another format',
    { thing: withProperties(thing, { id: { type: 'string' } }) },
    `${at}: response 200.id: format became free`,
  ],
  [
    'a new required field in the request',
    { body: { ...withProperties(body, { why: { type: 'string' } }), required: ['title', 'why'] } },
    `${at}: request.why became required`,
  ],
  [
    'an optional field that became required',
    { body: { ...body, required: ['title', 'kind'] } },
    `${at}: request.kind became required`,
  ],
  ['a field that is no longer accepted', { body: without(body, 'note') }, `${at}: request.note is no longer accepted`],
  [
    'a value that is no longer accepted',
    { body: withProperties(body, { kind: { type: 'string', enum: ['a'] } }) },
    `${at}: request.kind: value "b" is no longer accepted`,
  ],
  [
    'a free text that became a closed list',
    { body: withProperties(body, { title: { type: 'string', maxLength: 300, enum: ['x'] } }) },
    `${at}: request.title: value outside of a closed list is no longer accepted`,
  ],
  [
    'null that is no longer accepted',
    { body: withProperties(body, { note: { type: 'string' } }) },
    `${at}: request.note: null is no longer accepted`,
  ],
  [
    'a shorter limit',
    { body: withProperties(body, { title: { type: 'string', maxLength: 100 } }) },
    `${at}: request.title: maxLength became 100`,
  ],
  [
    'a new least length',
    { body: withProperties(body, { title: { type: 'string', maxLength: 300, minLength: 3 } }) },
    `${at}: request.title: minLength became 3`,
  ],
  [
    'a new pattern',
    { body: withProperties(body, { title: { type: 'string', maxLength: 300, pattern: '^x' } }) },
    `${at}: request.title: pattern became ^x`,
  ],
  ['a parameter taken away', { post: { parameters: [post.parameters[0]] } }, `${at}: parameter query limit removed`],
  [
    'a new required parameter',
    { post: { parameters: [...post.parameters, { name: 'If-Match', in: 'header', required: true, schema: {} }] } },
    `${at}: required parameter header If-Match added`,
  ],
  [
    'a parameter that became required',
    { post: { parameters: [post.parameters[0], { ...post.parameters[1], required: true }] } },
    `${at}: parameter query limit became required`,
  ],
  [
    'a narrower parameter',
    {
      post: {
        parameters: [post.parameters[0], { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 50 } }],
      },
    },
    `${at}: parameter query limit: maximum became 50`,
  ],
  ['another success', { post: { responses: { '202': post.responses['200'] } } }, `${at}: response 200 removed`],
  [
    'another form of answer',
    { post: { responses: { '200': { content: { 'text/csv': { schema: {} } } } } } },
    `${at}: response 200 is no longer application/json`,
  ],
  [
    'a refusal with another status',
    { post: { responses: { '200': post.responses['200'], '422': post.responses['409'] } } },
    `${at}: refusal things.make.taken moved from 409 to 422`,
  ],
  ['a request body that is gone', { post: { requestBody: undefined } }, `${at}: request body removed`],
];

const harmless: readonly (readonly [string, Parts])[] = [
  ['nothing', {}],
  ['a new field in the answer', { thing: withProperties(thing, { colour: { type: 'string' } }) }],
  [
    'a new value in the answer',
    { thing: withProperties(thing, { state: { type: 'string', enum: ['new', 'open', 'closed'] } }) },
  ],
  [
    'a field of the answer that is never null any more',
    { thing: withProperties(thing, { owner: { $ref: '#/components/schemas/Owner' } }) },
  ],
  ['a new optional field in the request', { body: withProperties(body, { colour: { type: 'string' } }) }],
  ['a new accepted value', { body: withProperties(body, { kind: { type: 'string', enum: ['a', 'b', 'c'] } }) }],
  ['a longer limit', { body: withProperties(body, { title: { type: 'string', maxLength: 400 } }) }],
  ['a field that need not be sent any more', { body: { ...body, required: [] } }],
  ['a new optional parameter', { post: { parameters: [...post.parameters, { name: 'q', in: 'query', schema: {} }] } }],
  ['a new refusal', { post: { responses: { ...post.responses, '422': { 'x-matoi-refusals': ['things.make.odd'] } } } }],
];

describe('breaking changes', () => {
  it.each(breaking)('finds %s', (_, parts, line) => {
    expect(findBreaks(document(), document(parts))).toEqual([line]);
  });

  it('finds a removed route', () => {
    expect(findBreaks(document(), { paths: {} })).toEqual(['POST /things/{id}: route removed']);
  });

  it.each(harmless)('lets pass: %s', (_, parts) => {
    expect(findBreaks(document(), document(parts))).toEqual([]);
  });

  it('lets a new route pass', () => {
    expect(findBreaks({ paths: {} }, document())).toEqual([]);
  });
});
