import type { IncidentOutcome, IncidentPhase } from '@matoi/contract';

type By = { readonly kind: 'user' | 'token' | 'guest' | 'system'; readonly id: string; readonly name: string };

export type Incident = {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly title: string;
  readonly phase: IncidentPhase;
  readonly openedAt: Date;
  readonly openedBy: By;
  readonly compartmentId: number;
  readonly closing: {
    readonly outcome: IncidentOutcome;
    readonly reason: string;
    readonly closedAt: Date;
    readonly closedBy: By;
  } | null;
};
