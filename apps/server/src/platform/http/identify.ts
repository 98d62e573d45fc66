import type { Route } from '@matoi/contract';
import { Refused, refuse } from '@matoi/kernel';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../access/index.ts';
import type { Databases } from '../db/index.ts';
import {
  accountActor,
  csrfToken,
  findSession,
  findTokenActor,
  hashSecret,
  isSame,
  type Session,
  stepUpMs,
  touchSession,
} from '../identity/index.ts';

export type Identified = { readonly actor: Actor; readonly session: Session | null; readonly secret: string | null };

export type IdentifyParts = {
  readonly databases: Pick<Databases, 'app'>;
  readonly clock: () => Date;
  readonly csrfKey: Buffer;
  readonly origin: string;
  readonly cookieName: string;
};

/** Nobody: sees nothing, may use public routes. */
export function anonymous(address: string | null): Actor {
  return {
    kind: 'guest',
    id: 'anonymous',
    name: 'anonymous',
    roles: [],
    compartments: [],
    permissions: new Set(),
    address,
  };
}

/** Finds who is still there behind an answer that goes on for long; null when nobody is. */
export async function identifyAgain(parts: IdentifyParts, request: FastifyRequest): Promise<Actor | null> {
  try {
    return (await identify(parts, request)).actor;
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

/** Finds who calls: a bearer token, else a session cookie, else nobody. A wrong token is refused, not ignored. */
export async function identify(parts: IdentifyParts, request: FastifyRequest): Promise<Identified> {
  const { databases, clock } = parts;
  const authorization = request.headers.authorization;
  if (authorization !== undefined) {
    const text = /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '';
    const actor = await findTokenActor(databases.app, text, { now: clock(), address: request.ip });
    return actor === null ? refuse('session.use.required') : { actor, session: null, secret: null };
  }
  const secret = request.cookies[parts.cookieName];
  if (secret === undefined || secret === '') return { actor: anonymous(request.ip), session: null, secret: null };
  const session = await findSession(databases.app, hashSecret(secret), clock());
  if (session === null) return { actor: anonymous(request.ip), session: null, secret: null };
  await touchSession(databases.app, session, clock());
  const actor = accountActor(session.account, { compartments: session.compartments, address: request.ip });
  return { actor, session, secret };
}

/**
 * A change asked with a cookie must come from our own pages: the browser says so (Sec-Fetch-Site, Origin) and the page
 * proves that it could read the session's token. Calls with a bearer token carry no cookie and need none of this.
 */
export function refuseForeignOrigin(parts: IdentifyParts, request: FastifyRequest, who: Identified): void {
  if (request.method === 'GET' || request.method === 'HEAD' || request.headers.authorization !== undefined) return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') refuse('request.origin.refused');
  const { origin } = request.headers;
  if (origin !== undefined && origin !== parts.origin && origin !== `${request.protocol}://${request.host}`)
    refuse('request.origin.refused');
  if (who.secret === null) return;
  const sent = request.headers['x-csrf-token'];
  if (typeof sent !== 'string' || !isSame(sent, csrfToken(parts.csrfKey, who.secret))) refuse('request.origin.refused');
}

/** Checks what the route declares: signed in, users only, the permission by role, and a fresh proof of identity. */
export function refuseUnlessAllowed(route: Route, who: Identified, now: Date): void {
  // Pages with a guest link are bound elsewhere; here nobody could have shown one.
  if (route.permission === 'guest-link') refuse('session.use.required');
  if (route.permission === 'public') return;
  if (who.actor.kind === 'guest') refuse('session.use.required');
  if (route.onlyUsers && who.actor.kind !== 'user') refuse('permission.use.denied');
  if (route.permission === 'own' && !who.actor.permissions.has(route.id)) refuse('permission.use.denied');
  if (!route.stepUp) return;
  const at = who.session?.steppedUpAt?.getTime() ?? 0;
  if (now.getTime() - at > stepUpMs) refuse('session.use.step-up-required');
}
