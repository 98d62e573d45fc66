import { randomBytes } from 'node:crypto';
import type { Role } from '@matoi/contract';
import type { RouteWorld } from '../../support/route-world.ts';
import { makeAccount } from '../../support/sessions.ts';

/** Who asks in one cell of the matrix. */
export type Caller = {
  readonly kind: 'nobody' | 'session' | 'token';
  readonly role: Role | null;
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
};

export type Prepared = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: object;
  readonly version?: number;
  /** For routes that take a file as their body. */
  readonly file?: string;
  /** Where the act itself refuses a caller whom the role lets through: the status and why. */
  readonly otherwise?: { readonly status: number; readonly because: string };
};

/** A request that would succeed for this caller if their role allows it. */
export type Prepare = (world: RouteWorld, caller: Caller) => Promise<Prepared> | Prepared;

export const anyName = () => randomBytes(6).toString('hex');

export async function person(world: RouteWorld, ...roles: Role[]): Promise<string> {
  return (await makeAccount(world.program, { roles })).id;
}

export const onReport = (
  { id, version }: { readonly id: string; readonly version: number },
  body: object,
): Prepared => ({
  params: { id },
  version,
  body,
});

/** Which records a hidden request aims at: real ones behind the wall, or ones that never existed. */
export type Aim = {
  readonly report: string;
  readonly attachment: string;
  readonly incident: string;
  readonly message: string;
  readonly compartment: string;
};

/** For some routes a request that is right. */
export type PreparedRequests = Readonly<Record<string, Prepare>>;

/** For routes that address a record: the same request about one that the caller cannot see. */
export type HiddenRequests = Readonly<Record<string, (world: RouteWorld, at: Aim) => Prepared | Promise<Prepared>>>;
