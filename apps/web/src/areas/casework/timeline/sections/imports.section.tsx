import { timelineFileLimit, timelineRowLimit } from '@matoi/contract/values';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { MergedFrom } from '../../../../shared/merged-from.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import type { SubjectFrame } from '../../../../shared/registry.tsx';
import { Sending, useSent } from '../../../../shared/sending.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { fileSize } from '../../../../shared/sizes.format.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { IconFileDescription, IconRotateClockwise } from '../../../../ui/icons.ts';
import { ImportForm } from '../forms/import.form.tsx';
import { importsQuery, type TimelineImport } from '../queries.ts';
import './timeline.css';

/** Files of machine events on this record: choosing one, what became of each, and the way back. */
export function ImportsSection({ subject }: { readonly subject: SubjectFrame }) {
  const { say } = useSay();
  const { may } = useMe();
  const queries = useQueryClient();
  const imports = useQuery(importsQuery(subject.id));
  const [askedId, setAskedId] = useState<string | null>(null);
  const items = imports.data?.items ?? [];
  const asked = items.find(({ id }) => id === askedId);
  const [isOpen, setOpen] = useState(false);
  // What waits or runs is shown; what somebody has looked at stays open.
  const isPending = items.some(({ state }) => state === 'uploaded' || state === 'running');
  const running = items.filter(({ state }) => state === 'running').length;
  const runningBefore = useRef(0);
  useEffect(() => {
    // What has just been imported belongs into the picture, also where no stream tells of it.
    if (running < runningBefore.current) void queries.invalidateQueries({ queryKey: ['journal-entry'] });
    runningBefore.current = running;
  }, [running, queries]);

  return (
    <Card className="m-timeline-imports">
      <details open={isOpen || isPending} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          {say(items.length === 0 ? 'timeline.imports.title' : 'timeline.imports.title-count', { count: items.length })}
        </summary>
        <div className="m-form">
          {subject.can.annotate && may('timeline-imports.upload') && (
            <UploadPart subject={subject} onUploaded={(made) => setAskedId(made.id)} />
          )}
          {imports.data === undefined && <Waiting query={imports} />}
          {items.length > 0 && (
            <ul className="m-timeline-files">
              {items.map((item) => (
                <ImportRow key={item.id} item={item} onPrepare={() => setAskedId(item.id)} />
              ))}
            </ul>
          )}
        </div>
      </details>
      {asked?.can.run === true && (
        <Dialog
          title={say('timeline.import.title', { file: asked.fileName })}
          isOpen
          onClose={() => setAskedId(null)}
          size={860}
        >
          <ImportForm key={asked.id} found={asked} onDone={() => setAskedId(null)} />
        </Dialog>
      )}
    </Card>
  );
}

type UploadProps = { readonly subject: SubjectFrame; readonly onUploaded: (made: TimelineImport) => void };

function UploadPart({ subject, onUploaded }: UploadProps) {
  const { say, locale } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [isTooLarge, setTooLarge] = useState(false);
  const [sending, setSending] = useState('');
  const sent = useSent();
  const limits = {
    size: fileSize(timelineFileLimit),
    rows: new Intl.NumberFormat(locale).format(timelineRowLimit),
  };
  const send = (file: File | undefined) => {
    if (file === undefined) return;
    setTooLarge(file.size > timelineFileLimit);
    if (file.size > timelineFileLimit) return;
    void submit.run([file.name, file.size, file.lastModified], async () => {
      const query = { subjectId: subject.id, fileName: file.name.slice(-200) };
      setSending(file.name);
      sent.begin();
      const made = await call('POST /api/v1/timeline-imports', { query, body: {}, file, onSent: sent.onSent }).finally(
        sent.end,
      );
      await queries.invalidateQueries({ queryKey: ['timeline-import', 'list', subject.id] });
      onUploaded(made);
    });
    if (input.current !== null) input.current.value = '';
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the button does the same */}
      <div
        className="m-timeline-drop"
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event: DragEvent) => {
          event.preventDefault();
          setOver(false);
          send(event.dataTransfer.files[0]);
        }}
      >
        <input
          ref={input}
          type="file"
          hidden
          aria-label={say('timeline.upload.choose')}
          accept=".csv,.tsv,.txt,.log,.jsonl,.json,.ndjson"
          onChange={(event) => send(event.target.files?.[0])}
        />
        <Button icon={IconFileDescription} isBusy={submit.busy} onClick={() => input.current?.click()}>
          {say(submit.busy ? 'timeline.upload.busy' : 'timeline.upload.choose')}
        </Button>
        <span className="m-second">{say('timeline.upload.kinds', limits)}</span>
      </div>
      {sent.share !== null && <Sending name={sending} share={sent.share} />}
      {isTooLarge && <Notice tone="red">{say('timeline.upload.too-large', limits)}</Notice>}
      <Refusal problem={submit.problem} />
    </>
  );
}

