import type { ObligationAnchorKind } from '@matoi/contract/values';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { ReasonForm } from '../../../../shared/reason.form.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import type { Anchor, Duties, DutyStage } from '../queries.ts';

type AnchorProps = {
  readonly duties: Duties;
  readonly stage: DutyStage;
  readonly onAnchor: (kind: ObligationAnchorKind) => void;
};

/** What counts, who said so, and the other candidates, each with the way to take it instead. */
export function AnchorPart({ duties, stage, onAnchor }: AnchorProps) {
  const { say } = useSay();
  const { may } = useMe();
  const [asked, setAsked] = useState<{ readonly anchor: Anchor; readonly isAsserted: boolean } | null>(null);
  const { kind } = stage.anchor;
  if (kind === null) return null;
  const candidates = stage.anchor.candidates.flatMap((id) => duties.anchors.find((one) => one.id === id) ?? []);
  const mayAssert = duties.can.change && may('obligations.assert-anchor');
  return (
    <>
      <div className="m-second">{say(`obligations.anchor-kind.${kind}`)}</div>
      {candidates.length === 0 && (
        <p>{say('obligations.anchor.none', { kind: say(`obligations.anchor-kind.${kind}`) })}</p>
      )}
      <ul className="m-duty-plain">
        {candidates.map((one) => (
          <li key={one.id} className="m-duty-candidate" data-counts={one.id === stage.anchor.candidateId}>
            <AnchorMoment anchor={one} />{' '}
            {one.id === stage.anchor.candidateId && <Chip tone="accent">{say('obligations.anchor.counts')}</Chip>}
            {stage.anchor.candidateId === null && one.id === stage.anchor.proposedId && (
              <Chip>{say('obligations.anchor.proposed')}</Chip>
            )}
            <div className="m-second m-typed">
              {one.source}
              {one.assertion !== null &&
                ` ・ ${say('obligations.anchor.asserted-by', { name: one.assertion.by })}${one.assertion.reason === '' ? '' : `：${one.assertion.reason}`}`}
            </div>
            {one.evidence !== '' && <div className="m-second m-typed">{one.evidence}</div>}
            {mayAssert && one.assertion === null && (
              <Button size="small" onClick={() => setAsked({ anchor: one, isAsserted: true })}>
                {say('obligations.anchor.take')}
              </Button>
            )}
            {mayAssert && one.assertion !== null && (
              <Button size="small" kind="plain" onClick={() => setAsked({ anchor: one, isAsserted: false })}>
                {say('obligations.anchor.back')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {duties.can.change && may('obligations.propose-anchor') && (
        <Button size="small" kind={candidates.length === 0 ? 'outline' : 'plain'} onClick={() => onAnchor(kind)}>
          {say(candidates.length === 0 ? 'obligations.anchor.begin' : 'obligations.anchor.another')}
        </Button>
      )}
      <Dialog
        title={say(asked?.isAsserted === false ? 'obligations.anchor.back-title' : 'obligations.anchor.take-title')}
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
      >
        {asked !== null && (
          <ReasonForm
            explained={say(
              asked.isAsserted ? 'obligations.anchor.take-explained' : 'obligations.anchor.back-explained',
              { source: asked.anchor.source },
            )}
            isTyped
            label={say('obligations.anchor.reason')}
            act={say(asked.isAsserted ? 'obligations.anchor.take' : 'obligations.anchor.back-act')}
            kind={asked.isAsserted ? 'primary' : 'danger'}
            about={[asked.anchor.id, asked.isAsserted]}
            stale={['obligation']}
            onClose={() => setAsked(null)}
            send={async (reason, idempotencyKey) => {
              await call('POST /api/v1/obligation-anchors/assert', {
                body: { anchorId: asked.anchor.id, isAsserted: asked.isAsserted, reason },
                idempotencyKey,
              });
              return say(asked.isAsserted ? 'obligations.anchor.taken' : 'obligations.anchor.backed');
            }}
          />
        )}
      </Dialog>
    </>
  );
}

export function AnchorMoment({ anchor }: { readonly anchor: Pick<Anchor, 'at' | 'precision' | 'zone'> }) {
  const { say } = useSay();
  if (anchor.precision === 'date' || anchor.precision === 'month') {
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: anchor.zone, dateStyle: 'short' }).format(
      new Date(anchor.at),
    );
    return <span className="m-strong m-whole">{anchor.precision === 'date' ? day : day.slice(0, 7)}</span>;
  }
  return (
    <span className="m-strong">
      <Moment at={anchor.at} />
      {anchor.precision === 'hour' && ` ${say('obligations.precision.about')}`}
    </span>
  );
}
