import { isUtf8 } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import { Refused, refusal } from '@matoi/kernel';
import Fastify, { type FastifyInstance } from 'fastify';
import { type BinderParts, bindRoutes } from './binder.ts';
import type { Binding } from './binding.ts';
import { isDeclared, refusedFor, sendProblem } from './problem.ts';

export type HttpParts = BinderParts & {
  readonly bindings: readonly Binding[];
  /** The built web client, or null when only the API is served. */
  readonly webDirectory: string | null;
  readonly isSecure: boolean;
  readonly trustProxy: boolean;
};

const bodyLimit = 2 * 1024 * 1024;

/** On every answer, also on those that are made before a route or a hook is reached. */
const walls = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
} as const;

/** Makes the web server with all its walls; it does not listen yet. */
export async function makeServer(parts: HttpParts): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    bodyLimit,
    // One proxy: what it appended to X-Forwarded-For counts, what the caller wrote before that does not.
    trustProxy: parts.trustProxy ? (_address, hop) => hop === 0 : false,
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 200 },
    genReqId: () => randomBytes(8).toString('hex'),
    // As long as a phone needs to send the largest form; headers have a minute (Node's own limit).
    requestTimeout: 300_000,
    keepAliveTimeout: 10_000,
    forceCloseConnections: true,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    frameworkErrors(error, request, reply) {
      const isTooLong = error.code === 'FST_ERR_MAX_PARAM_LENGTH';
      const refused = new Refused(refusal(isTooLong ? 'request.route.unknown' : 'request.read.malformed'));
      void sendProblem(reply.headers({ ...walls, 'x-request-id': request.id }), request, refused);
    },
  });
  readOnlyJson(app);
  await app.register(cookie);
  await app.register(helmet, {
    global: true,
    enableCSPNonces: false,
    contentSecurityPolicy: false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    hsts: parts.isSecure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...walls, 'x-request-id': request.id });
  });
  app.setErrorHandler(async (error, request, reply) => {
    const refused = refusedFor(error, request);
    if (refused.refusal.code.startsWith('server.')) parts.onProblem(error);
    if (isDeclared(refused.refusal.code)) return sendProblem(reply, request, refused);
    parts.onProblem(new Error(`refused with the undeclared code ${refused.refusal.code}`));
    return sendProblem(reply, request, new Refused(refusal('server.run.failed', { requestId: request.id })));
  });
  await bindRoutes(app, parts, parts.bindings);
  await serveWebClient(app, parts.webDirectory);
  return app;
}

/**
 * Bodies are JSON in UTF-8 and nothing else: a form of another site can send plain text without asking the browser's
 * permission, and bytes in another encoding would be stored as replacement characters without a word.
 */
function readOnlyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (isUtf8(body)) void parse(request, body.toString('utf8'), done);
    else done(new Refused(refusal('request.read.malformed')));
  });
}

/** Serves the single page and its hashed files. Any other address gets the page: the client routes it. */
async function serveWebClient(app: FastifyInstance, directory: string | null): Promise<void> {
  const page =
    directory !== null && existsSync(join(directory, 'index.html'))
      ? readFileSync(join(directory, 'index.html'), 'utf8')
      : null;
  if (directory !== null && page !== null) {
    await app.register(fastifyStatic, {
      root: directory,
      index: false,
      wildcard: false,
      preCompressed: true,
      acceptRanges: false,
      allowedPath: (path) => !path.startsWith('/.') && path !== '/index.html',
      setHeaders(response, path) {
        response.header(
          'cache-control',
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
        // It shows our icon beside its messages, and reaches nothing else.
        if (path.endsWith('/sw.js')) response.header('content-security-policy', workerPolicy);
      },
    });
  }
  app.setNotFoundHandler(async (request, reply) => {
    const isPage =
      page !== null &&
      (request.method === 'GET' || request.method === 'HEAD') &&
      !request.url.startsWith('/api') &&
      !request.url.startsWith('/assets/');
    if (!isPage) return sendProblem(reply, request, new Refused(refusal('request.route.unknown')));
    const nonce = randomBytes(16).toString('base64');
    return reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', pagePolicy(nonce))
      .send(page.replaceAll('__CSP_NONCE__', nonce));
  });
}

const workerPolicy = "default-src 'none'; img-src 'self'; frame-ancestors 'none'";

function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    // A stranger's mail made inert, in a sandbox of its own.
    "frame-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Listens, or refuses in plain words when the port is taken or not allowed. Answers the port. */
export async function listenOn(
  app: FastifyInstance,
  address: { readonly host: string; readonly port: number },
): Promise<number> {
  await app.listen({ host: address.host, port: address.port });
  return (app.server.address() as AddressInfo).port;
}
