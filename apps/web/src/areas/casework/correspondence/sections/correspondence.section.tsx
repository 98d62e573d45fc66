import type { WrittenPurpose } from '@matoi/contract/values';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useDraft } from '../../../../shared/draft.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { useNews } from '../../../../shared/looked.hook.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import type { SectionProps, SubjectFrame } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { totalText } from '../../../../shared/sizes.format.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { IconMail, IconMailOff } from '../../../../ui/icons.ts';
import { Empty } from '../../../../ui/page.tsx';
import { type ComposeDraft, readDraft } from '../compose.draft.ts';
import { ComposeForm, type Quotable } from '../forms/compose.form.tsx';
import { SilenceForm } from '../forms/silence.form.tsx';
import { type Message, messagesQuery, type Prepared, preparedQuery } from '../queries.ts';
import { addressText, answerTitle, partQuote } from '../writing.rules.ts';
import { MessageRow } from './message-row.tsx';
import './correspondence.css';

/** The conversation of a record in both directions, the newest last, and the form to write. */
export function Section({ subject }: SectionProps) {
  const { say, locale } = useSay();
  const { may } = useMe();
  const list = useQuery(messagesQuery(subject.id));
  const messages = list.data?.items.toReversed() ?? [];
  const [answered, setAnswered] = useState<Message | null>(null);
  const news = useNews(subject.id);
  const isNew = (message: Message) =>
    message.direction === 'in' && news({ at: message.queuedAt, byId: message.author?.id ?? null });
  const fresh = messages.filter(isNew).length;
  const mayWrite = may('correspondence.send');
  const prepared = useQuery({ ...preparedQuery(subject.id), enabled: mayWrite });
  const kept = useDraft(`message.${subject.id}`);
  const [isOpen, setOpen] = useState(readDraft(kept.text) !== null);
  const open = (message: Message | null) => {
    setAnswered(message);
    setOpen(true);
  };
  if (subject.kind === 'report' && list.data?.items.length === 0 && !mayWrite) return null;
  return (
    <Card
      title={say('terms.correspondence')}
      note={
        list.data && (
          <>
            {say('correspondence.list.count', { total: totalText(list.data.total, locale) })}{' '}
            {fresh > 0 && <Chip tone="accent">{say('platform.news.count', { count: fresh })}</Chip>}
          </>
        )
      }
      isTight
      actions={
        mayWrite &&
        !isOpen && (
          <Button size="small" icon={IconMail} onClick={() => open(null)}>
            {say('correspondence.compose.act')}
          </Button>
        )
      }
    >
      {prepared.data !== undefined && <Silences subjectId={subject.id} prepared={prepared.data} />}
      {list.data === undefined && <Waiting query={list} />}
      {list.data?.items.length === 0 && !isOpen && <Empty>{say('correspondence.list.empty')}</Empty>}
      <ul>
        {messages.map((message) => (
          <MessageRow
            key={message.id}
            message={message}
            subjectId={subject.id}
            isNew={isNew(message)}
            onAnswer={mayWrite && !isOpen ? open : undefined}
          />
        ))}
      </ul>
      {isOpen && mayWrite && prepared.data !== undefined && list.data !== undefined && (
        <Composing
          subject={subject}
          prepared={prepared.data}
          answered={answered ?? messages.findLast(isOfOurs) ?? null}
          isAnswer={answered !== null}
          onClose={() => setOpen(false)}
        />
      )}
      {mayWrite && prepared.data !== undefined && prepared.data.silences.length === 0 && (
        <BeginSilence subjectId={subject.id} />
      )}
    </Card>
  );
}

/** Words of somebody who takes part; a stranger who came by a forwarded mail is answered only on purpose. */
const isOfOurs = (message: Message) =>
  message.direction === 'in' && !message.isAutomatic && message.knownBy !== 'token';

type ComposingProps = {
  readonly subject: SubjectFrame;
  readonly prepared: Prepared;
  /** The latest words from outside, or those that somebody chose to answer. */
  readonly answered: Message | null;
  readonly isAnswer: boolean;
  readonly onClose: () => void;
};

