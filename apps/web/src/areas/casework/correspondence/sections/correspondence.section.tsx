import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { totalText } from '../../../../shared/sizes.format.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip, type Tone } from '../../../../ui/card.tsx';
import { IconRefresh } from '../../../../ui/icons.ts';
import { Empty } from '../../../../ui/page.tsx';
import { type Message, messagesQuery } from '../queries.ts';
import './correspondence.css';

const tones = { queued: 'neutral', sent: 'green', failed: 'red', suppressed: 'amber' } as const satisfies Record<
  Message['state'],
  Tone
>;

/** The messages that went out from a record, each with its state and the reason for it. */
export function Section({ subject }: SectionProps) {
  const { say, locale } = useSay();
  const list = useQuery(messagesQuery(subject.id));
  if (subject.kind === 'report' && list.data?.items.length === 0) return null;
  return (
    <Card
      title={say('terms.correspondence')}
      note={list.data && say('correspondence.list.count', { total: totalText(list.data.total, locale) })}
      isTight
    >
      {list.data === undefined && <Waiting query={list} />}
      {list.data?.items.length === 0 && <Empty>{say('correspondence.list.empty')}</Empty>}
      <ul>
        {list.data?.items.map((message) => (
          <MessageRow key={message.id} message={message} />
        ))}
      </ul>
    </Card>
  );
}

function MessageRow({ message }: { readonly message: Message }) {
  const { say } = useSay();
  const { may } = useMe();
  const queries = useQueryClient();
  const submit = useSubmit();
  const retry = () =>
    submit.run(message.id, async (idempotencyKey) => {
      await call('POST /api/v1/messages/{id}/retry', { params: { id: message.id }, body: {}, idempotencyKey });
      await queries.invalidateQueries({ queryKey: ['message'] });
    });
  return (
    <li className="m-message">
      <div className="m-row">
        <span className="m-strong">{message.title}</span>
        <Chip tone={tones[message.state]}>{say(`terms.message.state.${message.state}`)}</Chip>
        {message.can.retry && may('correspondence.retry') && (
          <Button size="small" icon={IconRefresh} isBusy={submit.busy} onClick={() => void retry()}>
            {say('correspondence.retry.act')}
          </Button>
        )}
      </div>
      <div className="m-second">
        {message.recipient !== null && `${say('correspondence.field.to', { address: message.recipient })} ・ `}
        <Moment at={message.sentAt ?? message.queuedAt} />
        {message.state === 'failed' && ` ・ ${say('correspondence.field.attempts', { count: message.attempts })}`}
      </div>
      {message.suppression !== null && <p>{say(`correspondence.suppression.${message.suppression}`)}</p>}
      {message.state === 'failed' && message.lastProblem !== null && <p className="m-mono">{message.lastProblem}</p>}
      <details className="m-message-text">
        <summary>{say('correspondence.field.text')}</summary>
        <div className="m-typed" lang={message.locale}>
          {message.text}
        </div>
      </details>
      <Refusal problem={submit.problem} />
    </li>
  );
}
