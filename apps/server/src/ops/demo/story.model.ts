import type {
  BodyInput,
  ClosableOutcome,
  HandlingPhase,
  IncidentFunction,
  IncidentTimeKind,
  RouteKey,
  RouteOf,
  Severity,
  Tlp,
} from '@matoi/contract';
import type { PersonKey } from './people.ts';
import type { When } from './plan.ts';

type Body<Key extends RouteKey> = BodyInput<RouteOf<Key>>;

/** What becomes of a report. Times of acts follow each other. */
export type Fate =
  | { readonly kind: 'new' }
  | { readonly kind: 'incident' }
  | {
      readonly kind: 'closed';
      readonly at: When;
      readonly by: PersonKey;
      readonly outcome: 'answered' | 'consultation' | 'not-an-incident' | 'spam' | 'duplicate';
      readonly reason: string;
    }
  | {
      readonly kind: 'handed-over';
      readonly at: When;
      readonly by: PersonKey;
      readonly to: string;
      readonly reason: string;
    }
  | { readonly kind: 'merged'; readonly at: When; readonly by: PersonKey; readonly into: string }
  /** Asked by the page of the report, because the reporter left no address; no answer yet. */
  | { readonly kind: 'asked'; readonly at: When; readonly by: PersonKey; readonly text: string }
  | { readonly kind: 'snoozed'; readonly at: When; readonly by: PersonKey; readonly hours: number };

/** A report of the demonstration. `key` names it for incidents and merges. */
export type DemoReport = {
  readonly key: string;
  readonly at: When;
  readonly title: string;
  readonly text: string;
  readonly from:
    | {
        readonly channel: 'mail';
        readonly name: string;
        readonly address: string;
        readonly html?: string;
        readonly file?: { readonly name: string; readonly type: string; readonly text: string };
      }
    | {
        readonly channel: 'form';
        readonly tile: string;
        readonly name: string;
        readonly contact: string;
        readonly locale: 'ja' | 'en';
      }
    | {
        readonly channel: 'phone';
        readonly by: PersonKey;
        readonly name: string;
        readonly department: string;
        readonly phone: string;
        readonly isUrgent?: boolean;
      }
    | {
        readonly channel: 'api';
        readonly rule: string;
        readonly hosts: readonly string[];
        readonly severity: 'critical' | 'high' | 'medium' | 'low';
        readonly count?: number;
      };
  readonly triage?: {
    readonly at: When;
    readonly by: PersonKey;
    readonly classCode: string;
    readonly impact: 'high' | 'medium' | 'low';
    readonly urgency: 'high' | 'medium' | 'low';
    readonly to?: PersonKey;
  };
  readonly fate: Fate;
};

/** An entry of the journal: when, who wrote it, whose doing it tells of, what. */
export type Entry = readonly [
  at: When,
  by: PersonKey,
  lane: 'attacker' | 'systems' | 'us' | 'communication',
  text: string,
];

export type DemoInstruction = {
  readonly at: When;
  readonly by: PersonKey;
  readonly kind: 'order' | 'request';
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly caution: string;
  readonly dueHours: number;
  readonly recipients: readonly {
    readonly name: string;
    readonly department: string;
    readonly address: string;
    readonly locale?: 'ja' | 'en';
    /** The link is handed over by other means. */
    readonly handed?: { readonly at: When; readonly means: string };
    /** What was said by telephone. */
    readonly said?: { readonly at: When; readonly answer: 'acknowledged' | 'refused' | 'done'; readonly text: string };
    /** What was said on the page of the link, which is opened then. */
    readonly answered?: { readonly at: When; readonly answer: 'acknowledged' | 'done' | null; readonly text: string };
  }[];
};

export type DemoTask = {
  readonly at: When;
  readonly by: PersonKey;
  readonly title: string;
  readonly text?: string;
  readonly to: PersonKey | null;
  readonly priority?: 'high' | 'normal' | 'low';
  readonly dueHours?: number;
  readonly checklist?: readonly string[];
  readonly after?: readonly [at: When, state: 'in-progress' | 'done' | 'not-applicable', reason?: string];
};

