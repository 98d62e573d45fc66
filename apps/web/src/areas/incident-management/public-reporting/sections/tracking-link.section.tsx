import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { CopyField } from '../../../../ui/copy-field.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Notice } from '../../../../ui/field.tsx';

const linksQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['report', 'tracking-links', subjectId],
    queryFn: ({ signal }) => call('GET /api/v1/tracking-links', { query: { subjectId }, signal }),
  });

/** The reporter's own page: whether its link works, a new one to pass on, and the end of the old one. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const query = linksQuery(subject.id);
  const links = useQuery(query);
  const [asked, setAsked] = useState<'renew' | 'revoke' | null>(null);
  const [address, setAddress] = useState<string | null>(null);
  const usable = links.data?.items.find((link) => link.isUsable);

  const act = async (what: 'renew' | 'revoke') => {
    const isDone = await submit.run({ what, id: usable?.id }, async (idempotencyKey) => {
      if (what === 'renew') {
        const made = await call('POST /api/v1/tracking-links', { body: { subjectId: subject.id } });
        setAddress(made.address);
      } else if (usable !== undefined) {
        await call('POST /api/v1/tracking-links/{id}/revoke', { params: { id: usable.id }, body: {}, idempotencyKey });
        setAddress(null);
      }
      await queries.invalidateQueries({ queryKey: query.queryKey });
    });
    if (isDone) setAsked(null);
  };

  if (links.data === undefined) return <Waiting query={links} />;
  return (
    <Card title={say('tracking-links.card.title')}>
      <div className="m-stack">
        {usable === undefined ? (
          <p className="m-second">{say('tracking-links.card.none')}</p>
        ) : (
          <p className="m-second">
            {say('tracking-links.card.usable')} <Moment at={usable.createdAt} />
            {usable.lastUsedAt !== null && (
              <>
                <br />
                {say('tracking-links.card.used', { count: usable.uses })} <Moment at={usable.lastUsedAt} />
              </>
            )}
            {usable.expiresAt !== null && (
              <>
                <br />
                {say('tracking-links.card.until')} <Moment at={usable.expiresAt} />
              </>
            )}
          </p>
        )}
        {address !== null && (
          <>
            <CopyField
              label={say('tracking-links.renew.address')}
              value={address}
              copyLabel={say('platform.act.copy')}
              copiedLabel={say('platform.act.copied')}
            />
            <Notice tone="amber">{say('tracking-links.renew.once')}</Notice>
          </>
        )}
        <div className="m-row">
          {links.data.can.renew && (
            <Button size="small" onClick={() => setAsked('renew')}>
              {say(usable === undefined ? 'tracking-links.renew.act-first' : 'tracking-links.renew.act')}
            </Button>
          )}
          {usable?.can.revoke === true && (
            <Button size="small" kind="danger" onClick={() => setAsked('revoke')}>
              {say('tracking-links.revoke.act')}
            </Button>
          )}
        </div>
      </div>
      {asked !== null && (
        <Dialog title={say(`tracking-links.${asked}.title`)} isOpen onClose={() => setAsked(null)}>
          <div className="m-form">
            <p>{say(usable === undefined ? 'tracking-links.renew.text-first' : `tracking-links.${asked}.text`)}</p>
            <Refusal problem={submit.problem} />
            <div className="m-dialog-end">
              <Button onClick={() => setAsked(null)}>{say('platform.act.cancel')}</Button>
              <Button
                kind={asked === 'revoke' ? 'danger' : 'primary'}
                isBusy={submit.busy}
                onClick={() => void act(asked)}
              >
                {say(`tracking-links.${asked}.submit`)}
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </Card>
  );
}
