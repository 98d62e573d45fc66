import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { ReasonForm } from '../../../../shared/reason.form.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip, type Tone } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { DelegationForm } from '../forms/delegation.form.tsx';
import type { Authority, Delegation } from '../queries.ts';
import { useAuthorityWords } from './authority-words.hook.ts';
import './authority.css';

const tones: Readonly<Record<Delegation['state'], Tone>> = {
  running: 'green',
  'to-come': 'accent',
  ended: 'neutral',
  revoked: 'neutral',
};

/** Who lends authority to whom, until when. */
export function DelegationsCard({ authority }: { readonly authority: Authority }) {
  const { say } = useSay();
  const { actionName, comma } = useAuthorityWords();
  const [isGiving, setGiving] = useState(false);
  const [revoked, setRevoked] = useState<Delegation | null>(null);
  const { delegations } = authority;
  return (
    <Card
      title={say('delegations.title')}
      isTight
      actions={
        authority.can.delegate ? (
          <Button size="small" onClick={() => setGiving(true)}>
            {say('delegations.give.act')}
          </Button>
        ) : undefined
      }
    >
      {delegations.length === 0 && <p className="m-card-body m-second">{say('delegations.empty')}</p>}
      <ul className="m-authority-rules">
        {delegations.map((one) => (
          <li key={one.id} className="m-authority-line">
            <span className="m-typed">
              <span className="m-strong">{say('delegations.line', { from: one.from.name, to: one.to.name })}</span>
              <div className="m-second">
                {one.actionKinds.length === 0 ? say('delegations.all') : one.actionKinds.map(actionName).join(comma)} ・{' '}
                <Moment at={one.startsAt} as="short" /> – <Moment at={one.endsAt} as="short" />
              </div>
              <div className="m-second">{one.reason}</div>
            </span>
            <Chip tone={tones[one.state]}>{say(`delegations.state.${one.state}`)}</Chip>
            {one.can.revoke && (
              <Button size="small" onClick={() => setRevoked(one)}>
                {say('delegations.revoke.act')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Dialog title={say('delegations.give.title')} isOpen={isGiving} onClose={() => setGiving(false)} size={560}>
        {isGiving && <DelegationForm authority={authority} onClose={() => setGiving(false)} />}
      </Dialog>
      <Dialog title={say('delegations.revoke.act')} isOpen={revoked !== null} onClose={() => setRevoked(null)}>
        {revoked !== null && (
          <ReasonForm
            explained={say('delegations.revoke.explained', { from: revoked.from.name, to: revoked.to.name })}
            label={say('delegations.revoke.reason')}
            act={say('delegations.revoke.act')}
            kind="danger"
            about={revoked.id}
            stale={['authority']}
            onClose={() => setRevoked(null)}
            send={async (reason, idempotencyKey) => {
              await call('POST /api/v1/delegations/{id}/revoke', {
                params: { id: revoked.id },
                body: { reason },
                idempotencyKey,
              });
              return say('delegations.revoke.done');
            }}
          />
        )}
      </Dialog>
    </Card>
  );
}
