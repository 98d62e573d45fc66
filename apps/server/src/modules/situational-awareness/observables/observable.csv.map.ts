import { defang, readableOf } from '@matoi/formats/ioc';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import { safeCell } from '../../../platform/tables/index.ts';
import type { Occurrence } from './observable.model.ts';
import { markingOf } from './observable.rules.ts';

const columns = [
  'type',
  'value',
  'defanged',
  'readable',
  'role',
  'state',
  'dismissal',
  'tags',
  'tlp',
  'pap',
  'note',
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
    const marking = markingOf(one);
    return [
      one.type,
      one.value,
      defang(one.type, one.value),
      readableOf(one.type, one.value) ?? '',
      one.role,
      one.state,
      one.dismissal ?? '',
      one.tags.join('; '),
      marking.tlp === null ? '' : `TLP:${marking.tlp.toUpperCase()}`,
      marking.pap === null ? '' : `PAP:${marking.pap.toUpperCase()}`,
      one.note,
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
