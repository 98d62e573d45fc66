import type { BodyInput, ParamsInput, Problem, QueryInput, ResponseOf, RouteKey, RouteOf } from '@matoi/contract';

type Given<Name extends string, T> = undefined extends T ? { readonly [K in Name]?: T } : { readonly [K in Name]: T };

/** What a call takes: exactly the parts that the route declares, and the common options. */
export type CallInput<Key extends RouteKey> = Given<'params', ParamsInput<RouteOf<Key>>> &
  Given<'body', BodyInput<RouteOf<Key>>> & {
    readonly query?: QueryInput<RouteOf<Key>>;
    /** Version that was read; sent as `If-Match`. */
    readonly version?: number;
    /** The same key makes a repeated call answer the first result instead of acting twice. */
    readonly idempotencyKey?: string;
    readonly signal?: AbortSignal;
    /** The file of a route whose body is one, sent as it is. */
    readonly file?: Blob;
    /** Told while the file is sent, where the client can tell: the share of its bytes that has left, 0 to 1. */
    readonly onSent?: (share: number) => void;
  };

export type ClientOptions = {
  /** Origin of the server without a trailing slash; empty in the browser. */
  readonly origin: string;
  readonly fetch: typeof fetch;
  /** Sends a file as `fetch` does and tells how far that is; left out: nobody is told. */
  readonly sendTelling?: (url: string, init: RequestInit, onSent: (share: number) => void) => Promise<Response>;
  /** Headers for each call: `Authorization` for tokens, `X-CSRF-Token` for sessions. */
  readonly headers: () => Readonly<Record<string, string>>;
};

export type Client = {
  call<Key extends RouteKey>(key: Key, input: CallInput<Key>): Promise<ResponseOf<RouteOf<Key>>>;
};

/** A refusal of the server, or `network.reach.failed` when no server answered. */
export class CallProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.name = 'CallProblem';
    this.problem = problem;
  }
}

/** Fills `{name}` parts of a route's path. */
export function fillPath(path: string, params: Readonly<Record<string, unknown>> = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
}

/** `?a=1&b=2` without undefined values, or an empty string. */
export function queryText(query: Readonly<Record<string, unknown>> = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return pairs.length === 0
    ? ''
    : `?${new URLSearchParams(pairs.map(([key, value]): [string, string] => [key, String(value)]))}`;
}

/** Makes a typed caller for every JSON route of the contract. Throws `CallProblem` for every refusal. */
export function createClient(options: ClientOptions): Client {
  return {
    async call(key, input) {
      const given = input as CallInput<RouteKey> & { params?: Record<string, unknown>; body?: unknown };
      const [method, path] = key.split(' ') as [string, string];
      const url = options.origin + fillPath(path, given.params) + queryText(given.query as Record<string, unknown>);
      const response = await send(options, url, method, given);
      if (response.ok) return (await readAnswer(response, given.signal)) as never;
      throw new CallProblem(await readProblem(response));
    },
  };
}

async function send(
  options: ClientOptions,
  url: string,
  method: string,
  given: {
    version?: number;
    idempotencyKey?: string;
    signal?: AbortSignal;
    body?: unknown;
    file?: Blob;
    onSent?: (share: number) => void;
  },
): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers() };
  if (given.version !== undefined) headers['if-match'] = `"${given.version}"`;
  if (given.idempotencyKey !== undefined) headers['idempotency-key'] = given.idempotencyKey;
  const init: RequestInit = { method, headers };
  if (given.signal !== undefined) init.signal = given.signal;
  if (method !== 'GET') {
    headers['content-type'] = given.file === undefined ? 'application/json' : 'application/octet-stream';
    init.body = given.file ?? JSON.stringify(given.body ?? {});
  }
  try {
    if (given.file !== undefined && given.onSent !== undefined && options.sendTelling !== undefined)
      return await options.sendTelling(url, init, given.onSent);
    return await options.fetch(url, init);
  } catch (cause) {
    if (given.signal?.aborted === true) throw cause;
    throw new CallProblem(localProblem('network.reach.failed', 503));
  }
}

/** A success that is no JSON came from something in between: a proxy, or the page of a captive network. */
async function readAnswer(response: Response, signal: AbortSignal | undefined): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    throw new CallProblem(localProblem('network.reach.unreadable', response.status));
  }
}

async function readProblem(response: Response): Promise<Problem> {
  try {
    const body: unknown = await response.json();
    if (typeof body === 'object' && body !== null && 'code' in body) return body as Problem;
  } catch {
    return localProblem('network.reach.unreadable', response.status);
  }
  return localProblem('network.reach.unreadable', response.status);
}

function localProblem(code: string, status: number): Problem {
  return { type: `urn:matoi:refusal:${code}`, title: code, status, code, params: {}, requestId: '', fields: [] };
}
