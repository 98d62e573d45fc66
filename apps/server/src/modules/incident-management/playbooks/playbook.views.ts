import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { VersionHead } from './playbook.model.ts';
import { stateOfVersion } from './version.rules.ts';

/** One version as a history shows it. */
export function viewEdition(
  head: VersionHead,
  { current, today }: { readonly current: VersionHead | null; readonly today: string },
): ResponseOf<RouteWith<'playbooks.show'>>['versions'][number] {
  return {
    label: head.label,
    origin: head.origin,
    state: stateOfVersion(head, current, today),
    effectiveOn: head.effectiveOn,
    publishedAt: head.publishedAt.toISOString(),
    publishedBy: head.publishedBy,
    note: head.note,
  };
}
