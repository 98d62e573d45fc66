import type { OrderState } from '@matoi/contract';
import type { Target } from '../../governance/authority/index.ts';
import type { Decision, Standing } from '../decisions/index.ts';

/** What is done that authority may be asked for, and to what; a target that names nothing: whatever was decided. */
export type Action = { readonly kind: string; readonly target: Target };

/** Something that an action is done by: a task, or an instruction. */
export type Acting = {
  readonly subjectId: string;
  readonly action: Action | null;
  /** The decision by which it was begun or sent. */
  readonly decisionId: string | null;
};

export type { Decision, Standing };

/** Whether an action is ordered, and by which decision. */
export type Order = { readonly state: OrderState; readonly decision: Decision | null };
