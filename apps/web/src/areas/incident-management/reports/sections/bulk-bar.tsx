import { lazy, Suspense, useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Button } from '../../../../ui/button.tsx';
import {
  IconArrowMerge,
  IconBan,
  IconCircleCheck,
  IconClockPause,
  IconTags,
  IconUserCheck,
  IconX,
} from '../../../../ui/icons.ts';
import type { BulkKind } from '../forms/bulk.form.tsx';
import type { ReportSummary } from '../queries.ts';

const BulkDialog = lazy(async () => ({ default: (await import('../forms/bulk.form.tsx')).BulkDialog }));

type BulkBarProps = {
  readonly reports: readonly ReportSummary[];
  readonly isSnoozedList: boolean;
  /** How many rows are on the page. */
  readonly rowCount: number;
  readonly onSelectAll: () => void;
  readonly onSelect: (ids: readonly string[]) => void;
};

/** What can be done with the selected reports. */
export function BulkBar({ reports, isSnoozedList, rowCount, onSelectAll, onSelect }: BulkBarProps) {
  const { say } = useSay();
  const [kind, setKind] = useState<{ readonly kind: BulkKind; readonly reports: readonly ReportSummary[] } | null>(
    null,
  );
  const begin = (next: BulkKind) => setKind({ kind: next, reports });
  const isOpen = kind !== null;
  if (reports.length === 0 && !isOpen) return null;
  return (
    <div className="m-bulk" role="toolbar" aria-label={say('reports.bulk.label')}>
      <div className="m-bulk-line">
        <span className="m-strong" role="status">
          {say('reports.bulk.count', { count: reports.length })}
        </span>
        {reports.length < rowCount && (
          <Button kind="plain" size="small" onClick={onSelectAll}>
            {say('reports.bulk.all', { count: rowCount })}
          </Button>
        )}
        <Button kind="plain" size="small" icon={IconX} className="m-at-end" onClick={() => onSelect([])}>
          {say('reports.bulk.none')}
        </Button>
      </div>
      <div className="m-bulk-line">
        <Button size="small" icon={IconUserCheck} onClick={() => begin('assign')}>
          {say('reports.bulk.act-assign')}
        </Button>
        {isSnoozedList ? (
          <Button size="small" icon={IconClockPause} onClick={() => begin('wake')}>
            {say('reports.wake.act')}
          </Button>
        ) : (
          <Button size="small" icon={IconClockPause} onClick={() => begin('snooze')}>
            {say('reports.bulk.act-snooze')}
          </Button>
        )}
        <Button size="small" icon={IconTags} onClick={() => begin('tag')}>
          {say('reports.bulk.act-tag')}
        </Button>
        <Button size="small" icon={IconCircleCheck} onClick={() => begin('close')}>
          {say('reports.bulk.act-close')}
        </Button>
        <Button size="small" icon={IconBan} onClick={() => begin('spam')}>
          {say('reports.spam.act')}
        </Button>
        <Button size="small" icon={IconArrowMerge} onClick={() => begin('merge')}>
          {say('reports.bulk.act-merge')}
        </Button>
      </div>
      {kind !== null && (
        <Suspense fallback={null}>
          <BulkDialog
            kind={kind.kind}
            reports={kind.reports}
            onClose={(doneIds) => {
              setKind(null);
              const done = new Set(doneIds);
              onSelect(kind.reports.map(({ id }) => id).filter((id) => !done.has(id)));
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
