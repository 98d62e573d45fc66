import type * as z from 'zod';

/** Who a route is meant for. `public` routes are the only ones without a signed-in actor. */
export type Audience = 'staff' | 'machine' | 'public';

/**
 * `json`: one record or the result of an act. `page`: a list `{ items, next }`. `stream`: server-sent events.
 * `file`: bytes for download. `frame`: a stranger's HTML made inert, for a sandboxed frame of the client. `image`: a raster picture that was judged by its content. `html`: a page for people without an account; its POST takes a form and nothing else.
 */
export type RouteKind = 'json' | 'page' | 'stream' | 'file' | 'image' | 'frame' | 'html';

/** Which limiter counts the call: reading, changing, sign-in attempts, intake by machines, or pages for everybody. */
export type RateClass = 'read' | 'change' | 'sign-in' | 'intake' | 'portal';

/**
 * What a caller needs before the route runs. `public`: nothing. `signed-in`: any account or token.
 * `own`: the permission with the route's own id, granted to roles in `permissions.json`.
 * `guest-link`: the secret of a link in the address (`{token}`); nobody's session or token counts there.
 */
export type PermissionRule = 'public' | 'signed-in' | 'own' | 'guest-link';

/** What a form may bring along: number of files, bytes of one, bytes of all. */
export type UploadLimits = { readonly files: number; readonly fileBytes: number; readonly totalBytes: number };

type Schema = z.ZodType;

/** The one description of an endpoint: validation, OpenAPI, typed client and role matrix are all made from it. */
export type Route = {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly kind: RouteKind;
  readonly audience: Audience;
  readonly permission: PermissionRule;
  /** One English sentence for the API reference. */
  readonly summary: string;
  readonly params?: Schema;
  readonly query?: Schema;
  readonly body?: Schema;
  /** The success answer: status and schema (`file` and `stream` routes have no schema). */
  readonly status: 200 | 201 | 202;
  readonly response?: Schema;
  /** Codes beyond the common ones (`errors.ts`) with which this route may refuse. */
  readonly refusals: readonly string[];
  /** True when `Idempotency-Key` is honoured. */
  readonly idempotent: boolean;
  /** True when the change needs `If-Match` with the version that was read. */
  readonly versioned: boolean;
  /** True when the session must have re-authenticated within ten minutes. */
  readonly stepUp: boolean;
  /** True where a token has no business: the caller's own account, sessions and tokens. */
  readonly onlyUsers: boolean;
  readonly rateClass: RateClass;
  /** Only for forms (`html`) that take files. */
  readonly uploads?: UploadLimits;
  /** The body is one file as it is (`application/octet-stream`) instead of JSON: the most bytes that it may have. */
  readonly fileBody?: number;
  /**
   * The media type of that body where it is another one; `any` takes what a sender calls it. A declared `body` then only
   * documents it: the route reads the bytes itself.
   */
  readonly fileType?: 'application/json' | 'any';
  /** The file goes on as it arrives and is never whole in memory: for files that are too large for that. */
  readonly isFileStreamed?: boolean;
};

type RouteInput = Pick<Route, 'id' | 'method' | 'path' | 'summary'> & Partial<Route>;

type Defaults<R extends RouteInput> = Omit<Route, keyof R> & R;

/** Declares a route; what is left out takes the strict default (staff, own permission, no refusals of its own). */
export function defineRoute<const R extends RouteInput>(route: R): Defaults<R> {
  const changes = route.method !== 'GET';
  return {
    kind: 'json',
    audience: 'staff',
    permission: 'own',
    status: 200,
    refusals: [],
    idempotent: changes,
    versioned: false,
    stepUp: false,
    onlyUsers: false,
    rateClass: changes ? 'change' : 'read',
    ...route,
  } as Defaults<R>;
}
