import { createHash } from 'node:crypto';
import { pipeline, Readable, Transform } from 'node:stream';
import { openCompartment, type Route, type RouteId, routes } from '@matoi/contract';
import { Refused, refusal, refuse } from '@matoi/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { systemActor } from '../access/index.ts';
import type { Asked, Runner } from '../commands/index.ts';
import { StartProblem } from '../data-directory/index.ts';
import { isDatabaseGone } from '../db/index.ts';
import type { Binding, Call, FileAnswer, FrameAnswer, ImageAnswer } from './binding.ts';
import { unkeepablePath } from './body.check.ts';
import { findGaps } from './coverage.ts';
import { sendFile, sendFrame, sendImage } from './file.answer.ts';
import { bindPages, type HtmlParts } from './html.binder.ts';
import { anonymous, type IdentifyParts, identify, refuseForeignOrigin, refuseUnlessAllowed } from './identify.ts';
import { invalidInput } from './problem.ts';
import type { RateLimits } from './rate-limits.ts';
import { checkedAnswer } from './response.check.ts';

export type BinderParts = {
  readonly identify: IdentifyParts;
  readonly runner: Runner;
  readonly limits: RateLimits;
  readonly onProblem: (error: unknown) => void;
  /** Null where the program has no pages for people without an account. */
  readonly html: HtmlParts | null;
};

/** Mounts every route of the contract on the server; refuses to start when one cannot be served as declared. */
export async function bindRoutes(
  app: FastifyInstance,
  parts: BinderParts,
  bindings: readonly Binding[],
): Promise<void> {
  const declared: readonly Route[] = routes;
  const gaps = findGaps(declared, bindings);
  if (gaps.length > 0)
    throw new StartProblem('contract.bind.incomplete', `The program does not serve its contract: ${gaps.join('; ')}.`);
  const byId = new Map<string, Binding>(bindings.map((binding) => [binding.id, binding]));
  const mounted = declared.flatMap((route) => {
    const binding = byId.get(route.id);
    return binding === undefined ? [] : [{ route, binding }];
  });
  const { html } = parts;
  const pages = mounted.filter(({ route }) => route.kind === 'html');
  if (html !== null) await bindPages(app, { ...parts, html }, pages);
  const calls = mounted.filter(({ route }) => route.kind !== 'html');
  const files = calls.filter(({ route }) => route.fileBody !== undefined);
  for (const isStreamed of [false, true]) {
    const some = files.filter(({ route }) => (route.isFileStreamed ?? false) === isStreamed);
    await bindFiles(app, parts, some, isStreamed);
  }
  for (const one of calls.filter(({ route }) => route.fileBody === undefined)) mount(app, parts, one);
}

type Mounted = { readonly route: Route; readonly binding: Binding };

function mount(app: FastifyInstance, parts: BinderParts, { route, binding }: Mounted): void {
  app.route({
    method: route.method,
    url: route.path.replace(/\{(\w+)\}/g, ':$1'),
    ...(route.fileBody === undefined ? {} : { bodyLimit: route.fileBody }),
    handler: (request, reply) => answer(parts, { route, binding }, request, reply),
  });
}

/**
 * Mounts the routes whose body is a file, in a part of the server that reads nothing else. Who asks is looked at before
 * the file is read, so that nobody makes the program hold megabytes without being allowed to.
 */
async function bindFiles(
  app: FastifyInstance,
  parts: BinderParts,
  mounted: readonly Mounted[],
  isStreamed: boolean,
): Promise<void> {
  const byUrl = new Map(mounted.map(({ route }) => [`${route.method} ${route.path}`, route]));
  await app.register(async (files) => {
    files.removeAllContentTypeParsers();
    if (isStreamed) files.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    else files.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    files.addHook('onRequest', async (request) => {
      const route = byUrl.get(`${request.method} ${request.routeOptions.url ?? ''}`);
      if (route === undefined) return;
      const who = await identify(parts.identify, request);
      refuseForeignOrigin(parts.identify, request, who);
      refuseUnlessAllowed(route, who, parts.identify.clock());
      refuseOtherTypes(route, request.headers['content-type']);
      const limit = route.fileBody ?? 0;
      if (isStreamed && Number(request.headers['content-length'] ?? 0) > limit)
        refuse('request.read.too-large', { limit });
    });
    for (const one of mounted) mount(files, parts, one);
  });
}

