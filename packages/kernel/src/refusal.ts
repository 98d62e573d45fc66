/** Values that the sentence of a refusal mentions; they are shown to the caller, so nothing restricted goes in. */
export type RefusalParams = Readonly<Record<string, string | number | boolean>>;

/** One field of the input that was refused, by its path (`body.title`) and a code of its own. */
export type FieldRefusal = { readonly path: string; readonly code: string; readonly params?: RefusalParams };

/**
 * A "no" with a code. The code selects the HTTP status (contract/errors) and the sentence in both languages.
 * Rules and permits return it; the shell turns it into `Refused` to abort the transaction.
 */
export type Refusal = {
  readonly kind: 'refusal';
  readonly code: string;
  readonly params: RefusalParams;
  readonly fields: readonly FieldRefusal[];
};

/** Builds a refusal value. */
export function refusal(code: string, params: RefusalParams = {}, fields: readonly FieldRefusal[] = []): Refusal {
  return { kind: 'refusal', code, params, fields };
}

/** Tells a refusal from the successful value of a rule. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'refusal';
}

/** Carries a refusal through the shell so that an open transaction rolls back. Never caught except at the edges. */
export class Refused extends Error {
  readonly refusal: Refusal;
  /** The record as it is now, given with a stale version (412) so that a form can merge. */
  readonly current: unknown;

  constructor(value: Refusal, current?: unknown) {
    super(value.code);
    this.name = 'Refused';
    this.refusal = value;
    this.current = current;
  }
}

/** Aborts the running command with a coded refusal. */
export function refuse(code: string, params: RefusalParams = {}, fields: readonly FieldRefusal[] = []): never {
  throw new Refused(refusal(code, params, fields));
}

/** Aborts when a rule or permit answered with a refusal, otherwise passes its value on. */
export function orRefuse<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Refused(value);
  return value;
}
