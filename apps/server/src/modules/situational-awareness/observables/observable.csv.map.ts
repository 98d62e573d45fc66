import { defang, readableOf } from '@matoi/formats/ioc';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import { safeCell } from '../../../platform/tables/index.ts';
import type { Occurrence } from './observable.model.ts';

const columns = [
  'type',
  'value',
  'defanged',
  'readable',
  'role',
  'state',
  'dismissal',
  'source',
  'record',
  'record_title',
  'snippet',
  'first_seen_at',
  'last_seen_at',
] as const;

/** Observables as CSV (RFC 4180) with a byte order mark, as spreadsheets want it. */
export function writeCsv(rows: readonly Occurrence[], links: ReadonlyMap<string, SubjectLink>): string {
  const lines = rows.map((one) => {
    const record = links.get(one.subjectId);
    return [
      one.type,
      one.value,
      defang(one.type, one.value),
      readableOf(one.type, one.value) ?? '',
      one.role,
      one.state,
      one.dismissal ?? '',
      one.source,
      record?.number ?? '',
      record?.title ?? '',
      one.snippet,
      one.firstSeenAt.toISOString(),
      one.lastSeenAt.toISOString(),
    ]
      .map(cell)
      .join(',');
  });
  return `\ufeff${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

/** Quoted, and no formula for any spreadsheet. */
function cell(text: string): string {
  return `"${safeCell(text).replaceAll('"', '""')}"`;
}
