import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { fileSize } from '../../../../shared/sizes.format.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Chip, type Tone } from '../../../../ui/card.tsx';
import { IconDownload, IconPaperclip, IconRefresh } from '../../../../ui/icons.ts';
import type { Message } from '../queries.ts';
import { partQuote } from '../writing.rules.ts';
import { TlpMark } from './tlp-mark.tsx';

export const stateTones = {
  queued: 'neutral',
  sent: 'green',
  failed: 'red',
  suppressed: 'amber',
  cancelled: 'neutral',
  bounced: 'red',
  received: 'neutral',
} as const satisfies Record<Message['state'], Tone>;

type MessageRowProps = {
  readonly message: Message;
  /** The record whose page this is; a message of another one (a report of an incident) names its own. */
  readonly subjectId: string;
  readonly onAnswer?: ((message: Message) => void) | undefined;
  /** In lists of many records the text opens on demand. */
  readonly isFolded?: boolean;
  /** It came in since the reader last looked. */
  readonly isNew?: boolean;
};

/** One mail of a conversation: who, when, what became of it, and its text as text. */
export function MessageRow({ message, subjectId, onAnswer, isFolded, isNew }: MessageRowProps) {
  const { say } = useSay();
  const linkTo = useSubjectLink();
  const { own, quoted } = partQuote(message.text);
  const isIn = message.direction === 'in';
  const of = message.subject;
  const link = of.id === subjectId ? null : linkTo(of);
  return (
    <li className="m-message" data-direction={message.direction} data-quiet={message.isAutomatic}>
      <div className="m-row">
        <span className="m-strong">{whoWrote(message, say)}</span>
        {isNew === true && <Chip tone="accent">{say('platform.news.mark')}</Chip>}
        {isIn && message.from?.name !== null && message.from?.address !== null && (
          <span className="m-second">{message.from?.address}</span>
        )}
        <span className="m-second">
          <Moment at={message.sentAt ?? message.queuedAt} />
        </span>
        {message.tlp !== null && <TlpMark tlp={message.tlp} />}
        {!isIn && <Chip tone={stateTones[message.state]}>{say(`terms.message.state.${message.state}`)}</Chip>}
        {isIn && message.isAutomatic && <Chip>{say('correspondence.in.automatic')}</Chip>}
        {isIn && !message.isAutomatic && message.knownBy === 'token' && !isKnown(message) && (
          <Chip tone="amber" title={say('correspondence.in.new-sender-hint')}>
            {say('correspondence.in.new-sender')}
          </Chip>
        )}
        {message.via === 'page' && <Chip>{say('correspondence.via.page')}</Chip>}
        {link !== null && <Link to={link}>{of.number}</Link>}
      </div>
      <div className="m-second">
        <span lang={message.locale}>{message.title}</span>
        {message.purpose !== null && ` ・ ${say(`terms.message.purpose.${message.purpose}`)}`}
      </div>
      {!isIn && <Receivers message={message} />}
      {message.suppression !== null && <p>{say(`correspondence.suppression.${message.suppression}`)}</p>}
      {message.state === 'failed' && message.lastProblem !== null && (
        <p>
          {say('correspondence.field.refused')} <span className="m-mono">{message.lastProblem}</span>
        </p>
      )}
      {message.state === 'queued' && message.lastProblem !== null && (
        <p className="m-second">
          {say('correspondence.field.waiting', { count: message.attempts })}{' '}
          <span className="m-mono">{message.lastProblem}</span>
        </p>
      )}
      {message.overrideReason !== null && (
        <p className="m-second">{say('correspondence.field.override', { reason: message.overrideReason })}</p>
      )}
      {message.isAutomatic || isFolded === true ? (
        <details className="m-message-text">
          <summary>{say('correspondence.field.text')}</summary>
          <div className="m-typed" lang={message.locale}>
            {message.text}
          </div>
        </details>
      ) : (
        <>
          <div className="m-typed m-message-own" lang={message.locale}>
            {own}
          </div>
          {quoted !== '' && (
            <details className="m-message-text">
              <summary>{say('correspondence.field.quoted')}</summary>
              <div className="m-typed" lang={message.locale}>
                {quoted}
              </div>
            </details>
          )}
        </>
      )}
      <Files message={message} />
      <Acts message={message} onAnswer={onAnswer} />
    </li>
  );
}