/** The form with what it begins with: an answer to the latest words, else a mail to the reporter. */
function Composing({ subject, prepared, answered, isAnswer, onClose }: ComposingProps) {
  const report = useQuery({
    queryKey: ['report', 'quotable', subject.id],
    queryFn: ({ signal }) => call('GET /api/v1/reports/{id}', { params: { id: subject.id }, signal }),
    enabled: subject.kind === 'report',
  });
  if (subject.kind === 'report' && report.data === undefined) return <Waiting query={report} />;
  const reporter = prepared.correspondents.find(({ role }) => role === 'reporter');
  const writer = answered?.from?.address ?? null;
  const to = answered !== null && writer !== null ? { name: answered.from?.name ?? null, address: writer } : reporter;
  const purpose: WrittenPurpose = isAnswer || answered !== null ? 'reply' : 'question';
  const start: ComposeDraft = {
    purpose: to === undefined ? 'notice' : purpose,
    to: to === undefined ? '' : addressText(to),
    cc: '',
    title: to === undefined ? subject.title : answerTitle(answered?.title || subject.title),
    text: '',
    locale: prepared.locale,
    tlp: report.data?.tlp ?? null,
    answers: answered?.id ?? null,
    isQuoting: to !== undefined,
    isSigned: true,
    attachments: [],
    overrideReason: '',
    inserted: null,
  };
  return (
    <ComposeForm subjectId={subject.id} start={start} quotable={quotableOf(answered, report.data)} onClose={onClose} />
  );
}

/** The words that an answer may quote: the answered message, else the report itself. */
function quotableOf(
  answered: Message | null,
  report:
    | {
        readonly text: string;
        readonly receivedAt: string;
        readonly reporter: { readonly name: string | null; readonly address: string | null };
      }
    | undefined,
): Quotable | null {
  if (answered !== null && answered.from?.address != null) {
    const { name, address } = answered.from;
    return { name, address, at: answered.queuedAt, text: partQuote(answered.text).own.slice(0, 100_000) };
  }
  if (report === undefined || report.reporter.address === null || report.text === '') return null;
  const { name, address } = report.reporter;
  return { name, address, at: report.receivedAt, text: report.text.slice(0, 100_000) };
}

/** Why nothing leaves by mail from here, and the way to let it leave again. */
function Silences({ subjectId, prepared }: { readonly subjectId: string; readonly prepared: Prepared }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const end = (scope: 'record' | 'compartment') =>
    submit.run(scope, async (idempotencyKey) => {
      await call('POST /api/v1/subjects/{id}/mail-silence/end', {
        params: { id: subjectId },
        body: { scope },
        idempotencyKey,
      });
      await queries.invalidateQueries({ queryKey: ['message'] });
    });
  return (
    <>
      {prepared.silences.map(({ scope, reason, begunAt, begunBy }) => (
        <Notice
          key={`${scope} ${begunAt}`}
          tone="amber"
          actions={
            scope !== 'team' &&
            prepared.can.endSilence && (
              <Button size="small" isBusy={submit.busy} onClick={() => void end(scope)}>
                {say('correspondence.silence.end')}
              </Button>
            )
          }
        >
          <p className="m-strong">{say(`correspondence.silence.active-${scope}`)}</p>
          <p>{reason}</p>
          <p className="m-second">
            {begunBy.name} ・ <Moment at={begunAt} />
          </p>
          <Refusal problem={submit.problem} />
        </Notice>
      ))}
    </>
  );
}

function BeginSilence({ subjectId }: { readonly subjectId: string }) {
  const { say } = useSay();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="m-compose-foot">
      <Button kind="plain" size="small" icon={IconMailOff} onClick={() => setOpen(true)}>
        {say('correspondence.silence.open')}
      </Button>
      <Dialog title={say('correspondence.silence.title')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <SilenceForm subjectId={subjectId} onClose={() => setOpen(false)} />
      </Dialog>
    </div>
  );
}
