import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { MoreRows } from '../../../../shared/list.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { ReasonForm } from '../../../../shared/reason.form.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { Empty } from '../../../../ui/page.tsx';
import { SightingForm } from '../forms/sighting.form.tsx';
import { observableLink } from '../links.ts';
import { type Sighting, sightingsQuery } from '../queries.ts';

type Props = {
  readonly of: { readonly valueId: string } | { readonly subjectId: string };
  /** The value of a page about one; empty where it is to be typed. */
  readonly value: string;
  /** The record to which a new sighting goes; left out: where the value was seen last. */
  readonly subjectId?: string;
  readonly mayAdd: boolean;
};

/** When and where values were seen, and by whose word. */
export function SightingsCard({ of, value, subjectId, mayAdd }: Props) {
  const { say, locale } = useSay();
  const { may } = useMe();
  const list = useInfiniteQuery(sightingsQuery(of));
  const [isAdding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<Sighting | null>(null);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = list.data?.pages[0]?.total;
  return (
    <Card
      title={say('sightings.title')}
      note={total && rows.length > 0 && say('observables.list.count', { total: totalText(total, locale) })}
      isTight
      actions={
        mayAdd &&
        may('sightings.add') && (
          <Button size="small" icon={IconPlus} onClick={() => setAdding(true)}>
            {say('sightings.add.act')}
          </Button>
        )
      }
    >
      {list.data === undefined && <Waiting query={list} />}
      {list.data !== undefined && rows.length === 0 && <Empty>{say('sightings.empty')}</Empty>}
      <ul className="m-observables">
        {rows.map((one) => (
          <SightingRow
            key={one.id}
            sighting={one}
            showsValue={'subjectId' in of}
            onWithdraw={mayAdd && may('sightings.withdraw') ? () => setLeaving(one) : null}
          />
        ))}
      </ul>
      <MoreRows list={list} />
      <Dialog title={say('sightings.add.title')} isOpen={isAdding} onClose={() => setAdding(false)}>
        <SightingForm value={value} subjectId={subjectId} onClose={() => setAdding(false)} />
      </Dialog>
      <Dialog title={say('sightings.withdraw.title')} isOpen={leaving !== null} onClose={() => setLeaving(null)}>
        {leaving !== null && (
          <ReasonForm
            explained={say('sightings.withdraw.explained', { value: leaving.defanged, source: leaving.source })}
            label={say('sightings.withdraw.reason')}
            act={say('sightings.withdraw.act')}
            kind="primary"
            most={300}
            about={leaving.id}
            stale={['observable']}
            send={async (reason, idempotencyKey) => {
              const params = { id: leaving.id };
              await call('POST /api/v1/sightings/{id}/withdraw', { params, body: { reason }, idempotencyKey });
              return say('sightings.withdraw.done');
            }}
            onClose={() => setLeaving(null)}
          />
        )}
      </Dialog>
    </Card>
  );
}

type RowProps = {
  readonly sighting: Sighting;
  readonly showsValue: boolean;
  readonly onWithdraw: (() => void) | null;
};

function SightingRow({ sighting, showsValue, onWithdraw }: RowProps) {
  const { say } = useSay();
  const linkOf = useSubjectLink();
  const { withdrawn, record } = sighting;
  const to = linkOf(record);
  return (
    <li className="m-observable" data-state={withdrawn === null ? 'current' : 'dismissed'}>
      <div className="m-observable-line">
        <span className="m-observable-value">
          <Moment at={sighting.seenAt} as={sighting.precision === 'instant' ? 'exact' : 'full'} />
        </span>
        {sighting.precision !== 'instant' && (
          <span className="m-second">{say(`sightings.precision.${sighting.precision}`)}</span>
        )}
        <span className="m-strong">{sighting.source}</span>
        {sighting.count > 1 && <span>{say('sightings.times', { count: sighting.count })}</span>}
      </div>
      {withdrawn === null && onWithdraw !== null && (
        <span className="m-observable-acts">
          <Button
            size="small"
            kind="plain"
            aria-label={`${say('sightings.withdraw.act')}: ${sighting.defanged} ${sighting.source}`}
            onClick={onWithdraw}
          >
            {say('sightings.withdraw.act')}
          </Button>
        </span>
      )}
      <div className="m-observable-line m-second">
        {showsValue ? (
          <Link to={observableLink(sighting.valueId)} className="m-mono m-observable-value">
            {sighting.defanged}
          </Link>
        ) : (
          <span>
            {to === null ? (record.number ?? record.title) : <Link to={to}>{record.number ?? record.title}</Link>}
          </span>
        )}
        <span>
          {say('sightings.said-by', { name: sighting.saidBy.name })} ・ <Moment at={sighting.saidAt} as="short" />
        </span>
        {withdrawn !== null && (
          <span>{say('sightings.withdrawn', { reason: withdrawn.reason, name: withdrawn.by.name })}</span>
        )}
      </div>
      {sighting.note !== '' && <div className="m-observable-note m-typed">{sighting.note}</div>}
    </li>
  );
}
