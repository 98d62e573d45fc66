import type { ResponseOf, RouteWith } from '@matoi/contract';
import { inForce } from './edition.rules.ts';
import type { Edition } from './edition.store.ts';

type EditionView = ResponseOf<RouteWith<'service-levels.show'>>['versions'][number];

/** One version as a history shows it. */
export function viewEdition(edition: Edition, all: readonly Edition[], now: Date): EditionView {
  const current = inForce(all, now)?.version ?? 1;
  return {
    version: edition.version,
    effectiveAt: edition.effectiveAt.toISOString(),
    createdAt: edition.createdAt.toISOString(),
    createdBy: edition.createdBy,
    note: edition.note,
    state: edition.version === current ? 'in-force' : edition.version > current ? 'planned' : 'past',
  };
}