/** Somebody whom the team wrote to, or who takes part: told by the name of the mark that the server gave. */
function isKnown(message: Message): boolean {
  return message.knownBy === 'known-correspondent';
}

function whoWrote(message: Message, say: ReturnType<typeof useSay>['say']): string {
  if (message.direction === 'in') {
    return message.from?.name ?? message.from?.address ?? say('correspondence.in.unknown');
  }
  return message.author === null || message.author.kind === 'system'
    ? say('correspondence.out.automatic')
    : message.author.name;
}

const troubles = ['bounced', 'refused', 'delayed'] as const;

/** To whom it went, each copy that did not arrive with the words of the other side. */
function Receivers({ message }: { readonly message: Message }) {
  const { say } = useSay();
  const list = message.recipients.length > 0 ? message.recipients : null;
  if (list === null) {
    return message.recipient === null ? null : (
      <div className="m-second">{say('correspondence.field.to', { address: message.recipient })}</div>
    );
  }
  const bad = list.flatMap((one) => {
    const state = troubles.find((trouble) => trouble === one.state);
    return state === undefined ? [] : [{ ...one, state }];
  });
  return (
    <>
      <div className="m-second">
        {say('correspondence.field.to', {
          address: list.map(({ address }) => address).join(', '),
        })}
      </div>
      {bad.map(({ address, state, problem }) => (
        <p key={address} className="m-message-bad" data-state={state}>
          {say(`correspondence.recipient.${state}`, { address })}{' '}
          {problem !== null && <span className="m-mono">{problem}</span>}
        </p>
      ))}
    </>
  );
}

function Files({ message }: { readonly message: Message }) {
  const { say } = useSay();
  const { may } = useMe();
  if (message.attachments.length === 0 && !message.hasOriginal) return null;
  return (
    <div className="m-message-files">
      {message.attachments.map((file) =>
        may('correspondence.attachment') ? (
          <a
            key={file.id}
            href={`/api/v1/messages/${message.id}/attachments/${file.id}`}
            download
            className="m-message-file"
          >
            <IconPaperclip size={14} stroke={1.75} aria-hidden="true" />
            {file.name} <span className="m-second">{fileSize(file.size)}</span>
          </a>
        ) : (
          <span key={file.id} className="m-message-file">
            {file.name} <span className="m-second">{fileSize(file.size)}</span>
          </span>
        ),
      )}
      {message.hasOriginal && may('correspondence.original') && (
        <a href={`/api/v1/messages/${message.id}/original`} download className="m-message-file m-second">
          <IconDownload size={14} stroke={1.75} aria-hidden="true" />
          {say('correspondence.field.original')}
        </a>
      )}
    </div>
  );
}

function Acts({ message, onAnswer }: Pick<MessageRowProps, 'message' | 'onAnswer'>) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const refresh = () => queries.invalidateQueries({ queryKey: ['message'] });
  const act = (path: 'retry' | 'cancel') =>
    submit.run({ id: message.id, path }, async (idempotencyKey) => {
      const given = { params: { id: message.id }, body: {}, idempotencyKey };
      if (path === 'retry') await call('POST /api/v1/messages/{id}/retry', given);
      else await call('POST /api/v1/messages/{id}/cancel', given);
      await refresh();
    });
  const mayAnswer = onAnswer !== undefined && message.direction === 'in' && !message.isAutomatic;
  if (!message.can.retry && !message.can.cancel && !mayAnswer) return null;
  return (
    <>
      <div className="m-row">
        {mayAnswer && (
          <Button size="small" onClick={() => onAnswer(message)}>
            {say('correspondence.answer.act')}
          </Button>
        )}
        {message.can.retry && (
          <Button size="small" icon={IconRefresh} isBusy={submit.busy} onClick={() => void act('retry')}>
            {say('correspondence.retry.act')}
          </Button>
        )}
        {message.can.cancel && (
          <Button size="small" isBusy={submit.busy} onClick={() => void act('cancel')}>
            {say('correspondence.cancel.act')}
          </Button>
        )}
      </div>
      <Refusal problem={submit.problem} />
    </>
  );
}