/** An incident of the demonstration: what was done with it, each act with its moment. */
export type DemoIncident = {
  readonly title: string;
  readonly reports: readonly string[];
  readonly opened: { readonly at: When; readonly by: PersonKey };
  readonly restricted?: {
    readonly at: When;
    readonly by: PersonKey;
    readonly name: string;
    readonly members: readonly PersonKey[];
  };
  readonly classCode: string | null;
  readonly tlp: Tlp;
  readonly severity?: {
    readonly at: When;
    readonly by: PersonKey;
    readonly level: Severity;
    readonly ticks: Readonly<Record<string, Severity>>;
    readonly reason?: string;
  };
  readonly team: readonly (readonly [PersonKey, IncidentFunction])[];
  readonly nextReviewHours?: number;
  readonly times: readonly (readonly [
    kind: IncidentTimeKind,
    at: When,
    source: 'report' | 'person' | 'log' | 'monitoring' | 'external' | 'estimate',
    text: string,
  ])[];
  /** Moves in their order; without a move it is `advance`. */
  readonly phases: readonly {
    readonly at: When;
    readonly by: PersonKey;
    readonly phase: HandlingPhase;
    readonly move?: 'start' | 'finish' | 'skip';
    readonly keeps?: readonly HandlingPhase[];
    readonly reason?: string;
  }[];
  readonly journal: readonly Entry[];
  readonly scope?: readonly ({
    readonly at: When;
    readonly by: PersonKey;
    readonly moveTo?: {
      readonly at: When;
      readonly state: 'contained' | 'eradicated' | 'recovered' | 'cleared';
      readonly count: number;
      readonly reason?: string;
    };
  } & Omit<Body<'POST /api/v1/scope-items'>, 'subjectId'>)[];
  readonly numbers?: readonly ({ readonly at: When; readonly by: PersonKey } & Omit<
    Body<'POST /api/v1/scope-numbers'>,
    'subjectId' | 'previousId'
  >)[];
  readonly tasks?: readonly DemoTask[];
  readonly instructions?: readonly DemoInstruction[];
  readonly observables?: { readonly at: When; readonly by: PersonKey } & Omit<
    Body<'POST /api/v1/observables'>,
    'subjectId'
  >;
  readonly notes?: readonly {
    readonly at: When;
    readonly by: PersonKey;
    readonly title: string;
    readonly text: string;
  }[];
  readonly summaries?: readonly {
    readonly at: When;
    readonly by: PersonKey;
    readonly technical: string;
    readonly plain: string;
    readonly known: readonly string[];
    readonly unknown: readonly string[];
    readonly assumed: readonly string[];
  }[];
  readonly playbook?: { readonly code: string; readonly by: PersonKey; readonly steps: number };
  readonly monitoring?: { readonly at: When; readonly by: PersonKey; readonly hours: number; readonly note: string };
  /** A numbered report to management. */
  readonly report?: { readonly at: When; readonly by: PersonKey };
  readonly review?: {
    readonly at: When;
    readonly by: PersonKey;
    readonly happened: string;
    readonly whys: readonly string[];
    readonly rootCause: string;
    readonly wentWell: readonly string[];
    readonly wentBadly: readonly string[];
  };
  readonly measures?: readonly {
    readonly kind: 'permanent' | 'temporary';
    readonly title: string;
    readonly to: PersonKey | string;
    readonly days: number;
    readonly done?: string;
  }[];
  readonly closed?: {
    readonly at: When;
    readonly by: PersonKey;
    readonly outcome: ClosableOutcome;
    readonly reason: string;
    readonly gaps?: string;
  };
  readonly closingReport?: { readonly at: When; readonly by: PersonKey };
  readonly related?: readonly {
    readonly at: When;
    readonly by: PersonKey;
    readonly kind: 'related' | 'caused-by' | 'follows-from' | 'same-attacker';
    readonly to: number;
    readonly note: string;
  }[];
};
