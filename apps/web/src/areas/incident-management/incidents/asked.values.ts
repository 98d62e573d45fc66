import type { ClosableOutcome, HandlingPhase, IncidentTimeKind, PhaseMove } from '@matoi/contract/values';

/** What somebody has asked to do with an incident and what has to be filled in before. */
export type Asked =
  | { readonly kind: 'close'; readonly outcome: ClosableOutcome | null }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'severity' }
  | { readonly kind: 'monitor' }
  | { readonly kind: 'merge' }
  | { readonly kind: 'unmerge' }
  | { readonly kind: 'class' }
  | { readonly kind: 'review' }
  | { readonly kind: 'title' }
  | { readonly kind: 'times'; readonly timeKind: IncidentTimeKind | null }
  | { readonly kind: 'move'; readonly phase: HandlingPhase; readonly move: PhaseMove };
