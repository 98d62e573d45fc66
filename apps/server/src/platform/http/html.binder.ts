import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type RefusalCode, type Route, type RouteId, refusalStatuses } from '@matoi/contract';
import { Refused, refusal, refuse } from '@matoi/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../access/index.ts';
import type { Asked } from '../commands/index.ts';
import type { ObjectStore } from '../files/index.ts';
import type { BinderParts } from './binder.ts';
import type { Binding, Call, HtmlAnswer } from './binding.ts';
import { unkeepablePath } from './body.check.ts';
import { sendFile } from './file.answer.ts';
import { discardUploads, type Form, readForm, readOnlyForms } from './form.read.ts';
import { anonymous } from './identify.ts';
import { isDeclared, refusedFor } from './problem.ts';

/** What the pages for people without an account need; the composition hands it in. */
export type HtmlParts = {
  readonly store: ObjectStore;
  /** Who stands behind the secret of a guest link; null when nobody does (any more). */
  readonly findGuest: (token: string, at: { readonly now: Date; readonly address: string }) => Promise<Actor | null>;
  /** The page that says why not, and what to do. */
  readonly problemPage: (given: {
    readonly refused: Refused;
    readonly status: number;
    readonly request: FastifyRequest;
  }) => Promise<HtmlAnswer>;
};

type Mounted = { readonly route: Route; readonly binding: Binding };
type Parts = BinderParts & { readonly html: HtmlParts };

/**
 * Mounts the pages. They live in a part of the server of their own: it reads forms instead of JSON, knows neither
 * sessions nor tokens (somebody who is signed in is nobody here), and answers refusals as pages.
 */
export async function bindPages(app: FastifyInstance, parts: Parts, mounted: readonly Mounted[]): Promise<void> {
  await app.register(async (pages) => {
    await readOnlyForms(pages);
    pages.setErrorHandler(async (error, request, reply) =>
      sendAnswer(reply, request, await pageFor(parts, error, request)),
    );
    for (const { route, binding } of mounted) {
      pages.route({
        method: route.method,
        url: route.path.replace(/\{(\w+)\}/g, ':$1'),
        handler: (request, reply) => answerPage(parts, { route, binding }, request, reply),
      });
    }
  });
}

async function pageFor(parts: Parts, error: unknown, request: FastifyRequest): Promise<HtmlAnswer> {
  let refused = refusedFor(error, request);
  if (refused.refusal.code.startsWith('server.')) parts.onProblem(error);
  if (!isDeclared(refused.refusal.code)) {
    parts.onProblem(new Error(`refused with the undeclared code ${refused.refusal.code}`));
    refused = new Refused(refusal('server.run.failed', { requestId: request.id }));
  }
  return parts.html.problemPage({ refused, status: refusalStatuses[refused.refusal.code as RefusalCode], request });
}

async function answerPage(
  parts: Parts,
  { route, binding }: Mounted,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  await parts.limits.count(route.rateClass, request.ip);
  if (route.method !== 'GET') refuseForeignForm(parts.identify.origin, request);
  const params = checked(route, 'params', request.params);
  const query = checked(route, 'query', request.query);
  const actor = route.permission === 'guest-link' ? await guest(parts, params, request) : stranger(route, request);
  if (!actor.permissions.has(route.id)) refuse('guest-links.find.not-found');
  const admits = (fields: Form['fields']) =>
    binding.admitsFiles?.({ fields, path: request.url.split('?', 1)[0] ?? '', address: request.ip }) ?? true;
  const form =
    route.method === 'GET' ? null : await readForm(request, { limits: route.uploads, store: parts.html.store, admits });
  const asked: Asked = { actor, requestId: request.id, version: null, repeat: null };
  try {
    const body = form === null ? undefined : checkedForm(route, form);
    const answer = (await binding.handle({
      params,
      query,
      body,
      form: form ?? emptyForm,
      actor,
      session: null,
      asked,
      read: (use) => parts.runner.read(actor, use),
      run: (command, input, repeat = null) => parts.runner.run(command, input, { ...asked, repeat }),
      raw: { request, reply },
    } as Call<RouteId> as never)) as HtmlAnswer;
    return await sendAnswer(reply, request, answer);
  } finally {
    if (form !== null && !form.isKept()) await discardUploads(parts.html.store, form.uploads);
  }
}

const emptyForm: Form = { fields: {}, uploads: [], uploadProblem: null, keep: () => undefined };

function checked(route: Route, part: 'params' | 'query', given: unknown): unknown {
  const parsed = route[part]?.safeParse(given);
  if (parsed === undefined) return undefined;
  // An address that is not ours: whatever is wrong with it, there is no such page.
  return parsed.success ? parsed.data : refuse('request.route.unknown');
}

/** Nobody in particular, with the one permission to use this page. */
function stranger(route: Route, request: FastifyRequest): Actor {
  return { ...anonymous(request.ip), permissions: new Set([route.id]) };
}

/** The fields as the route declares them. What our own form cannot send is not worth a word about each field. */
function checkedForm(route: Route, form: Form): unknown {
  if (unkeepablePath(form.fields) !== null) refuse('request.read.malformed');
  const parsed = route.body?.safeParse(form.fields);
  return parsed?.success === true ? parsed.data : refuse('request.read.malformed');
}

async function guest(parts: Parts, params: unknown, request: FastifyRequest): Promise<Actor> {
  const token = (params as { readonly token?: string }).token ?? '';
  const found = await parts.html.findGuest(token, { now: parts.identify.clock(), address: request.ip });
  return found ?? refuse('guest-links.find.not-found');
}

/**
 * A form must come from our own pages. These pages send no referrer, and then browsers send `Origin: null` with their
 * forms; so what counts is `Sec-Fetch-Site` where the browser says it, and the signed nonce of the form in every case.
 */
export function refuseForeignForm(own: string, request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') refuse('request.origin.refused');
  const { origin } = request.headers;
  if (origin === undefined || origin === own || origin === `${request.protocol}://${request.host}`) return;
  if (origin !== 'null') refuse('request.origin.refused');
}

const compress = promisify(gzip);

async function sendAnswer(reply: FastifyReply, request: FastifyRequest, answer: HtmlAnswer): Promise<unknown> {
  reply.header('cache-control', 'no-store').header('x-robots-tag', 'noindex, nofollow');
  switch (answer.kind) {
    case 'redirect':
      // 303: the browser asks for the next page by GET, and a reload sends nothing again.
      return reply.code(303).header('location', answer.to).send();
    case 'file':
      return sendFile(reply, answer.file);
    case 'text': {
      reply.code(answer.status).header('content-type', answer.mediaType).header('vary', 'accept-encoding');
      for (const [name, value] of Object.entries(answer.headers)) reply.header(name, value);
      // An answer without content (304) stays one.
      if (answer.text === '') return reply.send('');
      if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return reply.send(answer.text);
      return reply.header('content-encoding', 'gzip').send(await compress(answer.text));
    }
  }
}
