import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { type Charter, charterKey } from '../queries.ts';

/** Whether everybody can read the version in force. */
export function PublicCard({ charter }: { readonly charter: Charter }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const [isAsked, setAsked] = useState(false);
  const { isPublic, address, textAddress } = charter.publication;
  const mayTurn = charter.can.publish && (isPublic || charter.current !== null);
  const turn = () =>
    submit.run([isPublic], async (idempotencyKey) => {
      const next = await call('POST /api/v1/charter/publication', { body: { isPublic: !isPublic }, idempotencyKey });
      queries.setQueryData(charterKey, next);
      setAsked(false);
      toastDone(say(isPublic ? 'charter.public.withdrawn' : 'charter.public.published'), say('platform.act.close'));
    });
  return (
    <Card title={say('charter.public.title')}>
      <div className="m-stack">
        <p>{say(isPublic ? 'charter.public.on' : 'charter.public.off')}</p>
        {isPublic ? (
          <p className="m-typed">
            <a href={address}>{address}</a>
            <br />
            {say('charter.public.text')} <a href={textAddress}>{textAddress}</a>
          </p>
        ) : (
          <p className="m-typed m-second">{address}</p>
        )}
        {!charter.can.publish && <p className="m-second">{say('charter.public.not-yours')}</p>}
        {charter.can.publish && !mayTurn && <p className="m-second">{say('charter.public.waits')}</p>}
        {!isAsked && <Refusal problem={submit.problem} />}
        {mayTurn && (
          <p>
            {isPublic ? (
              <Button isBusy={submit.busy} onClick={() => void turn()}>
                {say('charter.public.withdraw')}
              </Button>
            ) : (
              <Button onClick={() => setAsked(true)}>{say('charter.public.publish')}</Button>
            )}
          </p>
        )}
      </div>
      <Dialog title={say('charter.public.publish-title')} isOpen={isAsked} onClose={() => setAsked(false)}>
        <p>{say('charter.public.publish-text')}</p>
        <Refusal problem={submit.problem} />
        <div className="m-dialog-end">
          <Button onClick={() => setAsked(false)}>{say('platform.act.cancel')}</Button>
          <Button kind="primary" isBusy={submit.busy} onClick={() => void turn()}>
            {say('charter.public.publish')}
          </Button>
        </div>
      </Dialog>
    </Card>
  );
}