/** A form of another site can send plain text without asking the browser's permission: only routes without a session take any type. */
function refuseOtherTypes(route: Route, given: string | undefined): void {
  const type = (given ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const wanted = route.fileType ?? 'application/octet-stream';
  if (wanted === 'any' || type === wanted || type === '') return;
  refuse('request.read.unsupported-type');
}

/** The file of a route with `isFileStreamed` while it arrives; it fails as too large at the first byte beyond `limit`. */
export function fileStreamOf(request: FastifyRequest, limit: number): Readable {
  if (!(request.body instanceof Readable)) return Readable.from([]);
  let size = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > limit) done(new Refused(refusal('request.read.too-large', { limit })));
      else done(null, chunk);
    },
  });
  // Whichever end goes first takes the other along; whoever reads the stream learns why.
  return pipeline(request.body, counted, () => undefined);
}

/** The file that was sent as the body of a route with `fileBody`; empty when nothing was sent. */
export function fileOf(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

async function answer(
  parts: BinderParts,
  { route, binding }: { readonly route: Route; readonly binding: Binding },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const who = await identify(parts.identify, request).catch((error: unknown) => {
    // How the program is must be told while the database is away, to somebody who is signed in too.
    if (route.permission !== 'public' || !isDatabaseGone(error)) throw error;
    return { actor: anonymous(request.ip), session: null, secret: null };
  });
  await parts.limits.count(route.rateClass, who.actor.kind === 'guest' ? request.ip : who.actor.id);
  refuseForeignOrigin(parts.identify, request, who);
  refuseUnlessAllowed(route, who, parts.identify.clock());
  const given = {
    params: validate(route, 'params', request.params),
    query: validate(route, 'query', request.query),
    body: route.fileBody === undefined ? validate(route, 'body', request.body ?? {}) : undefined,
  };
  // After the body was found to be as declared: only then it is safe to write it down for its hash.
  const asked = askedBy(route, request, who.actor);
  const noted = { action: route.id, requestId: request.id, isDownload: route.kind === 'file' };
  const call = {
    ...given,
    actor: who.actor,
    session: who.session,
    asked,
    read: (use) => parts.runner.read(who.actor, use, noted),
    run: (command, input) => parts.runner.run(command, input, asked),
    runAt: (version, command, input) => parts.runner.run(command, input, { ...asked, version, repeat: null }),
    runAs: (purpose, command, input) => {
      const actor = { ...systemActor(purpose, [openCompartment]), address: request.ip };
      return parts.runner.run(command, input, { ...asked, actor });
    },
    raw: { request, reply },
  } as Call<RouteId>;
  const result = await binding.handle(call as never);
  if (route.kind === 'stream') return reply;
  if (route.kind === 'file') return sendFile(reply, result as FileAnswer);
  if (route.kind === 'image') return sendImage(reply, result as ImageAnswer);
  if (route.kind === 'frame') return sendFrame(reply, result as FrameAnswer);
  return (
    reply
      // A handler may have said otherwise: the ready page answers 503 while a part has failed.
      .code(reply.statusCode === 200 ? route.status : reply.statusCode)
      .header('cache-control', 'no-store')
      .send(checkedAnswer(route, result, parts.onProblem))
  );
}

function validate(route: Route, part: 'params' | 'query' | 'body', given: unknown): unknown {
  const schema = route[part];
  const unkeepable = unkeepablePath(given);
  if (unkeepable !== null) throw invalidInput(part, [{ code: 'custom', path: [...unkeepable], message: '' }]);
  if (schema === undefined) {
    if (part === 'query' && Object.keys(given as object).length > 0) {
      throw invalidInput('query', [
        { code: 'unrecognized_keys', keys: Object.keys(given as object), path: [], message: '' },
      ]);
    }
    return undefined;
  }
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw invalidInput(part, parsed.error.issues);
}

/** A cut key could make two different acts look like one. Characters. */
const longestKey = 200;

function askedBy(route: Route, request: FastifyRequest, actor: Asked['actor']): Asked {
  const ifMatch = request.headers['if-match'];
  const version = ifMatch === undefined ? null : Number(/^"?(\d{1,9})"?$/.exec(ifMatch)?.[1] ?? Number.NaN);
  if (version !== null && Number.isNaN(version)) refuse('record.change.version-required');
  const key = request.headers['idempotency-key'];
  if (typeof key === 'string' && key.length > longestKey) refuse('record.change.key-too-long', { limit: longestKey });
  const repeat =
    route.idempotent && typeof key === 'string' && key.length > 0 ? { key, bodyHash: hashOf(request) } : null;
  return { actor, requestId: request.id, version, repeat };
}

function hashOf(request: FastifyRequest): Buffer {
  const { body } = request;
  const hash = createHash('sha256');
  // A file as it is: written down as JSON it would be a list of millions of numbers.
  if (body instanceof Readable) return hash.update(JSON.stringify([request.params])).digest();
  if (Buffer.isBuffer(body))
    return hash
      .update(JSON.stringify([request.params]))
      .update(body)
      .digest();
  return hash.update(JSON.stringify([request.params, body ?? null])).digest();
}
