import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Actor } from '../../../platform/access/index.ts';
import { isAlwaysNeeded, type Template } from './template.rules.ts';

/** A prepared text as the contract describes it. */
export function viewTemplate(
  template: Template,
  actor: Pick<Actor, 'permissions'>,
): ResponseOf<RouteWith<'correspondence.create-template'>> {
  const mayChange = actor.permissions.has('correspondence.change-template');
  return {
    ...template,
    changedAt: template.changedAt?.toISOString() ?? null,
    can: { change: mayChange, retire: mayChange && !isAlwaysNeeded(template.key) },
  };
}
