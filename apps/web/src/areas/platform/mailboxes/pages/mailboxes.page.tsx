import type { ResponseOf, RouteOf } from '@matoi/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { Empty, Page } from '../../../../ui/page.tsx';
import { Table } from '../../../../ui/table.tsx';
import { MailboxForm } from '../forms/mailbox.form.tsx';
import type { Mailbox } from '../mailbox.draft.ts';
import '../mailboxes.css';

type Trial = ResponseOf<RouteOf<'POST /api/v1/mailboxes/{id}/try'>>;
const key = ['mailbox', 'list'];
const refreshMs = 15_000;

/** The ways in for mail: what each takes, how it is doing, and trying it. */
export function MailboxesPage() {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const list = useQuery({ queryKey: key, queryFn: () => call('GET /api/v1/mailboxes'), refetchInterval: refreshMs });
  const [editing, setEditing] = useState<Mailbox | 'new' | null>(null);
  const [removing, setRemoving] = useState<Mailbox | null>(null);
  const [trial, setTrial] = useState<{ readonly mailbox: Mailbox; readonly answer: Trial | null } | null>(null);
  const refresh = () => queries.invalidateQueries({ queryKey: ['mailbox'] });
  const inUse = list.data?.items.filter((one) => one.state !== 'removed') ?? [];

  const act = (mailbox: Mailbox, verb: 'pause' | 'resume' | 'remove') =>
    submit.run(`${verb} ${mailbox.id} ${mailbox.version}`, async (idempotencyKey) => {
      await call(`POST /api/v1/mailboxes/{id}/${verb}`, { params: { id: mailbox.id }, body: {}, idempotencyKey });
      setRemoving(null);
      await refresh();
    });
  const attempt = (mailbox: Mailbox) => {
    setTrial({ mailbox, answer: null });
    return submit
      .run(null, async () => {
        const answer = await call('POST /api/v1/mailboxes/{id}/try', { params: { id: mailbox.id }, body: {} });
        setTrial((now) => (now === null ? null : { mailbox, answer }));
      })
      .then((isDone) => {
        if (!isDone) setTrial(null);
      });
  };
  const create = (
    <Button kind="primary" icon={IconPlus} onClick={() => setEditing('new')}>
      {say('mailboxes.create.act')}
    </Button>
  );

  return (
    <Page
      title={say('mailboxes.list.title')}
      note={list.data && say('platform.list.count', { count: inUse.length })}
      actions={inUse.length > 0 && create}
    >
      <Card>
        {list.data === undefined && <Waiting query={list} />}
        {list.data !== undefined && inUse.length === 0 && <Empty action={create}>{say('mailboxes.list.empty')}</Empty>}
        {inUse.length > 0 && (
          <Table
            heads={[
              say('mailboxes.field.name'),
              say('mailboxes.field.kind'),
              say('mailboxes.list.state'),
              say('mailboxes.list.mails'),
            ]}
            acts={say('platform.table.acts')}
          >
            {inUse.map((mailbox) => (
              <tr key={mailbox.id}>
                <td data-main="true">
                  <div className="m-strong">{mailbox.name}</div>
                  {mailbox.name !== mailbox.address && <div className="m-second">{mailbox.address}</div>}
                </td>
                <td>
                  {say(`mailboxes.kind.${mailbox.kind}`)}
                  {mailbox.isCatchAll && <div className="m-second">{say('mailboxes.list.catch-all')}</div>}
                  {mailbox.imap !== null && <div className="m-second">{mailbox.imap.host}</div>}
                </td>
                <td>
                  <State mailbox={mailbox} />
                </td>
                <td>
                  {say('mailboxes.list.count', { count: mailbox.mailCount })}
                  {mailbox.lastMailAt !== null && (
                    <div className="m-second">
                      {say('mailboxes.list.last')} <Moment at={mailbox.lastMailAt} />
                    </div>
                  )}
                  {mailbox.leftCount > 0 && (
                    <div className="m-second">{say('mailboxes.list.left', { count: mailbox.leftCount })}</div>
                  )}
                </td>
                <td data-end="true">
                  <div className="m-mailbox-acts">
                    {mailbox.imap !== null && (
                      <Button size="small" onClick={() => void attempt(mailbox)}>
                        {say('mailboxes.try.act')}
                      </Button>
                    )}
                    <Button size="small" onClick={() => setEditing(mailbox)}>
                      {say('mailboxes.change.act')}
                    </Button>
                    <Button
                      size="small"
                      onClick={() => void act(mailbox, mailbox.state === 'active' ? 'pause' : 'resume')}
                    >
                      {say(mailbox.state === 'active' ? 'mailboxes.pause.act' : 'mailboxes.resume.act')}
                    </Button>
                    <Button size="small" onClick={() => setRemoving(mailbox)}>
                      {say('mailboxes.remove.act')}
                    </Button>
                  </div>
                </td>
              </tr>
            ))}
          </Table>
        )}
        {removing === null && trial === null && <Refusal problem={submit.problem} />}
      </Card>
      {list.data !== undefined && !inUse.some((one) => one.kind === 'smtp-address') && (
        <Notice tone="quiet">{say('mailboxes.list.takes-all')}</Notice>
      )}
      <Dialog
        title={say(editing === 'new' ? 'mailboxes.create.title' : 'mailboxes.change.title')}
        isOpen={editing !== null}
        onClose={() => setEditing(null)}
        size={560}
      >
        {editing !== null && (
          <MailboxForm
            mailbox={editing === 'new' ? null : editing}
            onCancel={() => setEditing(null)}
            onDone={() => {
              setEditing(null);
              void refresh();
            }}
          />
        )}
      </Dialog>
      {trial !== null && (
        <Dialog title={say('mailboxes.try.title', { name: trial.mailbox.name })} isOpen onClose={() => setTrial(null)}>
          <div className="m-form">
            <TrialAnswer answer={trial.answer} />
            <div className="m-dialog-end">
              <Button onClick={() => setTrial(null)}>{say('platform.act.close')}</Button>
            </div>
          </div>
        </Dialog>
      )}
      {removing !== null && (
        <Dialog title={say('mailboxes.remove.title', { name: removing.name })} isOpen onClose={() => setRemoving(null)}>
          <div className="m-form">
            <p>{say('mailboxes.remove.text')}</p>
            <Refusal problem={submit.problem} />
            <div className="m-dialog-end">
              <Button onClick={() => setRemoving(null)}>{say('platform.act.cancel')}</Button>
              <Button kind="danger" isBusy={submit.busy} onClick={() => void act(removing, 'remove')}>
                {say('mailboxes.remove.act')}
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </Page>
  );
}

function State({ mailbox }: { readonly mailbox: Mailbox }) {
  const { say } = useSay();
  if (mailbox.state === 'paused') return <Chip>{say('mailboxes.state.paused')}</Chip>;
  if (mailbox.health === 'waiting') return <Chip>{say('mailboxes.state.waiting')}</Chip>;
  if (mailbox.health !== 'failed')
    return <Chip tone="green">{say(mailbox.kind === 'imap' ? 'mailboxes.state.well' : 'mailboxes.state.taking')}</Chip>;
  return (
    <>
      <Chip tone="red">{say('mailboxes.state.failed')}</Chip>
      {mailbox.problem !== null && <div>{say(`mailboxes.problem.${mailbox.problem}`)}</div>}
      {mailbox.problemAt !== null && (
        <div className="m-second">
          {say('mailboxes.state.since')} <Moment at={mailbox.problemAt} />
        </div>
      )}
      {mailbox.problemDetail !== null && <div className="m-mono m-second">{mailbox.problemDetail}</div>}
    </>
  );
}

function TrialAnswer({ answer }: { readonly answer: Trial | null }) {
  const { say } = useSay();
  if (answer === null) return <p role="status">{say('mailboxes.try.running')}</p>;
  if (answer.isWell)
    return (
      <Notice tone="green">
        {say('mailboxes.try.well', { count: answer.mailCount ?? 0, unread: answer.unreadCount ?? 0 })}
        {answer.isEncrypted === false && <div>{say('mailboxes.try.not-encrypted')}</div>}
      </Notice>
    );
  return (
    <Notice tone="red">
      {say(`mailboxes.problem.${answer.problem ?? 'other'}`)}
      {answer.detail !== null && <div className="m-mono">{answer.detail}</div>}
    </Notice>
  );
}
