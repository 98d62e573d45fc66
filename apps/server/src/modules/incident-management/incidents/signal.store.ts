import type { IncidentPhase, Severity } from '@matoi/contract';
import { asId } from '@matoi/kernel';
import { visibleTo } from '../../../platform/access/index.ts';
import type { Reading } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Signal } from '../../../platform/subjects/index.ts';
import { isOpen } from './incident.rules.ts';

type Db = Tables<'incidents.incident'>;

/** Most records that a look back answers. */
const mostSignals = 5_000;

/** What of incidents can call people out, without the hours of work: of one, or of all since a moment, the newest first. */
export async function incidentSignals(
  reading: Reading,
  which: { readonly id: string } | { readonly since: Date },
): Promise<readonly Omit<Signal, 'isOffHours'>[]> {
  const incidents = (reading.db as Db)
    .selectFrom('incidents.incident')
    .select(['id', 'phase', 'severity', 'class_code', 'opened_at'])
    .where(visibleTo(reading.actor, 'incidents.incident.compartment_id'));
  const rows = await ('id' in which
    ? incidents.where('id', '=', which.id)
    : incidents.where('opened_at', '>=', which.since).orderBy('opened_at', 'desc').orderBy('id', 'desc')
  )
    .limit(mostSignals)
    .execute();
  return rows.map((row) => ({
    subjectId: asId<'Subject'>(row.id),
    kind: 'incident',
    at: row.opened_at,
    priority: null,
    severity: row.severity as Severity | null,
    classCode: row.class_code,
    source: null,
    mailboxId: null,
    isOpen: isOpen(row.phase as IncidentPhase),
  }));
}