const tones = { uploaded: 'amber', running: 'accent', done: 'green', undone: 'neutral' } as const;

function ImportRow({ item, onPrepare }: { readonly item: TimelineImport; readonly onPrepare: () => void }) {
  const { say, locale } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const [isAsking, setAsking] = useState(false);
  const format = new Intl.NumberFormat(locale);
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['timeline-import'] }),
      queries.invalidateQueries({ queryKey: ['journal-entry'] }),
    ]);
  const undo = () =>
    submit.run(['undo', item.version], async (idempotencyKey) => {
      const given = { params: { id: item.id }, body: {}, version: item.version, idempotencyKey };
      await call('POST /api/v1/timeline-imports/{id}/undo', given);
      setAsking(false);
      await refresh();
    });
  const cancel = () =>
    submit.run(['cancel', item.version], async (idempotencyKey) => {
      await call('POST /api/v1/timeline-imports/{id}/cancel', { params: { id: item.id }, body: {}, idempotencyKey });
      await refresh();
    });

  return (
    <li>
      <div className="m-timeline-file">
        <Chip tone={tones[item.state]}>{say(`timeline.import.state.${item.state}`)}</Chip>
        <span className="m-strong m-timeline-name">{item.fileName}</span>
        <span className="m-second">
          {say(`timeline.format.${item.format}`)} ・ {fileSize(item.size)} ・ {item.createdBy.name} ・{' '}
          <Moment at={item.createdAt} as="short" />
        </span>
        <MergedFrom from={item.mergedFrom} />
      </div>
      {item.state === 'running' && <Progress item={item} />}
      {item.events !== null && (
        <p className="m-second">
          {say('timeline.import.events', { count: format.format(item.events) })}
          {item.firstAt !== null && item.lastAt !== null && (
            <>
              {' ・ '}
              <Moment at={item.firstAt} as="short" /> – <Moment at={item.lastAt} as="short" />
            </>
          )}
        </p>
      )}
      {item.wasTooMany && (
        <Notice tone="red">
          {say('timeline-imports.run.too-many-rows', { limit: format.format(timelineRowLimit) })}
        </Notice>
      )}
      <div className="m-timeline-file">
        {item.errors !== null && item.errors > 0 && (
          <a href={`/api/v1/timeline-imports/${item.id}/errors`} download>
            {say('timeline.import.errors', { count: format.format(item.errors) })}
          </a>
        )}
        {item.can.run && (
          <Button size="small" kind="primary" onClick={onPrepare}>
            {say('timeline.import.prepare')}
          </Button>
        )}
        {item.can.cancel && (
          <Button size="small" isBusy={submit.busy} onClick={() => void cancel()}>
            {say('timeline.import.cancel')}
          </Button>
        )}
        {item.isCancelling && <span className="m-second">{say('timeline.import.cancelling')}</span>}
        {item.can.undo && (
          <Button size="small" icon={IconRotateClockwise} onClick={() => setAsking(true)}>
            {say(item.state === 'done' ? 'timeline.import.undo' : 'timeline.import.put-aside')}
          </Button>
        )}
      </div>
      {!isAsking && <Refusal problem={submit.problem} />}
      <Dialog
        title={say(item.state === 'done' ? 'timeline.import.undo-title' : 'timeline.import.put-aside')}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
      >
        <div className="m-form">
          <p>
            {item.state === 'done'
              ? say('timeline.import.undo-text', { file: item.fileName, count: format.format(item.events ?? 0) })
              : say('timeline.import.put-aside-text', { file: item.fileName })}
          </p>
          <Refusal problem={submit.problem} />
          <div className="m-dialog-end">
            <Button onClick={() => setAsking(false)}>{say('platform.act.cancel')}</Button>
            <Button kind="danger" isBusy={submit.busy} onClick={() => void undo()}>
              {say(item.state === 'done' ? 'timeline.import.undo' : 'timeline.import.put-aside')}
            </Button>
          </div>
        </div>
      </Dialog>
    </li>
  );
}

function Progress({ item }: { readonly item: TimelineImport }) {
  const { say, locale } = useSay();
  const { progress } = item;
  const share = progress === null || progress.total === 0 ? 0 : progress.done / progress.total;
  const text =
    progress === null
      ? say('timeline.import.waiting')
      : say('timeline.import.progress', { count: new Intl.NumberFormat(locale).format(progress.events) });
  return (
    <div>
      <div
        className="m-timeline-progress"
        role="progressbar"
        aria-label={say('timeline.import.state.running')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={text}
      >
        <div style={{ width: `${Math.max(2, share * 100)}%` }} />
      </div>
      <span className="m-second">{text}</span>
    </div>
  );
}
