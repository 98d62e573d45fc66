import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { ReasonForm } from '../../../../shared/reason.form.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { IconMailOff } from '../../../../ui/icons.ts';
import { mailCompromiseQuery } from '../queries.ts';

/** On every page while the team holds its mail for compromised. */
export function MailCompromiseBanner() {
  const { say } = useSay();
  const { may } = useMe();
  const state = useQuery({ ...mailCompromiseQuery, enabled: may('mail-compromise.show') });
  const [isOpen, setOpen] = useState(false);
  const active = state.data?.active ?? null;
  if (active === null) return null;
  return (
    <div className="m-mail-compromise">
      <Notice tone="amber">
        <p className="m-strong">{say('mail-compromise.banner')}</p>
        <p className="m-typed">{active.reason}</p>
        <div className="m-row">
          <span className="m-second">
            {say('mail-compromise.since', { name: active.by.name })} <Moment at={active.since} />
          </span>
          {may('mail-compromise.end') && (
            <Button size="small" onClick={() => setOpen(true)}>
              {say('mail-compromise.end.act')}
            </Button>
          )}
        </div>
      </Notice>
      <Dialog title={say('mail-compromise.end.act')} isOpen={isOpen} onClose={() => setOpen(false)}>
        {isOpen && (
          <ReasonForm
            explained={say('mail-compromise.end.explained')}
            label={say('mail-compromise.reason')}
            act={say('mail-compromise.end.act')}
            kind="primary"
            most={1_000}
            about={[active.since, 'end']}
            stale={['mail-compromise', 'duty']}
            onClose={() => setOpen(false)}
            send={async (reason, idempotencyKey) => {
              await call('POST /api/v1/mail-compromise/end', { body: { reason }, idempotencyKey });
              return say('mail-compromise.end.done');
            }}
          />
        )}
      </Dialog>
    </div>
  );
}

/** The switch itself, for those who may turn it on; nothing while it is on. */
export function MailCompromiseSwitch() {
  const { say } = useSay();
  const { may } = useMe();
  const state = useQuery({ ...mailCompromiseQuery, enabled: may('mail-compromise.show') });
  const [isOpen, setOpen] = useState(false);
  if (!may('mail-compromise.begin') || state.data === undefined || state.data.active !== null) return null;
  return (
    <>
      <Button kind="plain" icon={IconMailOff} onClick={() => setOpen(true)}>
        {say('mail-compromise.begin.act')}
      </Button>
      <Dialog title={say('mail-compromise.begin.title')} isOpen={isOpen} onClose={() => setOpen(false)}>
        {isOpen && (
          <ReasonForm
            explained={say('mail-compromise.begin.explained')}
            label={say('mail-compromise.reason')}
            act={say('mail-compromise.begin.act')}
            kind="danger"
            most={1_000}
            about="begin"
            stale={['mail-compromise', 'duty']}
            onClose={() => setOpen(false)}
            send={async (reason, idempotencyKey) => {
              await call('POST /api/v1/mail-compromise/begin', { body: { reason }, idempotencyKey });
              return say('mail-compromise.begin.done');
            }}
          />
        )}
      </Dialog>
    </>
  );
}
