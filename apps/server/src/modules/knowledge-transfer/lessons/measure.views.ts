import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Actor } from '../../../platform/access/index.ts';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import type { Measure, RollOut } from './measure.model.ts';
import { decideRollOut, isOverdue } from './measure.rules.ts';

/** A measure as the contract describes it. `today` is the day in the team's zone. */
export function viewMeasure(
  measure: Measure,
  given: {
    readonly subject: SubjectLink;
    readonly today: string;
    readonly rollOut: RollOut | null;
    readonly actor: Pick<Actor, 'permissions'>;
  },
): ResponseOf<RouteWith<'measures.add'>> {
  return {
    id: measure.id,
    version: measure.version,
    subject: given.subject,
    kind: measure.kind,
    title: measure.title,
    detail: measure.detail,
    owner: { accountId: measure.ownerId, name: measure.ownerName },
    dueOn: measure.dueOn,
    isOverdue: isOverdue(measure, given.today),
    state: measure.state,
    reason: measure.reason,
    evidenceOn: measure.evidence,
    createdAt: measure.createdAt.toISOString(),
    createdBy: measure.createdBy,
    closedAt: measure.closedAt?.toISOString() ?? null,
    closedBy: measure.closedBy,
    rollOut: given.rollOut,
    can: {
      change: given.actor.permissions.has('measures.change'),
      rollOut: decideRollOut(measure) === null && given.actor.permissions.has('instructions.roll-out'),
    },
  };
}
