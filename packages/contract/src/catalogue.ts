import type * as z from 'zod';
import { attachmentsRefusals, attachmentsRoutes } from './casework/attachments.routes.ts';
import { correspondenceRefusals, correspondenceRoutes } from './casework/correspondence.routes.ts';
import { decisionsRefusals, decisionsRoutes } from './casework/decisions.routes.ts';
import { journalRefusals, journalRoutes } from './casework/journal.routes.ts';
import { meetingsRefusals, meetingsRoutes } from './casework/meetings.routes.ts';
import { notesRefusals, notesRoutes } from './casework/notes.routes.ts';
import { relationsRefusals, relationsRoutes } from './casework/relations.routes.ts';
import { scopeRefusals, scopeRoutes } from './casework/scope.routes.ts';
import { tasksRefusals, tasksRoutes } from './casework/tasks.routes.ts';
import { timelineRefusals, timelineRoutes } from './casework/timeline.routes.ts';
import { commonRefusals } from './errors.ts';
import { authorityRefusals, authorityRoutes } from './governance/authority.routes.ts';
import { calloutRefusals, calloutRoutes } from './governance/callout.routes.ts';
import { charterRefusals, charterRoutes } from './governance/charter.routes.ts';
import { directoryRefusals, directoryRoutes } from './governance/directory.routes.ts';
import { dutyRefusals, dutyRoutes } from './governance/duty.routes.ts';
import { mailCompromiseRefusals, mailCompromiseRoutes } from './governance/mail-compromise.routes.ts';
import { offlinePackRefusals, offlinePackRoutes } from './governance/offline-pack.routes.ts';
import { teamRefusals, teamRoutes } from './governance/team.routes.ts';
import { callsRefusals, callsRoutes } from './incident-management/calls.routes.ts';
import { filingsRefusals, filingsRoutes } from './incident-management/filings.routes.ts';
import { incidentsRefusals, incidentsRoutes } from './incident-management/incidents.routes.ts';
import { ledgerRefusals, ledgerRoutes } from './incident-management/ledger.routes.ts';
import { managementReportsRefusals, managementReportsRoutes } from './incident-management/management-reports.routes.ts';
import { obligationFormsRefusals, obligationFormsRoutes } from './incident-management/obligation-forms.routes.ts';
import { obligationRulesRefusals, obligationRulesRoutes } from './incident-management/obligation-rules.routes.ts';
import { obligationsRefusals, obligationsRoutes } from './incident-management/obligations.routes.ts';
import { playbooksRefusals, playbooksRoutes } from './incident-management/playbooks.routes.ts';
import { publicReportingRefusals, publicReportingRoutes } from './incident-management/public-reporting.routes.ts';
import { reportStatisticsRefusals, reportStatisticsRoutes } from './incident-management/report-statistics.routes.ts';
import { reportsRefusals, reportsRoutes } from './incident-management/reports.routes.ts';
import { reportsDryRunRoutes } from './incident-management/reports-dry-run.routes.ts';
import { sourcesRefusals, sourcesRoutes } from './incident-management/sources.routes.ts';
import { specimensRefusals, specimensRoutes } from './incident-management/specimens.routes.ts';
import { submissionRefusals, submissionRoutes } from './incident-management/submission.routes.ts';
import { triageRefusals, triageRoutes } from './incident-management/triage.routes.ts';
import { lessonsRefusals, lessonsRoutes } from './knowledge-transfer/lessons.routes.ts';
import { identityRefusals, identityRoutes } from './platform/identity.routes.ts';
import { mailboxesRefusals, mailboxesRoutes } from './platform/mailboxes.routes.ts';
import permissionTable from './platform/permissions.json' with { type: 'json' };
import { platformRefusals, platformRoutes } from './platform/platform.routes.ts';
import type { Role } from './platform/platform.values.ts';
import { pushRefusals, pushRoutes } from './platform/push.routes.ts';
import type { Route } from './route.ts';
import { blockListsRefusals, blockListsRoutes } from './situational-awareness/block-lists.routes.ts';
import { observablesRefusals, observablesRoutes } from './situational-awareness/observables.routes.ts';
import { pictureRefusals, pictureRoutes } from './situational-awareness/picture.routes.ts';
import { sightingsRefusals, sightingsRoutes } from './situational-awareness/sightings.routes.ts';
import { warningListsRefusals, warningListsRoutes } from './situational-awareness/warning-lists.routes.ts';

