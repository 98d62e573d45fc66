import type { SilenceScope } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';

type Held = { readonly scope: SilenceScope | 'team'; readonly subjectId: string | null };

/** The silence of a scope that holds for a record itself; that of what it is part of is ended there. */
export function heldIn<Silence extends Held>(
  silences: readonly Silence[],
  scope: SilenceScope,
  subjectId: string,
): Silence | null {
  const isHeld = (held: Held) => held.scope === scope && (scope === 'compartment' || held.subjectId === subjectId);
  return silences.find(isHeld) ?? null;
}

/** Withholding mail from a whole compartment concerns everybody in it: only a commander does that. */
export function mayBegin(scope: SilenceScope, roles: readonly string[]): Refusal | null {
  return scope === 'compartment' && !roles.includes('commander')
    ? refusal('correspondence.silence.needs-commander')
    : null;
}
