import { type CallInput, CallProblem, createClient } from '@matoi/client';
import type { ResponseOf, RouteKey, RouteOf } from '@matoi/contract';
import { sendTelling } from './upload.client.ts';

/** What the client needs from the rest of the page, set once at start. */
type Hooks = {
  /** Asks the person to confirm who they are; false when they let it be. */
  readonly confirmIdentity: () => Promise<boolean>;
  /** The session has ended: the page must lead to the sign-in. */
  readonly sessionEnded: () => void;
};

let csrfToken: string | null = null;
let hooks: Hooks = { confirmIdentity: async () => false, sessionEnded: () => undefined };

const client = createClient({
  origin: '',
  fetch: (input, init) => fetch(input, init),
  sendTelling,
  headers: () => (csrfToken === null ? {} : { 'x-csrf-token': csrfToken }),
});

/** Takes over the token that `GET /api/v1/session` gave; every change carries it. */
export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** Connects the client with the step-up dialog and the way back to the sign-in. */
export function connectApi(given: Hooks): void {
  hooks = given;
}

/**
 * Calls one route. A refusal that asks for a fresh confirmation opens the dialog and repeats the call once;
 * an ended session leads to the sign-in. Every refusal is thrown as `CallProblem`.
 */
export async function call<Key extends RouteKey>(
  key: Key,
  ...[input]: Record<string, never> extends CallInput<Key> ? [input?: CallInput<Key>] : [input: CallInput<Key>]
): Promise<ResponseOf<RouteOf<Key>>> {
  const given = (input ?? {}) as CallInput<Key>;
  try {
    return await client.call(key, given);
  } catch (error) {
    if (!(error instanceof CallProblem)) throw error;
    if (error.problem.code === 'session.use.required') hooks.sessionEnded();
    if (error.problem.code !== 'session.use.step-up-required') throw error;
    if (!(await hooks.confirmIdentity())) throw error;
    return await client.call(key, given);
  }
}