/** Every route of the program. The server refuses to start when one of them has no handler. */
export const routes = [
  ...identityRoutes,
  ...platformRoutes,
  ...mailboxesRoutes,
  ...pushRoutes,
  ...reportsRoutes,
  ...callsRoutes,
  ...ledgerRoutes,
  ...reportStatisticsRoutes,
  ...incidentsRoutes,
  ...publicReportingRoutes,
  ...triageRoutes,
  ...calloutRoutes,
  ...obligationsRoutes,
  ...obligationRulesRoutes,
  ...obligationFormsRoutes,
  ...filingsRoutes,
  ...playbooksRoutes,
  ...reportsDryRunRoutes,
  ...sourcesRoutes,
  ...submissionRoutes,
  ...journalRoutes,
  ...relationsRoutes,
  ...timelineRoutes,
  ...attachmentsRoutes,
  ...scopeRoutes,
  ...notesRoutes,
  ...correspondenceRoutes,
  ...tasksRoutes,
  ...observablesRoutes,
  ...sightingsRoutes,
  ...warningListsRoutes,
  ...blockListsRoutes,
  ...specimensRoutes,
  ...lessonsRoutes,
  ...managementReportsRoutes,
  ...authorityRoutes,
  ...charterRoutes,
  ...decisionsRoutes,
  ...meetingsRoutes,
  ...mailCompromiseRoutes,
  ...offlinePackRoutes,
  ...teamRoutes,
  ...dutyRoutes,
  ...directoryRoutes,
  ...pictureRoutes,
] as const satisfies readonly Route[];

/** Every refusal code with its one HTTP status. */
export const refusalStatuses = {
  ...commonRefusals,
  ...identityRefusals,
  ...platformRefusals,
  ...mailboxesRefusals,
  ...pushRefusals,
  ...reportsRefusals,
  ...callsRefusals,
  ...ledgerRefusals,
  ...reportStatisticsRefusals,
  ...incidentsRefusals,
  ...publicReportingRefusals,
  ...triageRefusals,
  ...calloutRefusals,
  ...obligationsRefusals,
  ...obligationRulesRefusals,
  ...obligationFormsRefusals,
  ...filingsRefusals,
  ...playbooksRefusals,
  ...sourcesRefusals,
  ...submissionRefusals,
  ...journalRefusals,
  ...relationsRefusals,
  ...timelineRefusals,
  ...attachmentsRefusals,
  ...scopeRefusals,
  ...notesRefusals,
  ...correspondenceRefusals,
  ...tasksRefusals,
  ...observablesRefusals,
  ...sightingsRefusals,
  ...warningListsRefusals,
  ...blockListsRefusals,
  ...specimensRefusals,
  ...lessonsRefusals,
  ...managementReportsRefusals,
  ...authorityRefusals,
  ...charterRefusals,
  ...decisionsRefusals,
  ...meetingsRefusals,
  ...mailCompromiseRefusals,
  ...offlinePackRefusals,
  ...teamRefusals,
  ...dutyRefusals,
  ...directoryRefusals,
  ...pictureRefusals,
} as const;

/** Roles × permissions: which roles may use the route with that id. */
export const permissions: Readonly<Record<string, readonly Role[]>> = permissionTable as Record<string, Role[]>;

export type AnyRoute = (typeof routes)[number];
export type RouteId = AnyRoute['id'];
export type RouteWith<Id extends RouteId> = Extract<AnyRoute, { readonly id: Id }>;
export type RouteKey = AnyRoute extends infer R
  ? R extends { method: infer M extends string; path: infer P extends string }
    ? `${M} ${P}`
    : never
  : never;
export type RouteOf<Key extends RouteKey> = Key extends `${infer M} ${infer P}`
  ? Extract<AnyRoute, { readonly method: M; readonly path: P }>
  : never;
export type RefusalCode = keyof typeof refusalStatuses;

type Input<S> = S extends z.ZodType ? z.input<S> : undefined;
type Output<S> = S extends z.ZodType ? z.output<S> : undefined;
type Part<R, Name extends string> = R extends Readonly<Record<Name, infer S>> ? S : undefined;

/** What a caller sends, before defaults and coercion. */
export type ParamsInput<R> = Input<Part<R, 'params'>>;
export type QueryInput<R> = Input<Part<R, 'query'>>;
export type BodyInput<R> = Input<Part<R, 'body'>>;
/** What a handler gets, after validation. */
export type ParamsOf<R> = Output<Part<R, 'params'>>;
export type QueryOf<R> = Output<Part<R, 'query'>>;
export type BodyOf<R> = Output<Part<R, 'body'>>;
/** What a caller is answered. */
export type ResponseOf<R> = Output<Part<R, 'response'>>;
