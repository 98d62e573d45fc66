import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { CopyField } from '../../../../ui/copy-field.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { dutyFeedQuery } from '../queries.ts';

/** The secret address by which a calendar program shows the own duties. It is shown once. */
export function DutyCalendar() {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const feed = useQuery(dutyFeedQuery);
  const [address, setAddress] = useState<string | null>(null);
  const look = () => queries.invalidateQueries({ queryKey: ['duty-feed'] });
  const renew = async () => {
    await submit.run('renew', async () => {
      setAddress((await call('POST /api/v1/duty-feed', { body: {} })).address);
    });
    await look();
  };
  const revoke = async () => {
    await submit.run('revoke', async (idempotencyKey) => {
      await call('POST /api/v1/duty-feed/revoke', { body: {}, idempotencyKey });
      setAddress(null);
    });
    await look();
  };
  const createdAt = feed.data?.createdAt ?? null;
  return (
    <Card title={say('duty.calendar.title')}>
      <div className="m-stack">
        <p>{say('duty.calendar.text')}</p>
        {feed.data === undefined && <Waiting query={feed} />}
        {address !== null && (
          <>
            <CopyField
              label={say('duty.calendar.address')}
              value={address}
              copyLabel={say('platform.act.copy')}
              copiedLabel={say('platform.act.copied')}
            />
            <Notice tone="amber">{say('duty.calendar.once')}</Notice>
          </>
        )}
        {createdAt !== null && (
          <p className="m-second">
            {say('duty.calendar.made')} <Moment at={createdAt} />
          </p>
        )}
        <Refusal problem={submit.problem} />
        {feed.data !== undefined && (
          <div className="m-row">
            <Button isBusy={submit.busy} onClick={() => void renew()}>
              {say(createdAt === null ? 'duty.calendar.make' : 'duty.calendar.renew')}
            </Button>
            {createdAt !== null && (
              <Button kind="plain" isBusy={submit.busy} onClick={() => void revoke()}>
                {say('duty.calendar.revoke')}
              </Button>
            )}
          </div>
        )}
      </div>
    </Card>
  );
}
