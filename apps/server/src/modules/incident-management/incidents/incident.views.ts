import { handlingPhases, type ResponseOf, type RouteWith } from '@matoi/contract';
import type { Actor } from '../../../platform/access/index.ts';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import type {
  AssertedTime,
  ChosenTimes,
  Incident,
  Member,
  SeverityDecision,
  Summary,
  TimeKind,
} from './incident.model.ts';
import { isOpen, nextMoves, standingOf } from './incident.rules.ts';
import { movesOf } from './phase.rules.ts';

type SummaryView = ResponseOf<RouteWith<'incidents.list'>>['items'][number];
type IncidentView = ResponseOf<RouteWith<'incidents.show'>>;

/** What is named beside incidents. */
export type Names = {
  readonly compartments: ReadonlyMap<number, SummaryView['compartment']>;
  /** The account that commands, by incident. */
  readonly commanders: ReadonlyMap<string, string>;
  readonly accounts: ReadonlyMap<string, string>;
  readonly subjects: ReadonlyMap<string, SubjectLink>;
};

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** An incident as the list shows it. */
export function viewSummary(incident: Incident, names: Names): SummaryView {
  const commander = names.commanders.get(incident.id);
  return {
    id: incident.id,
    number: incident.number,
    version: incident.version,
    title: incident.title,
    phase: incident.phase,
    phaseStates: handlingPhases.map((phase) => ({ phase, state: incident.phases[phase].state })),
    severity: incident.severity,
    classCode: incident.classCode,
    tlp: incident.tlp,
    pap: incident.pap,
    commander: commander === undefined ? null : { id: commander, name: names.accounts.get(commander) ?? '' },
    nextReviewAt: iso(incident.nextReviewAt),
    monitoringUntil: iso(incident.monitoringUntil),
    knownAt: iso(incident.knownAt),
    outcome: incident.closing?.outcome ?? null,
    mergedInto: incident.mergedInto === null ? null : (names.subjects.get(incident.mergedInto) ?? null),
    openedAt: incident.openedAt.toISOString(),
    closedAt: iso(incident.closing?.closedAt ?? null),
    openedBy: incident.openedBy,
    compartment: names.compartments.get(incident.compartmentId) ?? {
      id: incident.compartmentId,
      name: '',
      isOpen: false,
    },
  };
}

/** Everything of an incident that its page shows. */
export type WholeIncident = {
  readonly incident: Incident;
  readonly names: Names;
  readonly reports: readonly SubjectLink[];
  readonly merged: readonly (SubjectLink & { readonly reports: SubjectLink[] })[];
  readonly members: readonly Member[];
  readonly memberNames: ReadonlyMap<string, string>;
  /** Every kind of time in its order. */
  readonly timeKinds: readonly TimeKind[];
  readonly times: readonly AssertedTime[];
  readonly chosen: ChosenTimes;
  readonly decision: SeverityDecision | null;
  readonly summary: Summary | null;
  readonly canOverride: boolean;
};

/** An incident with what its page shows, the moves that are open, and what this actor may do. */
export function viewIncident(whole: WholeIncident, actor: Pick<Actor, 'permissions'>): IncidentView {
  const { incident } = whole;
  const may = (permission: string) => actor.permissions.has(permission);
  const mayWhileOpen = (permission: string) => isOpen(incident.phase) && may(permission);
  const moves = nextMoves(standingOf(incident)).filter((move) => may(`incidents.${move}`));
  return {
    ...viewSummary(incident, whole.names),
    reports: [...whole.reports],
    phases: handlingPhases.map((phase) => {
      const { state, startedAt, endedAt, reason } = incident.phases[phase];
      return {
        phase,
        state,
        startedAt: iso(startedAt),
        endedAt: iso(endedAt),
        reason,
        moves: mayWhileOpen('incidents.move-phase') ? [...movesOf(incident.phases, phase)] : [],
      };
    }),
    times: whole.timeKinds.map(({ code, name, isNeeded }) => ({
      kind: code,
      name,
      isNeeded,
      chosenId: whole.chosen.get(code) ?? null,
      assertions: whole.times.filter((time) => time.kind === code).map((time) => viewTime(time, whole.times)),
    })),
    severityDecision: whole.decision === null ? null : viewDecision(whole.decision),
    functions: whole.members.map((member) => viewMember(member, whole.memberNames)),
    summary: whole.summary === null ? null : viewTexts(whole.summary),
    merged: whole.merged.map((one) => ({ ...one })),
    monitoringNote: incident.monitoringNote,
    closing:
      incident.closing === null
        ? null
        : {
            ...incident.closing,
            closedAt: incident.closing.closedAt.toISOString(),
            overrides: incident.closing.overrides.map((one) => ({ ...one })),
          },
    can: {
      close: moves.includes('close'),
      override: mayWhileOpen('incidents.close') && whole.canOverride,
      reopen: moves.includes('reopen'),
      restrict: may('subjects.restrict') && incident.mergedInto === null,
      annotate: mayWhileOpen('journal.add'),
      change: mayWhileOpen('incidents.change'),
      movePhase: mayWhileOpen('incidents.move-phase'),
      monitor: mayWhileOpen('incidents.monitor'),
      assertTime: mayWhileOpen('incidents.assert-time'),
      decideSeverity: mayWhileOpen('incidents.decide-severity'),
      assign: mayWhileOpen('incidents.assign'),
      summarise: mayWhileOpen('incidents.summarise'),
      addReport: mayWhileOpen('incidents.add-report'),
      relate: may('relations.add'),
      merge: moves.includes('merge'),
      unmerge: moves.includes('unmerge'),
    },
    next: moves.filter((move) => move !== 'merge'),
  };
}

function viewTime(
  time: AssertedTime,
  all: readonly AssertedTime[],
): IncidentView['times'][number]['assertions'][number] {
  return {
    ...time,
    source: { ...time.source },
    at: iso(time.at),
    recordedAt: time.recordedAt.toISOString(),
    supersededBy: all.find((one) => one.supersedes === time.id)?.id ?? null,
  };
}

/** How a severity was decided. */
export function viewDecision(decision: SeverityDecision): NonNullable<IncidentView['severityDecision']> {
  return {
    ...decision,
    ticks: decision.ticks.map((tick) => ({ ...tick })),
    decidedAt: decision.decidedAt.toISOString(),
  };
}

/** Who is what, since when. */
export function viewMember(member: Member, names: ReadonlyMap<string, string>): IncidentView['functions'][number] {
  return {
    account: { id: member.accountId, name: names.get(member.accountId) ?? '' },
    function: member.function,
    from: member.from.toISOString(),
    until: iso(member.until),
    givenBy: member.givenBy,
  };
}

/** One version of the summary. */
export function viewTexts(summary: Summary): NonNullable<IncidentView['summary']> {
  return {
    ...summary,
    known: [...summary.known],
    unknown: [...summary.unknown],
    assumed: [...summary.assumed],
    writtenAt: summary.writtenAt.toISOString(),
  };
}
